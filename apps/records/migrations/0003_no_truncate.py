"""PostgreSQL refuses to empty the ledger at once as well. SQLite has no TRUNCATE."""

from django.db import migrations

POSTGRESQL = (
    """
    CREATE TRIGGER records_event_no_truncate BEFORE TRUNCATE ON records_event
    FOR EACH STATEMENT EXECUTE FUNCTION records_refuse()
    """,
)
POSTGRESQL_UNDO = ("DROP TRIGGER records_event_no_truncate ON records_event",)


def seal(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)


def unseal(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL_UNDO:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("records", "0002_append_only")]
    operations = [migrations.RunPython(seal, unseal, elidable=False)]

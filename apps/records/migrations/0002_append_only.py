"""The database itself refuses to change or delete an event, whoever asks."""

from django.db import migrations

POSTGRESQL = (
    """
    CREATE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'Records are append-only.' USING ERRCODE = 'restrict_violation'; END $$
    """,
    """
    CREATE TRIGGER records_event_append_only BEFORE UPDATE OR DELETE ON records_event
    FOR EACH ROW EXECUTE FUNCTION records_refuse()
    """,
)
POSTGRESQL_UNDO = ("DROP TRIGGER records_event_append_only ON records_event", "DROP FUNCTION records_refuse()")
SQLITE = tuple(
    f"""
    CREATE TRIGGER records_event_no_{act.lower()} BEFORE {act} ON records_event
    BEGIN SELECT RAISE(ABORT, 'Records are append-only.'); END
    """
    for act in ("UPDATE", "DELETE")
)
SQLITE_UNDO = ("DROP TRIGGER records_event_no_update", "DROP TRIGGER records_event_no_delete")


def seal(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unseal(apps, schema_editor):
    for statement in POSTGRESQL_UNDO if schema_editor.connection.vendor == "postgresql" else SQLITE_UNDO:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(seal, unseal, elidable=False)]

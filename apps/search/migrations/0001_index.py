"""The index, empty: once all migrations are done, `apps.search.actions.keep` sets it going and fills it."""

from django.db import migrations

from apps.search.dialects import DIALECTS


def create(apps, schema_editor):
    for statement in DIALECTS[schema_editor.connection.vendor].create:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    dialect = DIALECTS[schema_editor.connection.vendor]
    for name in dialect.triggers:
        on = " ON pages_edition" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
    for statement in dialect.drop:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]
    operations = [migrations.RunPython(create, drop, elidable=False)]

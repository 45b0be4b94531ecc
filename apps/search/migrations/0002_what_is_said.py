"""The index of what is said in rooms, empty, as `0001_index` makes that of pages."""

from django.db import migrations

from apps.search.dialects import TALK


def create(apps, schema_editor):
    for statement in TALK[schema_editor.connection.vendor].create:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    dialect = TALK[schema_editor.connection.vendor]
    for name in dialect.triggers:
        on = " ON rooms_message" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
    for statement in dialect.drop:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("rooms", "0001_initial"), ("search", "0001_index")]
    operations = [migrations.RunPython(create, drop, elidable=False)]

"""Bring the starting texts of today to spaces that are open already."""

from django.db import migrations

from apps.pages.starting_texts import STARTING_TEXTS


def bring(apps, schema_editor):
    """Spaces that are open already get the starting texts they lack; those they have stay as they are."""
    Space, Template = apps.get_model("pages", "Space"), apps.get_model("pages", "Template")
    for space in Space.objects.all():
        for text in STARTING_TEXTS[space.kind].values():
            facts = {"purpose": text.purpose, "body": text.body}
            Template.objects.get_or_create(space=space, name=text.name, defaults=facts)
            Template.objects.filter(space=space, name=text.name, purpose="").update(purpose=text.purpose)


class Migration(migrations.Migration):
    dependencies = [("pages", "0003_who_wrote")]

    operations = [migrations.RunPython(bring, migrations.RunPython.noop, elidable=True)]

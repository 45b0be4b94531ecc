"""Every space stands on a community: those whom it is for."""

from django.db import migrations


def fill(apps, schema_editor):
    space, community = apps.get_model("pages", "Space"), apps.get_model("trust", "Community")
    for one in space.objects.filter(community=None):
        values = {"title": one.title, "unit_id": one.unit_id, "audience_unit_id": one.audience_unit_id}
        one.community, _ = community.objects.get_or_create(slug=one.slug, defaults=values)
        one.save(update_fields=["community"])


class Migration(migrations.Migration):
    dependencies = [("pages", "0005_best_practice"), ("trust", "0002_thresholds")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]

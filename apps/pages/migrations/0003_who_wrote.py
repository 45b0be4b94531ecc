"""Say of drafts begun before who wrote in each version, and what they started from."""

from django.db import migrations


def say_who_wrote(apps, schema_editor):
    DraftSave = apps.get_model("pages", "DraftSave")
    Contribution = apps.get_model("pages", "Contribution")
    saves = DraftSave.objects.filter(contributions=None).exclude(kind="STARTED").values_list("pk", "by_id")
    Contribution.objects.bulk_create(
        (Contribution(save_of_id=save, person_id=person) for save, person in saves.iterator()), batch_size=500
    )


def keep_what_they_started_from(apps, schema_editor):
    """Of a new page what it started from is not known any more: its title, and no text."""
    Draft = apps.get_model("pages", "Draft")
    DraftSave = apps.get_model("pages", "DraftSave")
    marked = ("marking", "handling", "sensitive_because", "responsible_role", "sensitive_until", "audience")
    for draft in Draft.objects.exclude(saves__version=0).select_related("first_base__revision").iterator():
        start = draft.first_base or draft
        DraftSave.objects.create(
            draft=draft,
            version=0,
            kind="STARTED",
            by_id=draft.opened_by_id,
            at=draft.opened_at,
            title=start.title,
            body=start.revision.content.replace("\r\n", "\n") if draft.first_base else "",
            **{name: getattr(start, name) for name in marked},
        )


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_drafting_together")]

    operations = [
        migrations.RunPython(say_who_wrote, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(keep_what_they_started_from, migrations.RunPython.noop, elidable=True),
    ]

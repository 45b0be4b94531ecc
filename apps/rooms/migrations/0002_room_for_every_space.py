from django.db import migrations


def open_rooms(apps, schema_editor):
    """Every space that was there before rooms has one too, with the topic that each begins with."""
    Space = apps.get_model("pages", "Space")
    Room = apps.get_model("rooms", "Room")
    Topic = apps.get_model("rooms", "Topic")
    for space in Space.objects.filter(room=None):
        when = {"opened_by_id": space.opened_by_id, "opened_at": space.opened_at}
        room = Room.objects.create(
            title=space.title, community_id=space.community_id, space=space, audience=space.audience, **when
        )
        Topic.objects.create(room=room, title="General", last_at=space.opened_at, **when)


class Migration(migrations.Migration):
    dependencies = [("rooms", "0001_initial")]
    operations = [migrations.RunPython(open_rooms, migrations.RunPython.noop)]

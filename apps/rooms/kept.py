"""How notices tell of disposals, and which contents of files rooms keep."""

from collections.abc import Collection, Mapping

from apps.notices.subjects import Subject
from apps.people.models import Person
from apps.rooms.models import Disposal, MessageFile


def disposal_subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of disposals: the title of the room, leading to what was asked."""
    seen = Disposal.objects.visible_to(person).filter(pk__in=ids).select_related("room")
    return {str(one.pk): _subject(one) for one in seen}


def contents_kept(contents: Collection[str]) -> set[str]:
    """Which of these contents, by SHA-256, go with a message that still has its words."""
    return set(MessageFile.objects.filter(file__sha256__in=contents).values_list("file__sha256", flat=True))


def _subject(disposal: Disposal) -> Subject:
    room = disposal.room
    title = f"Older talk in {room}"
    return Subject(title, disposal.get_absolute_url(), room.marking, not disposal.is_open, room.handling)

"""Who has a draft open to write in it. It keeps nobody out, and is nothing that a record tells of."""

from datetime import datetime, timedelta

from apps.pages.models import Draft, Presence
from apps.pages.queries.presence import LATELY, WRITING_NOW
from apps.people.models import Person

# Whoever is heard of again within so long is not written down anew.
BETWEEN_NOTES = timedelta(seconds=8)


def note(draft: Draft, *, by: Person, at: datetime, is_live: bool = False) -> None:
    """This will note that somebody has the draft open, unless that was noted seconds ago.

    `is_live` says that they write together live; their plain form, if they have one open too, does not unsay it.
    """
    seen, is_new = Presence.objects.get_or_create(
        draft=draft, person=by, defaults={"opened_at": at, "seen_at": at, "is_live": is_live}
    )
    if is_new:
        return
    is_away = seen.seen_at < at - WRITING_NOW
    if not is_away and seen.seen_at > at - BETWEEN_NOTES and (seen.is_live or not is_live):
        return
    opened_at = at if is_away else seen.opened_at
    live = is_live or (seen.is_live and not is_away)
    Presence.objects.filter(pk=seen.pk).update(seen_at=at, opened_at=opened_at, is_live=live)


def leave(draft: Draft, *, by: Person) -> None:
    """This will note that somebody no longer has the draft open; in another window of theirs they soon are again."""
    Presence.objects.filter(draft=draft, person=by).delete()


def forget_who_left(at: datetime) -> int:
    """This will delete what nobody is shown any more, and count it."""
    deleted, _ = Presence.objects.filter(seen_at__lt=at - LATELY).delete()
    return deleted

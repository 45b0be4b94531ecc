"""Doing what a ruling says, and undoing it when it is overturned: parts of those acts, in their transaction."""

from datetime import datetime
from typing import Any

from django.utils.crypto import salted_hmac

from apps.core.rules import Refused
from apps.moderation.choices import HIDES, MatterState, Measure
from apps.moderation.models import Flag, Matter, Pause, Restriction, Ruling
from apps.moderation.subjects import FLAGGABLE
from apps.people.models import Person

# What stands where words were taken out.
TAKEN_OUT = "[taken out]"
NOT_FOUND = "These words were not found in what is kept. Copy them from the text, just as they stand there."


def carry_out(ruling: Ruling, *, words: str, by: Person, at: datetime) -> dict[str, Any]:
    """This will do to the thing, and to whoever wrote it, what the ruling says, and return what the record needs of it.

    Raises Refused when words to be taken out are nowhere.
    """
    matter = ruling.matter
    kind = FLAGGABLE[matter.about_kind]
    if ruling.measure in HIDES:
        if matter.hidden_at is None:
            kind.hide(matter.about_id, at)
    elif matter.hidden_at is not None:
        kind.show(matter.about_id, at)
    if ruling.measure == Measure.REDACT:
        return _redact(matter, words, by=by, at=at)
    if ruling.until is not None:
        _for_a_time(ruling)
        return {"until": ruling.until.isoformat()}
    return {}


def undo(ruling: Ruling, *, at: datetime) -> None:
    """This will give back what the ruling took, but for words that were taken out: nobody has those any more."""
    matter = ruling.matter
    kind = FLAGGABLE[matter.about_kind]
    is_there = matter.about_id in kind.found([matter.about_id])
    if ruling.measure in HIDES and is_there and not _is_hidden_besides(ruling):
        kind.show(matter.about_id, at)
    Pause.objects.filter(ruling=ruling, lifted_at=None).update(lifted_at=at)
    Restriction.objects.filter(ruling=ruling, lifted_at=None).update(lifted_at=at)


def digest_of(words: str) -> str:
    """What the record keeps of words that were taken out: whoever has them can show that it was these.

    It is keyed with the installation's own key, since a name or a number is soon guessed from a plain digest.
    """
    return salted_hmac("moderation.redacted", words, algorithm="sha256").hexdigest()


def _is_hidden_besides(ruling: Ruling) -> bool:
    """Whether another ruling that stands hides the same thing, or flags do that nobody has ruled on yet."""
    matter = ruling.matter
    same = Matter.objects.filter(about_kind=matter.about_kind, about_id=matter.about_id).exclude(pk=matter.pk)
    flagged = same.filter(state=MatterState.OPEN, hidden_at__isnull=False)
    ruled = Ruling.objects.filter(matter__in=same, measure__in=HIDES, overturned_at=None)
    return flagged.exists() or ruled.exists()


def _redact(matter: Matter, words: str, *, by: Person, at: datetime) -> dict[str, Any]:
    times = FLAGGABLE[matter.about_kind].redact(matter.about_id, words, by, at)
    if not times:
        raise Refused(NOT_FOUND)
    about = {"matter__about_kind": matter.about_kind, "matter__about_id": matter.about_id}
    for flag in Flag.objects.filter(**about, because__contains=words):
        Flag.objects.filter(pk=flag.pk).update(because=flag.because.replace(words, TAKEN_OUT))
    return {"words": digest_of(words), "times": times}


def _for_a_time(ruling: Ruling) -> None:
    matter = ruling.matter
    assert ruling.until is not None
    common = {"ruling": ruling, "community": matter.community, "until": ruling.until}
    if ruling.measure == Measure.PAUSE:
        Pause.objects.create(**common, person=ruling.author, since=ruling.at)
    else:
        Restriction.objects.create(**common, about_kind=matter.about_kind, about_id=matter.about_id)

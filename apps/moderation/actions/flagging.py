"""Telling the stewards that something should be looked at."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from apps.core.rules import Refused, StateChanged
from apps.moderation.actions.queue import DEALT_WITH, named, put
from apps.moderation.choices import WEIGHT_THAT_HIDES, MatterState, Measure, Why
from apps.moderation.models import Flag, Matter
from apps.moderation.queries.people import settled_flags
from apps.moderation.rules.flagging import may_cite, may_flag
from apps.moderation.subjects import FLAGGABLE, Thing
from apps.moderation.weighing import weight_of
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.people.models import Person
from apps.records.actions import SYSTEM, record
from apps.trust.queries.levels import level_of

# One person alone hides nothing, whatever they weigh.
LEAST_FLAGGERS = 2
NOT_THERE = "What you flagged is no longer there, or is not for you to read."


@transaction.atomic
def flag(about_kind: str, about_id: str, *, rule: str, because: str, by: Person, at: datetime) -> Flag:
    """This will have something wait for the stewards, and hide it until they have ruled when its flags weigh enough.

    `rule` is a key of the guidelines. Raises Refused with the rule's reason, StateChanged when a steward has just
    dealt with it.
    """
    about_id = str(about_id)
    kind = FLAGGABLE[about_kind]
    kind.lock(about_id)
    thing = kind.seen_by(by, [about_id]).get(about_id)
    if thing is None:
        raise Refused(NOT_THERE)
    may_flag.require(by, about_kind, about_id, thing, at)
    may_cite.require(rule)
    matter = put(about_kind, about_id, why=Why.FLAGGED, author=thing.author, community=thing.community, at=at)
    matter = Matter.objects.select_for_update(of=("self",)).select_related("community").get(pk=matter.pk)
    if matter.state != MatterState.OPEN:
        raise StateChanged(DEALT_WITH)
    # Somebody who flagged it twice at once waited for the lock, and is told so now.
    may_flag.require(by, about_kind, about_id, thing, at)
    weight = weight_of(level_of(by, thing.community, at=at), *settled_flags(by, thing.community))
    flagged = Flag.objects.create(matter=matter, flagger=by, rule=rule, because=because, weight=weight, at=at)
    Matter.objects.filter(pk=matter.pk).update(weight=F("weight") + weight, version=F("version") + 1)
    matter.refresh_from_db(fields=["weight", "version"])
    # What they said of it stays off the record, which nobody can take words out of: it may repeat what is to go.
    record("moderation.flagged", about=matter, by=by, at=at, details=named(matter) | {"rule": rule})
    _hide_if_heavy(matter, thing, at=at)
    return flagged


def _hide_if_heavy(matter: Matter, thing: Thing, *, at: datetime) -> None:
    kind = FLAGGABLE[matter.about_kind]
    if Measure.HIDE not in kind.measures_for(thing) or matter.hidden_at or matter.weight < WEIGHT_THAT_HIDES:
        return
    if matter.flags.filter(weight__gt=0).count() < LEAST_FLAGGERS:
        return
    kind.hide(matter.about_id, at)
    Matter.objects.filter(pk=matter.pk).update(hidden_at=at)
    matter.hidden_at = at
    details = named(matter) | {"weight": matter.weight}
    record("moderation.hidden", about=matter, by=SYSTEM, at=at, details=details)
    tell([thing.author], NoticeKind.HIDDEN, about=matter, at=at)

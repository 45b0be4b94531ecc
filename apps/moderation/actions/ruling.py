"""A steward rules on something."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from apps.core.rules import StateChanged
from apps.moderation.actions.measures import carry_out
from apps.moderation.actions.queue import DEALT_WITH, named
from apps.moderation.choices import COUNTS_AGAINST_AUTHOR, FOR_A_TIME, HIDES, FlagOutcome, MatterState, Measure, Why
from apps.moderation.judgement import Judgement
from apps.moderation.models import Flag, Matter, Ruling
from apps.moderation.rules.queue import may_rule
from apps.moderation.rules.ruling import may_take
from apps.moderation.subjects import FLAGGABLE
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.people.models import Person
from apps.records.actions import record
from apps.trust.actions.credits import credit
from apps.trust.choices import CreditKind

REWRITTEN = "Somebody changed this after you opened it. Read what it says now before you rule on it."


@transaction.atomic
def rule_on(matter: Matter, judgement: Judgement, *, version: int, by: Person, at: datetime) -> Ruling:
    """This will settle a matter: do what the ruling says, tell whom it concerns, and credit those who were right.

    Raises Refused with the rule's reason, StateChanged when the matter is not as the steward saw it.
    """
    kind = FLAGGABLE[matter.about_kind]
    kind.lock(matter.about_id)
    matter = _lock(matter)
    if matter.version != version:
        raise StateChanged(DEALT_WITH)
    may_rule.require(by, matter, at)
    thing = kind.found([matter.about_id]).get(matter.about_id)
    if thing is not None and judgement.text not in ("", thing.fingerprint):
        raise StateChanged(REWRITTEN)
    may_take.require(by, kind, thing, judgement)
    assert thing is not None
    ruling = Ruling.objects.create(
        matter=matter,
        by=by,
        # A flag is about what stood there then; what was picked is looked at as it stands now.
        author=matter.author if matter.flags.exists() else thing.author,
        at=at,
        measure=judgement.measure,
        rule="" if judgement.measure == Measure.NONE else judgement.rule,
        because=judgement.because,
        until=judgement.until if judgement.measure in FOR_A_TIME else None,
    )
    done = carry_out(ruling, words=judgement.words, by=by, at=at)
    _settle(matter)
    flags = settle_flags(matter, _outcome_of(ruling.measure), at=at)
    details = named(matter) | {"measure": ruling.measure, "rule": ruling.rule} | done
    record("moderation.ruled", about=matter, by=by, at=at, because=ruling.because, details=details)
    if matter.why == Why.SAMPLED and ruling.measure == Measure.NONE and kind.accepted:
        kind.accepted(matter.about_id, by, at)
    if ruling.measure in HIDES and kind.struck:
        kind.struck(matter.about_id, by, at)
    credit_for(ruling, flags, at=at)
    _tell(ruling, flags, at=at)
    return ruling


def settle_flags(matter: Matter, outcome: FlagOutcome, *, at: datetime) -> list[Flag]:
    """This will say of every flag of a matter what became of it, and return them: from then on it weighs so."""
    matter.flags.update(outcome=outcome, settled_at=at)
    return list(matter.flags.select_related("flagger").order_by("pk"))


def credit_for(ruling: Ruling, flags: Iterable[Flag], *, at: datetime) -> None:
    """This will credit those whose flags a ruling upheld, and count it against whoever wrote what it is about."""
    if ruling.measure == Measure.NONE:
        return
    earned = [(CreditKind.FLAG, flag.flagger) for flag in flags]
    if ruling.measure in COUNTS_AGAINST_AUTHOR:
        earned.append((CreditKind.COMPLAINT, ruling.author))
    for kind, person in earned:
        credit(kind, to=person, about=ruling, community=ruling.matter.community, by=ruling.by, at=at)


def _lock(matter: Matter) -> Matter:
    """The matter afresh, locked until the transaction ends."""
    locked = Matter.objects.select_for_update(of=("self",)).select_related("community__audience_unit", "author")
    return locked.get(pk=matter.pk)


def _settle(matter: Matter) -> None:
    ended = {"state": MatterState.RULED, "claimed_by": None, "claimed_until": None}
    Matter.objects.filter(pk=matter.pk).update(**ended, version=F("version") + 1)


def _outcome_of(measure: str) -> FlagOutcome:
    return FlagOutcome.REFUSED if measure == Measure.NONE else FlagOutcome.UPHELD


def _tell(ruling: Ruling, flags: Iterable[Flag], *, at: datetime) -> None:
    """Whoever wrote it learns of what was done and not who flagged it; those who flagged it learn what came of it."""
    if ruling.measure != Measure.NONE:
        tell([ruling.author], NoticeKind.RULED, about=ruling, at=at)
    elif ruling.matter.hidden_at is not None:
        tell([ruling.author], NoticeKind.SHOWN, about=ruling, at=at)
    tell([flag.flagger for flag in flags], NoticeKind.LOOKED_INTO, about=ruling, at=at)

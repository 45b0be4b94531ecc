"""Members ask whether a steward stays, vote, and the vote closes."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from apps.core.one_by_one import one_by_one
from apps.core.rules import StateChanged
from apps.people.models import Person
from apps.records.actions import SYSTEM, record
from apps.trust.actions.standing import MEANWHILE, end
from apps.trust.choices import DAYS_AFTER_RECALL, DAYS_TO_VOTE, Level, RecallOutcome, WhyEnded
from apps.trust.models import Appointment, Community, Recall, RecallVote, Standing
from apps.trust.queries.levels import people_standing
from apps.trust.queries.recalls import tally_of
from apps.trust.rules.recalls import may_recall, may_vote
from apps.trust.telling import News, tell


@transaction.atomic
def open_recall(community: Community, steward: Person, *, because: str, by: Person, at: datetime) -> Recall:
    """This will ask the members whether somebody stays a steward, and tell them so.

    Raises Refused when `by` may not ask that.
    """
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)
    may_recall.require(by, community, steward, at)
    recall = Recall.objects.create(
        community=community,
        steward=steward,
        because=because,
        opened_by=by,
        opened_at=at,
        closes_at=at + timedelta(days=DAYS_TO_VOTE),
    )
    details = {"person": str(steward.pk)}
    record("trust.recall_opened", about=recall, by=by, at=at, because=because, details=details)
    tell([steward], News.VOTE, about=recall, at=at)
    voters = people_standing(community, Level.MEMBER, at=at).exclude(pk__in=[steward.pk, by.pk])
    tell(voters, News.BALLOT, about=recall, at=at)
    return recall


@transaction.atomic
def vote(recall: Recall, *, to_go: bool, by: Person, at: datetime) -> RecallVote:
    """This will take one member's vote. The record says that they voted, and not how.

    Raises Refused when they may not vote, or have voted.
    """
    locked = Recall.objects.select_for_update(of=("self",)).select_related("community", "steward").get(pk=recall.pk)
    may_vote.require(by, locked, at)
    try:
        with transaction.atomic():
            cast = RecallVote.objects.create(recall=locked, person=by, to_go=to_go, at=at)
    except IntegrityError as voted:
        raise StateChanged(MEANWHILE) from voted
    record("trust.recall_voted", about=locked, by=by, at=at)
    return cast


def close_recalls(at: datetime) -> int:
    """This will count the votes of every recall whose time is over, and count the recalls."""
    over = Recall.objects.filter(outcome=RecallOutcome.OPEN, closes_at__lte=at)
    return one_by_one(
        over.select_related("community", "steward", "opened_by").order_by("pk"), lambda one: _close(one, at)
    )


def _close(recall: Recall, at: datetime) -> int:
    tally = tally_of(recall)
    outcome = RecallOutcome.RECALLED if tally.goes else RecallOutcome.STAYS
    details = {"outcome": outcome, "to_go": tally.to_go, "to_stay": tally.to_stay}
    record("trust.recall_closed", about=recall, by=SYSTEM, at=at, details=details)
    closed = Recall.objects.filter(pk=recall.pk, outcome=RecallOutcome.OPEN).update(outcome=outcome, closed_at=at)
    if not closed:
        raise StateChanged(MEANWHILE)
    if tally.goes:
        _take_back(recall, at)
    tell([recall.steward, recall.opened_by], News.COUNTED, about=recall, at=at)
    return 1


def _take_back(recall: Recall, at: datetime) -> None:
    """They are no steward from now on, earned or appointed, and cannot be one again for a time."""
    place = {"community": recall.community, "person": recall.steward}
    standing = Standing.objects.filter(**place).first() or Standing(**place, level=Level.NEWCOMER, since=at)
    if standing.level == Level.STEWARD:
        standing.level, standing.since = Level.CONTRIBUTOR, at
    standing.barred_until = at + timedelta(days=DAYS_AFTER_RECALL)
    standing.save()
    for appointment in Appointment.objects.filter(**place, ended_at=None):
        end(appointment, WhyEnded.RECALLED, by=SYSTEM, at=at)

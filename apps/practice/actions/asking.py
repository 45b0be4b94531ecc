"""Asking by time: teams how it went since, and owners whether a practice that fades still holds."""

from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from apps.core.one_by_one import one_by_one
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.choices import Standing
from apps.pages.queries.owners import answer_for
from apps.people.models import Person
from apps.people.queries import OwnerPost, units_of, who_answers_for
from apps.practice.actions.locking import lock
from apps.practice.choices import DAYS_UNTIL_ASKED_AGAIN, Freshness
from apps.practice.fading import fading_since, stale_since, stands_as
from apps.practice.models import Adoption, Practice


def ask_teams_again(at: datetime) -> int:
    """This will ask teams how it has gone since they last said what they do with a practice, and count them.

    Each is asked 90 days after its last word, and every 90 days from then on until it says something.
    """
    return one_by_one(_to_ask(localdate(at)).order_by("pk").values_list("pk", flat=True), lambda pk: _ask(pk, at=at))


def ask_owners_of_fading(at: datetime) -> int:
    """This will tell owners of practices that fade, once when they begin to and once when they are stale.

    A doubt that nobody answered for 30 days counts as the beginning. Counts the practices.
    """
    fading = Practice.objects.filter(~stands_as(Freshness.FRESH, today=localdate(at)))
    fading = fading.filter(page__standing=Standing.PUBLISHED, page__hidden_at=None)
    return one_by_one(fading.order_by("pk").values_list("pk", flat=True), lambda pk: _tell_owner(pk, at=at))


def _to_ask(today: date) -> QuerySet[Adoption]:
    again = Q(asked_on=None) | Q(asked_on__lt=F("ask_again_on"))
    stands = Q(retracted_at=None, hidden_at=None)
    shown = Q(practice__page__standing=Standing.PUBLISHED, practice__page__hidden_at=None)
    return Adoption.objects.filter(stands & shown & again, ask_again_on__lte=today)


def _ask(pk: int, *, at: datetime) -> int:
    today = localdate(at)
    # Whoever runs this a second time at once waits here, and then finds that the team has been asked.
    locked = Adoption.objects.select_for_update(of=("self",)).select_related("team", "reported_by")
    adoption = locked.filter(pk=pk, pk__in=_to_ask(today)).first()
    if adoption is None:
        return 0
    tell(_who_knows(adoption, at=at), NoticeKind.STILL_USED, about=adoption, at=at)
    next_time = today + timedelta(days=DAYS_UNTIL_ASKED_AGAIN)
    Adoption.objects.filter(pk=pk).update(asked_on=today, ask_again_on=next_time)
    return 1


def _who_knows(adoption: Adoption, *, at: datetime) -> list[Person]:
    """Whoever reported it, while they are in the team; whoever answers for the team once they left."""
    said = adoption.reported_by
    if said.is_active and units_of(said, at=at).filter(pk=adoption.team_id).exists():
        return [said]
    post = OwnerPost(adoption.team)
    return who_answers_for([post], at=at)[post.key].people


def _tell_owner(pk: int, *, at: datetime) -> int:
    practice = lock(pk)
    kind = _what_to_tell(practice, at)
    if kind is None:
        return 0
    Practice.objects.filter(pk=pk).update(nudged_on=localdate(at))
    tell(answer_for(practice.page, at=at).people, kind, about=practice, at=at)
    return 1


def _what_to_tell(practice: Practice, at: datetime) -> NoticeKind | None:
    """What its owner is to be told of it today, if anything."""
    today, told = localdate(at), practice.nudged_on
    stale, fading = stale_since(practice.alive_at), fading_since(practice.alive_at, practice.doubted_at)
    if today >= stale:
        return NoticeKind.STALE if told is None or told < stale else None
    return NoticeKind.FADING if today >= fading and (told is None or told < fading) else None

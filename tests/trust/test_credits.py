"""What others did, and what somebody stands at by it."""

from datetime import timedelta

import pytest

from apps.core.clock import now
from apps.people.models import Person
from apps.records.models import Event
from apps.trust.actions.credits import credit, void
from apps.trust.actions.standing import reckon
from apps.trust.choices import CreditKind, Level
from apps.trust.models import Community, Credit
from apps.trust.queries.levels import level_of
from tests.exchange import open_exchange
from tests.staged import staged

pytestmark = pytest.mark.django_db


@staged
def community(amina: Person) -> Community:
    return open_exchange(amina).community


def test_an_edit_that_somebody_accepted_counts_once_it_has_stood_for_two_weeks(community, ben, carys):
    """Carys's edit, which Ben accepted, makes her a member of the small space a fortnight later."""
    at = now()
    given = credit(CreditKind.EDIT, to=carys, about=community, community=community, by=ben, at=at)
    assert (given.giver_team, given.counts_from, given.place) == (
        ben.postings.get().unit,
        at + timedelta(days=14),
        f"trust.community {community.pk}",
    )
    assert level_of(carys, community, at=at) == Level.NEWCOMER
    assert reckon(carys, community, at=at + timedelta(days=14)).level == Level.MEMBER
    assert level_of(carys, community, at=at) == Level.MEMBER
    told = Event.objects.order_by("sequence").values_list("verb", flat=True)
    assert list(told)[-2:] == ["trust.credited", "trust.level_changed"]


def test_nobody_is_credited_by_themselves_nor_twice_for_one_act(community, ben, carys):
    fact = {"about": community, "community": community, "at": now()}
    assert credit(CreditKind.EDIT, to=ben, by=ben, **fact) is None
    assert credit(CreditKind.EDIT, to=carys, by=ben, **fact)
    before = Event.objects.count()
    assert credit(CreditKind.EDIT, to=carys, by=ben, **fact) is None
    assert (Credit.objects.count(), Event.objects.count()) == (1, before)


def test_what_is_taken_back_counts_no_longer(community, ben, carys):
    """Ben's acceptance is taken back before the fortnight is over, so Carys stays a newcomer."""
    at = now()
    credit(CreditKind.EDIT, to=carys, about=community, community=community, by=ben, at=at)
    gone = {"because": "An earlier edition was brought back.", "by": ben, "at": at + timedelta(days=1)}
    assert void(community, kind=CreditKind.ANSWER, **gone) == 0
    assert void(community, **gone) == 1
    assert void(community, **gone) == 0
    assert reckon(carys, community, at=at + timedelta(days=15)).level == Level.NEWCOMER


def test_what_is_accepted_again_counts_again_as_old_as_it_was(community, ben, carys):
    """Taking back and giving again makes nothing new of it."""
    first, later = now() - timedelta(days=100), now()
    fact = {"to": carys, "about": community, "community": community, "by": ben}
    given = credit(CreditKind.EDIT, at=first, **fact)
    void(community, because="It was undone.", by=ben, at=later)
    again = credit(CreditKind.EDIT, at=later, **fact)
    assert again == given
    again.refresh_from_db()
    assert (again.at, again.counts_from, again.void_at) == (first, later + timedelta(days=14), None)
    assert Credit.objects.count() == 1

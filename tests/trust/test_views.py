"""What people are shown of standing, and the forms by which they appoint, step down and vote."""

from datetime import timedelta

import pytest
from django.test import Client

from apps.core.clock import now
from apps.people.models import Person
from apps.records.models import Event
from apps.trust.actions.credits import credit
from apps.trust.choices import CreditKind, Level, RecallOutcome
from apps.trust.models import Appointment, Community, Recall, Threshold
from apps.trust.queries.levels import level_of
from tests.exchange import open_exchange, stand
from tests.staged import staged

pytestmark = pytest.mark.django_db


@staged
def community(amina: Person) -> Community:
    return open_exchange(amina).community


def as_(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def words(response: object) -> str:
    return " ".join(response.content.decode().split())


def test_the_opener_is_shown_as_the_exception_and_others_as_a_level_alone(community, amina, ben, carys):
    """Carys earned what Amina holds by appointment; nobody is shown anybody's points."""
    stand(ben, community, Level.CONTRIBUTOR)
    stand(carys, community, Level.STEWARD)
    page = words(as_(ben).get(community.get_absolute_url()))
    assert page.index("Carys Pritchard") < page.index("Amina Osei")
    assert page.count("Appointed, as an exception") == 1
    assert "<li>Ben Hughes</li>" in page
    assert "points" not in page
    assert as_(carys).get(f"{community.get_absolute_url()}mine/").status_code == 200


def test_what_one_may_not_read_is_not_there(community, hal):
    for end in ("", "mine/", "how/", "appointment/", "stepping-down/"):
        assert as_(hal).get(community.get_absolute_url() + end).status_code == 404


def test_everybody_sees_which_acts_counted_for_them_and_which_not_yet(community, ben, carys, amina):
    at = now()
    fact = {"to": carys, "about": community, "community": community}
    credit(CreditKind.EDIT, by=ben, at=at, **fact)
    credit(CreditKind.ADOPTION, by=amina, at=at, **fact)
    credit(CreditKind.THANKS, by=ben, at=at, **fact)
    page = words(as_(carys).get(f"{community.get_absolute_url()}mine/"))
    assert "You are a member" in page
    assert "4 of 10" in page
    assert f"must still be there after a time, until {(at + timedelta(days=14)):%-d %B %Y}" in page
    assert "thanks count once people of three teams have thanked you" in page
    assert "Nobody has accepted" in words(as_(ben).get(f"{community.get_absolute_url()}mine/"))


def test_the_formula_is_in_words_with_the_numbers_that_hold(community, ben):
    Threshold.objects.filter(size=community.size, level=Level.STEWARD).update(points=31)
    page = words(as_(ben).get(f"{community.get_absolute_url()}how/"))
    assert "31 points, on 6 days, on 5 pages or questions, by people of 2 other teams" in page
    assert "takes away 8 points" in page


def test_a_colleague_appoints_somebody_and_they_step_down(community, ben, carys):
    """Ben's unit keeps the space; a steward of another department is welcome."""
    path = f"{community.get_absolute_url()}appointment/"
    wrong = as_(ben).post(path, {"person": "Nobody Here", "because": "They know it."})
    assert (wrong.status_code, "Nobody called Nobody Here" in words(wrong)) == (422, True)
    himself = as_(ben).post(path, {"person": ben.email, "because": "I know it."})
    assert (himself.status_code, "Nobody can appoint themselves" in words(himself)) == (422, True)
    assert as_(ben).post(path, {"person": carys.name, "because": "She knows it."}).status_code == 302
    assert level_of(carys, community, at=now()) == Level.STEWARD
    third = as_(ben).get(path)
    assert "Two people have been appointed already" in words(third)
    assert as_(carys).post(f"{community.get_absolute_url()}stepping-down/", {"because": "No time."}).status_code == 302
    assert level_of(carys, community, at=now()) == Level.NEWCOMER
    assert as_(carys).post(f"{community.get_absolute_url()}stepping-down/", {"because": "Again."}).status_code == 403


def test_nobody_of_another_unit_appoints(community, carys, dev):
    path = f"{community.get_absolute_url()}appointment/"
    assert "Only people posted in Rural Transport" in words(as_(carys).get(path))
    assert as_(carys).post(path, {"person": dev.name, "because": "He knows it."}).status_code == 422
    assert not Appointment.objects.filter(person=dev).exists()


def test_a_member_asks_for_a_vote_and_members_vote(community, amina, ben, carys):
    stand(carys, community, Level.MEMBER)
    ask = f"{community.get_absolute_url()}stewards/{amina.pk}/vote/"
    assert "Only people who have become members" in words(as_(ben).get(ask))
    assert as_(ben).post(ask, {"because": "No."}).status_code == 403
    answer = as_(carys).post(ask, {"because": "She hid my page and would not say why."}, follow=True)
    assert "Members vote until" in words(answer)
    recall = Recall.objects.get()
    assert recall.outcome == RecallOutcome.OPEN
    assert as_(carys).post(recall.get_absolute_url(), {"vote": ""}).status_code == 422
    assert as_(carys).post(recall.get_absolute_url(), {"vote": "go"}).status_code == 302
    assert "You have voted already" in words(as_(carys).get(recall.get_absolute_url()))
    assert "This vote is about you" in words(as_(amina).get(recall.get_absolute_url()))
    assert as_(carys).post(ask, {"because": "Again."}).status_code == 403
    assert as_(ben).get(f"{community.get_absolute_url()}stewards/{ben.pk}/vote/").status_code == 404


def test_an_administrator_sets_a_threshold_and_it_is_recorded(community, ines, ben):
    row = Threshold.objects.get(size=community.size, level=Level.MEMBER)
    asked = {"points": 6, "days": row.days, "pages": row.pages, "teams": row.teams, "most_reversed": row.most_reversed}
    path = f"/admin/trust/threshold/{row.pk}/change/"
    assert as_(ben).post(path, asked).status_code == 302
    assert as_(ines).post(path, asked).status_code == 302
    row.refresh_from_db()
    event = Event.objects.get(verb="trust.threshold_set")
    assert (row.points, event.actor_name, event.details) == (6, "Ines Marsh", {"points": [2, 6]})

"""How stewards come by appointment, how that ends, and how members take it back."""

from datetime import timedelta

import pytest

from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.models import Notice
from apps.notices.queries import told
from apps.people.models import Person
from apps.records.actions import SYSTEM
from apps.records.models import Event
from apps.trust.actions.credits import credit
from apps.trust.actions.nightly import end_what_nobody_holds, reckon_everybody
from apps.trust.actions.recalling import close_recalls, open_recall, vote
from apps.trust.actions.standing import appoint, reckon, step_down
from apps.trust.choices import DAYS_AFTER_RECALL, DAYS_TO_VOTE, CreditKind, Level, RecallOutcome, Size, WhyEnded
from apps.trust.models import Appointment, Community, Recall, RecallVote, Standing, Threshold
from apps.trust.queries.levels import level_of
from tests.cast import leave
from tests.exchange import open_exchange, stand
from tests.staged import staged

pytestmark = pytest.mark.django_db
BECAUSE = "They know the subject."


@staged
def community(amina: Person) -> Community:
    return open_exchange(amina).community


@pytest.fixture
def members(community: Community, hire) -> list[Person]:
    return [stand(hire(f"Member {name}", "EO"), community, Level.MEMBER) for name in "ABCDEF"]


def ended(community: Community) -> list[str]:
    return list(Appointment.objects.filter(community=community).order_by("pk").values_list("why_ended", flat=True))


def test_whoever_opens_a_practice_space_is_appointed_by_greenpaper(community, amina):
    only = Appointment.objects.get(community=community)
    assert (only.person, only.appointed_by, only.ended_at) == (amina, None, None)
    event = Event.objects.get(verb="trust.steward_appointed")
    assert (event.actor_name, event.details) == (str(SYSTEM), {"person": str(amina.pk)})


def test_nobody_is_appointed_once_a_steward_has_emerged(community, ben, carys, dev):
    stand(carys, community, Level.STEWARD)
    with pytest.raises(Refused, match="A steward has emerged"):
        appoint(community, dev, because=BECAUSE, by=ben, at=now())


def test_a_steward_who_left_does_not_stand_in_the_way(community, ben, carys, dev):
    stand(leave(carys), community, Level.STEWARD)
    assert appoint(community, dev, because=BECAUSE, by=ben, at=now()).person == dev


def test_appointments_end_when_the_second_steward_emerges(community, amina, ben, carys, dev):
    """Dev is a steward already; Carys becomes one by what Ben accepted, since this department asks for little."""
    Threshold.objects.update(points=2, days=1, pages=1, teams=1)
    stand(dev, community, Level.STEWARD)
    accepted = now()
    at = accepted + timedelta(days=14)
    credit(CreditKind.EDIT, to=carys, about=community, community=community, by=ben, at=accepted)
    assert ended(community) == [""]
    assert reckon(carys, community, at=at).level == Level.STEWARD
    assert ended(community) == [WhyEnded.EMERGED]
    assert level_of(amina, community, at=at) == Level.NEWCOMER
    told = Event.objects.order_by("sequence").values_list("verb", flat=True)
    assert list(told)[-2:] == ["trust.level_changed", "trust.appointment_ended"]


def test_appointments_end_for_whoever_left_and_whoever_steps_down(community, amina, ben, carys):
    appoint(community, carys, because=BECAUSE, by=ben, at=now())
    step_down(community, because="No time.", by=carys, at=now())
    assert end_what_nobody_holds(now()) == 0
    leave(amina)
    assert end_what_nobody_holds(now()) == 1
    assert ended(community) == [WhyEnded.LEFT, WhyEnded.STEPPED_DOWN]


def test_members_recall_a_steward_with_two_thirds_of_five_votes(community, members, dev):
    stand(dev, community, Level.STEWARD)
    recall = open_recall(community, dev, because="He hides what he dislikes.", by=members[0], at=now())
    for number, member in enumerate(members[:5]):
        vote(recall, to_go=number < 4, by=member, at=now())
    closing = now() + timedelta(days=DAYS_TO_VOTE)
    assert close_recalls(now()) == 0
    assert close_recalls(closing) == 1
    recall.refresh_from_db()
    assert recall.outcome == RecallOutcome.RECALLED
    standing = Standing.objects.get(community=community, person=dev)
    assert standing.level == Level.CONTRIBUTOR
    assert standing.barred_until == closing + timedelta(days=DAYS_AFTER_RECALL)
    assert Event.objects.get(verb="trust.recall_closed").details == {"outcome": "RECALLED", "to_go": 4, "to_stay": 1}
    with pytest.raises(Refused, match="recalled"):
        appoint(community, dev, because=BECAUSE, by=members[0], at=closing)


@pytest.mark.parametrize(("to_go", "to_stay"), [(4, 0), (3, 2), (0, 6)])
def test_too_few_votes_or_too_few_of_them_leave_a_steward_in_place(community, members, amina, to_go, to_stay):
    recall = open_recall(community, amina, because="She is never there.", by=members[0], at=now())
    for number, member in enumerate(members[: to_go + to_stay]):
        vote(recall, to_go=number < to_go, by=member, at=now())
    closing = now() + timedelta(days=DAYS_TO_VOTE)
    assert close_recalls(closing) == 1
    assert Recall.objects.get().outcome == RecallOutcome.STAYS
    assert level_of(amina, community, at=closing) == Level.STEWARD
    with pytest.raises(Refused, match="less than 90 days ago"):
        open_recall(community, amina, because="Again.", by=members[0], at=closing + timedelta(days=1))


def test_the_record_says_who_voted_and_never_how(community, members, amina):
    recall = open_recall(community, amina, because="She is never there.", by=members[0], at=now())
    vote(recall, to_go=True, by=members[1], at=now())
    event = Event.objects.get(verb="trust.recall_voted")
    assert (event.actor_name, event.details, event.because) == ("Member B", {}, "")
    with pytest.raises(Refused, match="voted already"):
        vote(recall, to_go=False, by=members[1], at=now())
    with pytest.raises(Refused, match="about you"):
        vote(recall, to_go=False, by=amina, at=now())
    with pytest.raises(Refused, match="closed"):
        vote(recall, to_go=True, by=members[2], at=now() + timedelta(days=DAYS_TO_VOTE))
    assert RecallVote.objects.count() == 1


def test_a_space_grows_by_those_who_take_part_in_it(community, carys, ben, monkeypatch):
    """Only who gave or was given something counts, however many may read it."""
    at = now()
    credit(CreditKind.ADOPTION, to=carys, about=community, community=community, by=ben, at=at)
    monkeypatch.setattr("apps.trust.queries.credits.FROM_MEDIUM", 2)
    reckon_everybody(at)
    assert Community.objects.get(pk=community.pk).size == Size.MEDIUM
    assert Event.objects.filter(verb="trust.size_set").count() == 1


def test_people_are_told_what_happens_to_their_standing(community, amina, ben, carys, members):
    appoint(community, carys, because=BECAUSE, by=ben, at=now())
    open_recall(community, carys, because="She rules alone.", by=members[0], at=now())
    close_recalls(now() + timedelta(days=DAYS_TO_VOTE))
    credit(CreditKind.ADOPTION, to=ben, about=community, community=community, by=carys, at=now())
    of_carys, of_ben = (told(one, Notice.objects.filter(person=one).order_by("pk")) for one in (carys, ben))
    assert [(str(one.subject.title), one.notice.kind) for one in of_carys] == [
        ("What works", "APPOINTED"),
        ("A vote on Carys Pritchard", "VOTED_ON"),
        ("A vote on Carys Pritchard", "VOTE_COUNTED"),
    ]
    assert [one.notice.kind for one in of_ben] == ["NEW_LEVEL"]
    # Whoever asked for the vote knows of it, and the other members are told that they can vote.
    assert [one.kind for one in Notice.objects.filter(person=amina)] == ["VOTE_OPEN"]
    assert set(Notice.objects.filter(kind="VOTE_OPEN").values_list("person", flat=True)) == {
        one.pk for one in [amina, *members[1:]]
    }

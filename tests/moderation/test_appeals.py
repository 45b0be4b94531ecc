"""Whoever is ruled against asks another steward, who had no part in it; an overturned ruling is undone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.actions import appealing
from apps.moderation.choices import AppealOutcome, FlagOutcome, MatterState, Measure
from apps.moderation.models import Appeal, Matter, Ruling
from apps.moderation.queries.appeals import who_may_decide
from apps.moderation.queries.people import is_paused
from apps.moderation.rules.appeals import may_appeal, may_decide
from apps.notices.models import Notice
from apps.people.models import Person
from apps.trust.actions.standing import appoint, reckon
from apps.trust.choices import CreditKind, Level
from apps.trust.models import Community, Credit
from apps.trust.rules.stewards import may_appoint
from tests.cast import Government
from tests.exchange import open_exchange, stand
from tests.moderation.notes import Wall, claim, flag, pick, rule
from tests.staged import staged
from tests.together import together

pytestmark = pytest.mark.django_db
LATER = timedelta(days=2)


@staged
def community(
    government: Government, ines: Person, amina: Person, dev: Person, carys: Person, ben: Person
) -> Community:
    """Amina writes, Ben flags, Carys rules, and Dev, who opened it, was appointed."""
    made = open_exchange(dev).community
    stand(carys, made, Level.STEWARD)
    return made


@pytest.fixture
def ruling(wall: Wall, community: Community, amina: Person, ben: Person, carys: Person) -> Ruling:
    """A pause: the hardest that a steward can rule."""
    number = wall.pin("You would say that, Ben.", amina, community)
    matter = flag(number, ben).matter
    return rule(matter, carys, Measure.PAUSE, until=now() + timedelta(days=28))


def appeal(ruling: Ruling, by: Person) -> Appeal:
    return appealing.appeal(ruling, because="It was a joke between us.", by=by, at=now())


def decide(made: Appeal, by: Person, outcome: AppealOutcome = AppealOutcome.OVERTURNED) -> Appeal:
    return appealing.decide(made, outcome=outcome, answer="Ben laughed too.", by=by, at=now())


def told(person: Person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def credited(person: Person) -> list[tuple[str, bool]]:
    """What each credit of somebody was for, and whether it still counts."""
    rows = Credit.objects.filter(person=person).order_by("pk").values_list("kind", "void_at")
    return [(kind, void_at is None) for kind, void_at in rows]


def test_overturning_undoes_what_was_ruled(
    ruling: Ruling, wall: Wall, community: Community, ben: Person, carys: Person, dev: Person
):
    amina = ruling.author
    assert wall.notes["1"].is_hidden
    made = appeal(ruling, amina)
    assert is_paused(amina, community, at=now())
    decide(made, dev)
    ruling.refresh_from_db()
    matter = Matter.objects.get()
    assert not wall.notes["1"].is_hidden
    assert not is_paused(amina, community, at=now())
    assert ruling.overturned_at is not None
    assert matter.state == MatterState.CLOSED
    assert matter.flags.get().outcome == FlagOutcome.REFUSED
    assert credited(amina) == [(CreditKind.COMPLAINT, False)]
    assert credited(ben) == [(CreditKind.FLAG, False)]
    assert credited(carys) == [(CreditKind.OVERTURNED, True)]
    assert told(amina) == ["RULED", "OVERTURNED"]
    assert told(dev) == ["APPEALED"]
    assert told(carys) == ["OVERTURNED"]


def test_a_ruling_that_stands_changes_nothing(ruling: Ruling, wall: Wall, amina: Person, carys: Person, dev: Person):
    decide(appeal(ruling, amina), dev, AppealOutcome.STANDS)
    ruling.refresh_from_db()
    assert wall.notes["1"].is_hidden
    assert ruling.overturned_at is None
    assert credited(amina) == [(CreditKind.COMPLAINT, True)]
    assert credited(carys) == []
    assert told(carys) == ["STANDS"]


def test_only_the_writer_appeals_once_and_within_28_days(ruling: Ruling, amina: Person, ben: Person):
    assert may_appeal(ben, ruling, now()).reason == "Only whoever wrote what was ruled on can appeal."
    in_time = ruling.at + timedelta(days=28)
    assert may_appeal(amina, ruling, in_time)
    too_late = may_appeal(amina, ruling, in_time + timedelta(seconds=1))
    assert too_late.reason == "A ruling can be appealed for 28 days, and these are over."
    appeal(ruling, amina)
    with pytest.raises(Refused, match="You have appealed against this ruling"):
        appeal(ruling, amina)


def test_a_flag_that_was_refused_leaves_nothing_to_appeal(
    wall: Wall, community: Community, amina: Person, ben: Person, carys: Person
):
    matter = flag(wall.pin("Try the blue form.", amina, community), ben).matter
    refused = rule(matter, carys, Measure.NONE)
    assert not may_appeal(amina, refused, now())
    assert not may_appeal(ben, refused, now())


def test_nobody_with_a_part_in_it_decides(
    ruling: Ruling, community: Community, amina: Person, ben: Person, carys: Person, dev: Person
):
    for person in (amina, ben):
        stand(person, community, Level.STEWARD)
    made = appeal(ruling, amina)
    assert list(who_may_decide(made, at=now())) == [dev]
    assert may_decide(dev, made, now())
    reasons = [may_decide(person, made, now()).reason for person in (carys, amina, ben)]
    assert reasons == [
        "This is about a ruling of yours, so another steward decides it.",
        "You wrote this yourself, so another steward deals with it.",
        "You flagged this yourself, so another steward deals with it.",
    ]
    forged = {"outcome": AppealOutcome.STANDS, "decided_at": now(), "answer": "So there.", "decided_by": carys}
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=made.pk).update(**forged)


def test_whoever_looked_into_it_before_does_not_decide(
    wall: Wall, community: Community, amina: Person, ben: Person, carys: Person, dev: Person
):
    matter = flag(wall.pin("You would say that.", amina, community), ben).matter
    claimed = claim(matter, dev)
    Matter.objects.filter(pk=claimed.pk).update(claimed_by=None, claimed_until=None)
    made = appeal(rule(matter, carys), amina)
    assert (
        may_decide(dev, made, now()).reason == "You looked into this before the appeal, so another steward decides it."
    )
    with pytest.raises(Refused, match="You looked into this before the appeal"):
        decide(made, dev)


def test_an_appeal_that_nobody_may_decide_waits_for_a_steward_whom_the_unit_appoints(
    ruling: Ruling, community: Community, ben: Person, dev: Person, fay: Person, gwen: Person
):
    stand(ben, community, Level.STEWARD)
    community.appointments.update(ended_at=now(), why_ended="STEPPED_DOWN")
    assert not may_appoint(fay, community, now())
    made = appeal(ruling, ruling.author)
    assert not who_may_decide(made, at=now()).exists()
    assert may_appoint(fay, community, now())
    appoint(community, gwen, because="An appeal waits.", by=fay, at=now())
    reckon(ben, community, at=now())
    assert list(who_may_decide(made, at=now())) == [gwen]
    decide(made, gwen)
    assert not may_appoint(fay, community, now())


def test_what_is_on_appeal_can_be_flagged_anew(
    wall: Wall, community: Community, amina: Person, carys: Person, dev: Person, fay: Person
):
    number = wall.pin("You would say that.", amina, community)
    warned = rule(flag(number, dev).matter, carys, Measure.WARN)
    again = flag(number, dev).matter
    made = appeal(warned, amina)
    stand(fay, community, Level.STEWARD)
    decide(made, fay)
    states = dict(Matter.objects.values_list("pk", "state"))
    assert states == {warned.matter_id: MatterState.CLOSED, again.pk: MatterState.OPEN}


def test_what_is_no_longer_there_can_still_be_cleared_of_blame(ruling: Ruling, wall: Wall, amina: Person, dev: Person):
    made = appeal(ruling, amina)
    wall.notes.clear()
    decide(made, dev)
    assert credited(amina) == [(CreditKind.COMPLAINT, False)]


def test_the_pages_show_the_text_to_those_who_decide_alone(
    client: Client, ruling: Ruling, ben: Person, carys: Person, dev: Person, hal: Person
):
    amina = ruling.author
    page = reverse("moderation:appeal", args=[ruling.pk])
    deciding = reverse("moderation:appeal-decide", args=[ruling.pk])
    client.force_login(ben)
    assert client.get(page).status_code == 404
    client.force_login(amina)
    assert client.post(page, {"because": " "}).status_code == 422
    assert client.post(page, {"because": "It was a joke."}).url == ruling.get_absolute_url()
    assert "waits for another steward" in client.get(ruling.get_absolute_url()).content.decode()
    for person in (amina, ben, hal):
        client.force_login(person)
        assert client.get(deciding).status_code == 404
    client.force_login(carys)
    assert "You would say that" not in client.get(deciding).content.decode()
    assert client.post(deciding, {"outcome": "STANDS", "answer": "No."}).status_code == 403
    client.force_login(dev)
    assert "You would say that" in client.get(deciding).content.decode()
    assert client.post(deciding, {"outcome": "MAYBE", "answer": "Yes."}).status_code == 422
    assert client.post(deciding, {"outcome": "OVERTURNED", "answer": "Ben laughed."}).status_code == 302
    assert client.post(deciding, {"outcome": "STANDS", "answer": "No."}).status_code == 409
    client.force_login(amina)
    shown = client.get(ruling.get_absolute_url()).content.decode()
    assert "Ben laughed." in shown
    client.force_login(ben)
    shown = client.get(ruling.get_absolute_url()).content.decode()
    assert "The ruling was overturned" in shown
    assert "It was a joke" not in shown


@pytest.mark.django_db(transaction=True)
def test_two_stewards_who_decide_at_once_decide_once(
    ruling: Ruling, community: Community, amina: Person, dev: Person, fay: Person
):
    stand(fay, community, Level.STEWARD)
    made = appeal(ruling, amina)
    came_to = together([lambda: decide(made, dev), lambda: decide(made, fay, AppealOutcome.STANDS)])
    assert sorted(type(one).__name__ for one in came_to) == ["Appeal", "StateChanged"]


def test_an_overturned_ruling_shows_nothing_that_another_one_hides(ruling, wall, amina, carys, dev):
    rule(pick(ruling.matter.about_id, wall), carys, Measure.HIDE)

    decide(appeal(ruling, amina), dev)

    assert wall.notes[ruling.matter.about_id].is_hidden

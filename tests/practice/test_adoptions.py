"""A team says what it does with a practice: what that changes, and for whom."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.moderation.actions import guidelines
from apps.practice.actions import adoptions
from apps.practice.choices import Outcome, Use
from apps.practice.models import Adoption, AdoptionReport
from apps.practice.ranking import WEIGHTS, Tells
from apps.records.models import Event
from apps.trust.choices import CreditKind
from apps.trust.models import Credit
from tests.cast import post
from tests.practising import adopt, report
from tests.together import together

HELPED, HELPED_WITHOUT = WEIGHTS[Tells.HELPED]
pytestmark = pytest.mark.django_db


def verbs(adoption):
    about = {"about_kind": "practice.adoption", "about_id": str(adoption.pk)}
    return list(Event.objects.filter(**about).order_by("sequence").values_list("verb", flat=True))


def credited(adoption):
    given = Credit.objects.filter(kind=CreditKind.ADOPTION, about_id=str(adoption.pk), void_at=None)
    return [(one.person, one.giver) for one in given.select_related("person", "giver")]


def test_another_department_uses_it_which_ranks_it_and_credits_whoever_wrote_it(booking, amina, carys):
    adoption = adopt(booking, carys)
    booking.refresh_from_db()
    assert (booking.points, booking.alive_at) == (HELPED, adoption.reported_at)
    assert (adoption.is_own, adoption.is_evidenced) == (False, True)
    assert credited(adoption) == [(amina, carys)]
    assert verbs(adoption) == ["practice.adoption_reported"]
    assert adoption.ask_again_on == adoption.reported_at.date() + timedelta(days=90)


@pytest.mark.parametrize("who", ["ben", "dev"])
def test_its_own_unit_and_the_one_above_are_shown_and_never_rank(booking, who, request):
    adoption = adopt(booking, request.getfixturevalue(who))
    booking.refresh_from_db()
    assert (adoption.is_own, booking.points, credited(adoption)) == (True, 0, [])


def test_without_evidence_it_counts_for_little_and_credits_nobody(booking, carys):
    adoption = adopt(booking, carys, evidence_link="")
    booking.refresh_from_db()
    assert (booking.points, credited(adoption)) == (HELPED_WITHOUT, [])


def test_a_team_that_stopped_is_as_welcome_and_takes_off_what_it_had_added(booking, carys):
    adoption = adopt(booking, carys)
    again = adopt(booking, carys, use=Use.DROPPED, outcome=Outcome.WORSE, what_happened="Nobody telephones here.")
    booking.refresh_from_db()
    assert again == adoption
    assert (booking.points, credited(adoption)) == (WEIGHTS[Tells.DID_NOT_WORK][0], [])
    assert [one.use for one in adoption.reports.all()] == [Use.DROPPED, Use.ADOPTED]
    assert again.ask_again_on is None


def test_what_is_still_so_keeps_its_evidence_and_is_new_again(booking, carys):
    adoption = adopt(booking, carys)
    Adoption.objects.update(reported_at=now() - timedelta(days=365))
    still = adoptions.say_still_so(adoption, seen=1, by=carys, at=now())
    booking.refresh_from_db()
    assert (still.is_evidenced, booking.points, still.reports.count()) == (True, HELPED, 2)
    assert credited(adoption) == credited(still) != []


def test_a_team_takes_back_what_it_said_and_may_say_something_else_later(booking, amina, carys):
    adoption = adopt(booking, carys)
    adoptions.retract(adoption, because="We spoke of another thing.", by=carys, at=now())
    booking.refresh_from_db()
    assert (booking.points, credited(adoption)) == (0, [])
    assert list(Adoption.objects.visible_to(amina)) == []
    again = adopt(booking, carys, evidence_link="")
    assert (again.pk, again.retracted_at, again.is_evidenced) == (adoption.pk, None, False)
    with pytest.raises(Refused, match="Only people posted in Sea Defences"):
        adoptions.retract(again, because="I doubt it.", by=amina, at=now())


def test_nobody_speaks_for_a_team_they_are_not_in(booking, carys, dev, government):
    guidelines.accept(by=carys, at=now())
    with pytest.raises(Refused, match="no post in Bus Services"):
        adoptions.report(booking, report(carys, team=government.bus_services), by=carys, at=now())
    # Nobody is posted in Bus Services, so the most senior above it answers for the team; Dev is alone there.
    assert adopt(booking, dev, team=government.bus_services).team == government.bus_services


def test_whoever_has_not_accepted_the_guidelines_is_asked_to_first(booking, carys):
    with pytest.raises(Refused, match="guidelines"):
        adoptions.report(booking, report(carys), by=carys, at=now())


def test_nobody_says_it_has_been_in_use_since_tomorrow(booking, carys):
    with pytest.raises(Refused, match="today or in the past"):
        adopt(booking, carys, since=now().date() + timedelta(days=2))


def test_the_database_keeps_one_adoption_for_each_team(booking, carys):
    adoption = adopt(booking, carys)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.create(
            practice=booking,
            team=adoption.team,
            use=Use.PLANNED,
            outcome=Outcome.TOO_EARLY,
            is_own=False,
            is_evidenced=False,
            first_reported_at=now(),
            reported_at=now(),
            reported_by=carys,
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_report_for_one_team_at_once_the_second_reads_the_first(booking, amina, ben):
    for one in (amina, ben):
        guidelines.accept(by=one, at=now())
    said = [report(one, seen=0) for one in (amina, ben)]
    acts = [
        lambda one=one, words=words: adoptions.report(booking, words, by=one, at=now())
        for one, words in zip((amina, ben), said, strict=True)
    ]
    found = together(acts)
    assert sorted(type(one).__name__ for one in found) == ["Adoption", "StateChanged"]
    assert "said something else" in str(next(one for one in found if isinstance(one, StateChanged)))
    assert AdoptionReport.objects.filter(adoption__practice=booking).count() == 1


def test_whoever_is_posted_in_its_own_unit_ranks_it_for_no_other_team(booking, carys, government):
    said = report(carys)
    post(carys, government.transport, "AO", "Bus lead")
    guidelines.accept(by=carys, at=now())
    adoption = adoptions.report(booking, said, by=carys, at=now())
    booking.refresh_from_db()
    assert (adoption.is_own, booking.points, credited(adoption)) == (True, 0, [])

"""Steps that ask for standing: who fills them, who sees them, and what is said of them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding, proposals
from apps.clearance.actions.delegations import delegate
from apps.clearance.choices import Act, Role
from apps.clearance.models import Part, Route, Seat, Submission
from apps.clearance.models.routes import Wish
from apps.clearance.queries.authority import ways_to_fill
from apps.clearance.queries.routes import layout_of, steps_for
from apps.clearance.queries.staffing import staffed_routes
from apps.clearance.queries.submissions import who_could_fill
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.pages.choices import DraftState
from apps.pages.models import Draft, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.trust.choices import Level
from apps.trust.models import Appointment, Standing
from tests import stories
from tests.cast import leave
from tests.exchange import open_exchange, stand
from tests.together import together


@pytest.fixture
def exchange(ben: Person) -> Space:
    return open_exchange(ben)


@pytest.fixture
def waiting(exchange: Space, carys: Person) -> Submission:
    """A newcomer's tip, sent to the stewards."""
    return stories.submit(stories.start(stories.front(exchange), carys, "Stand-ups", "We stand."), carys)


def test_a_practice_space_has_one_steward_clear_for_every_audience(exchange):
    laid = {route.audience: [str(step) for step in route.steps.all()] for route in Route.objects.filter(space=exchange)}

    assert laid == {audience: ["a steward, by standing"] for audience in Breadth.values if audience in laid}
    assert len(laid) == 4
    Route.objects.filter(space=exchange).delete()
    bare = steps_for(exchange, audience=Breadth.GOVERNMENT, marking="OFFICIAL")
    assert [(step.standing, step.grade) for step in bare] == [(Level.STEWARD, None)]


def test_stewards_fill_it_whatever_their_grade_and_nobody_else_does(waiting, exchange, ben, dev, gwen, amina):
    stand(dev, exchange.community, Level.STEWARD)
    stand(amina, exchange.community, Level.CONTRIBUTOR)
    [seat] = waiting.seats.all()

    assert list(who_could_fill(seat, at=now())) == [ben, dev]
    assert [way.post for way in ways_to_fill(dev, [seat], at=now())] == ["Steward of What works, by standing"]
    for other in (amina, gwen):
        assert ways_to_fill(other, [seat], at=now()) == []
    cleared = deciding.clear(waiting, by=dev, at=now())
    assert cleared.state == "CLEARED"
    [one] = Draft.objects.get().page.edition.clearances
    assert (one["name"], one["post"], one["step"]) == (
        "Dev Patel",
        "Steward of What works, by standing",
        "a steward, by standing",
    )


def test_a_steward_clears_nothing_of_their_own(exchange, ben, dev):
    """Law 3: no standing lets anybody clear their own words."""
    stand(dev, exchange.community, Level.STEWARD)
    draft = stories.start(stories.front(exchange), dev, "Stand-ups", "We stand.")
    sent = stories.submit(draft, dev)

    with pytest.raises(Refused, match="somebody else must clear it"):
        deciding.clear(sent, by=dev, at=now())
    assert deciding.clear(sent, by=ben, at=now()).state == "CLEARED"


def test_standing_is_lent_to_nobody(waiting, exchange, ben, gwen, fay):
    stand(fay, exchange.community, Level.STEWARD)
    delegate(gwen, now(), now() + timedelta(days=5), "On leave.", by=fay, at=now())

    assert ways_to_fill(gwen, list(waiting.seats.all()), at=now()) == []
    with pytest.raises(Refused, match="needs a steward, by standing"):
        deciding.clear(waiting, by=gwen, at=now())


def test_whoever_left_or_is_appointed_no_more_fills_it_no_more(waiting, ben, exchange, dev):
    stand(dev, exchange.community, Level.STEWARD)
    seat = waiting.seats.get()
    leave(dev)
    Appointment.objects.update(ended_at=now(), why_ended="STEPPED_DOWN")

    assert list(who_could_fill(seat, at=now())) == []
    fresh = Person.objects.get(pk=dev.pk)
    assert not Submission.objects.waiting_for(fresh, at=now()).exists()
    assert not Submission.objects.waiting_for(Person.objects.get(pk=ben.pk), at=now()).exists()


def test_a_steward_sees_what_was_sent_up_after_they_began_and_not_what_was_closed_before(exchange, amina, ben, carys):
    """What is for the unit alone is seen by stewards to clear it; those who came later see nothing of it."""
    narrow = stories.start(stories.front(exchange), amina, "Our rota", "We stand.")
    narrow = stories.write(narrow, amina, "We stand.", audience=Breadth.TEAM)
    sent = stories.submit(narrow, amina)
    stand(carys, exchange.community, Level.STEWARD)

    assert Submission.objects.visible_to(carys).filter(pk=sent.pk).exists()
    deciding.clear(sent, by=ben, at=now())
    assert Submission.objects.visible_to(carys).filter(pk=sent.pk).exists()
    Standing.objects.update(since=now())
    assert not Submission.objects.visible_to(carys).filter(pk=sent.pk).exists()


def test_the_screens_say_a_steward_by_standing(waiting, exchange, ben, amina):
    browser = Client()
    browser.force_login(ben)
    routes = browser.get(reverse("clearance:space-routes", args=[exchange.pk])).content.decode()
    assert "is cleared by one steward of What works, by standing." in routes
    page = browser.get(waiting.get_absolute_url()).content.decode()
    assert "a steward, by standing" in page
    form = browser.get(reverse("clearance:route-change", args=[Route.objects.filter(space=exchange)[0].pk]))
    assert "A steward, by standing, whatever their grade" in form.content.decode()


def test_the_unit_changes_a_route_and_a_steward_clears_that(exchange, amina, ben):
    route = Route.objects.get(space=exchange, audience=Breadth.GOVERNMENT)
    wishes = [Wish(stage=1, standing=Level.STEWARD, people_needed=2)]

    sent = proposals.propose_route(route, wishes, [Act.WITHDRAW], because="Two look better.", by=amina, at=now())
    deciding.clear(sent, by=ben, at=now())

    assert layout_of(route).steps == wishes
    [staffed] = staffed_routes([route], at=now())
    assert (staffed.seats_left_empty, [person.name for person in staffed.steps[0].asked]) == (1, ["Ben Hughes"])


@pytest.mark.django_db(transaction=True)
def test_of_two_stewards_at_one_seat_one_fills_it(exchange, ben, dev, carys):
    stand(dev, exchange.community, Level.STEWARD)
    sent = stories.submit(stories.start(stories.front(exchange), carys, "Stand-ups", "We stand."), carys)

    came_of_it = together([lambda who=who: deciding.clear(sent, by=who, at=now()) for who in (ben, dev)])

    refusals = [one for one in came_of_it if isinstance(one, (Refused, StateChanged))]
    assert (len(refusals), [type(one) for one in came_of_it].count(Submission)) == (1, 1)
    assert Part.objects.filter(seat=Seat.objects.get(submission=sent), role=Role.CLEARED).count() == 1
    assert Draft.objects.get().state == DraftState.PUBLISHED

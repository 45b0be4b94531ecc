"""How long clearance takes: every number is what the raw rows come to, worked out here in another way."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, localtime, make_aware

from apps.clearance.actions import deciding, submitting
from apps.clearance.choices import Role
from apps.clearance.models import Part, Route, Seat, Step, Submission
from apps.clearance.queries.routes import route_for, steps_for, stops_of
from apps.clearance.queries.waiting_times import Wait, times_by_step, usual_wait, wait_of
from apps.clearance.templatetags.clearance_queue import working_time
from apps.core.clock import now
from apps.core.working_time import bank_holidays
from apps.pages.choices import Significance
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.cast import grade

A_DAY = timedelta(days=1)
G7 = "G7 or above in Transport and Access"
# How many hours each of ten took, as offices count them: 4 is from ten o'clock until two, 8 until ten the next day.
HOURS = (1, 2, 4, 6, 8, 10, 16, 24, 30, 40)


@pytest.fixture
def monday() -> datetime:
    """Ten o'clock of a Monday some weeks ago, with no bank holiday in the two weeks after it."""
    day = localdate() - timedelta(days=localdate().weekday() + 28)
    while any(day + timedelta(days=ahead) in bank_holidays("ENGLAND_AND_WALES", day.year) for ahead in range(14)):
        day -= timedelta(days=7)
    return make_aware(datetime.combine(day, time(10)))


def later(start: datetime, hours: int) -> datetime:
    """So many office hours after ten o'clock of a Monday, counted an hour at a time."""
    moment = start
    while hours:
        moment += timedelta(hours=1)
        within = localtime(moment - timedelta(hours=1))
        hours -= within.weekday() < 5 and 9 <= within.hour < 17
    return moment


@pytest.fixture
def submit_at(space, amina) -> Callable[[str, datetime], Submission]:
    front = stories.front(space)

    def submit(title: str, at: datetime) -> Submission:
        draft = stories.start(front, amina, title)
        cover = submitting.Cover("Why.", Significance.MAJOR, localdate() + timedelta(days=365))
        return submitting.submit(draft, cover, version=draft.version, by=amina, at=at)

    return submit


@pytest.fixture
def ten_cleared(submit_at, monday, ben) -> None:
    for number, hours in enumerate(HOURS):
        deciding.clear(submit_at(f"Page {number}", monday), by=ben, at=later(monday, hours))


def stops(space):
    steps = steps_for(space, audience=Breadth.DIRECTORATE, marking="OFFICIAL")
    return stops_of(space, steps, barred=(), at=now())


@pytest.mark.parametrize(
    ("hours", "wait"),
    [
        ([], None),
        ([3], Wait(1, 3, 3)),
        ([1, 2], Wait(2, 1.5, 2)),
        (range(1, 11), Wait(10, 5.5, 9)),
        (range(1, 12), Wait(11, 6, 10)),
        ([5, 1, 3], Wait(3, 3, 5)),
    ],
)
def test_half_and_nine_in_ten(hours, wait):
    assert wait_of(list(hours)) == wait


@pytest.mark.usefixtures("ten_cleared")
def test_the_usual_wait_is_that_of_what_went_the_very_same_route(space, submit_at, monday, ben, fay):
    assert usual_wait(space, stops(space), at=now()) == Wait(10, 9, 30)
    # What was sent back, what still waits, and what went another route or long ago do not count.
    deciding.send_back(submit_at("Returned", monday), because="No.", by=ben, at=later(monday, 3))
    submit_at("Open", monday)
    assert usual_wait(space, stops(space), at=now()) == Wait(10, 9, 30)
    assert usual_wait(space, stops(space), at=monday + timedelta(days=380)) is None
    Step.objects.filter(route=route_for(space, audience=Breadth.DIRECTORATE, marking="OFFICIAL")).update(
        grade=grade("SCS1")
    )
    assert usual_wait(space, stops(space), at=now()) is None
    deciding.clear(submit_at("Another", monday), by=fay, at=later(monday, 1))
    assert usual_wait(space, stops(space), at=now()) is None


def test_the_author_sees_it_before_submitting(client, space, submit_at, monday, amina, ben):
    draft = stories.start(stories.front(space), amina, "Halls")
    address = reverse("clearance:submit", args=[draft.pk])
    client.force_login(amina)
    for number, hours in enumerate((2, 3, 8, 12)):
        deciding.clear(submit_at(f"Page {number}", monday), by=ben, at=later(monday, hours))
    assert "Too little has gone this route in the last 12 months" in client.get(address).content.decode()
    deciding.clear(submit_at("Fifth", monday), by=ben, at=later(monday, 20))
    said = "Of the 5 that went this route in the last 12 months, half were cleared within 1 working day and 9 in 10 "
    assert f"{said}within 2.5 working days." in client.get(address).content.decode()


@pytest.mark.usefixtures("ten_cleared")
def test_the_steps_add_up_to_the_raw_rows(space, submit_at, monday, ben, fay):
    deciding.send_back(submit_at("Returned", monday), because="No.", by=ben, at=later(monday, 5))
    late = submit_at("Late", monday)
    Seat.objects.filter(submission=late).update(due_at=later(monday, 7))
    deciding.clear(late, by=ben, at=later(monday, 9))
    overdue, fresh = submit_at("Overdue", monday), submit_at("Fresh", now())
    Seat.objects.filter(submission=overdue).update(due_at=now() - A_DAY)
    Seat.objects.filter(submission=fresh).update(due_at=now() + A_DAY)
    taken = submit_at("Taken back", monday)
    deciding.take_back(taken, by=taken.submitted_by, at=later(monday, 1))

    waits = sorted([*HOURS, 5, 9])
    (step,) = times_by_step(space, at=now())

    assert (step.name, step.wait) == (G7, Wait(12, (waits[5] + waits[6]) / 2, waits[10]))
    assert (step.late, step.silent, step.open, step.overdue) == (1, 0, 2, 1)
    answered = Part.objects.filter(
        role__in=("CLEARED", "RETURNED"), at__gt=now() - timedelta(days=365), seat__isnull=False
    )
    assert step.wait.number == answered.filter(seat__submission__space=space).count()


def test_nil_returns_are_counted_by_themselves(space, submit_at, monday, ben):
    route = Route.objects.get(space=space, audience=Breadth.DIRECTORATE)
    route.steps.update(working_days=1, silence_clears=True)
    route.steps.create(position=2, stage=2, scope=Breadth.TEAM, grade=grade("G7"), name="Head of team")
    submission = submit_at("Halls", monday)
    silent, second = submission.seats.all()
    deciding.let_silence_clear(submission, at=silent.due_at)
    deciding.clear(submission, by=ben, at=silent.due_at + timedelta(hours=20))

    found = {step.name: (step.wait, step.silent, step.late) for step in times_by_step(space, at=now())}

    assert found == {G7: (None, 1, 0), str(second): (Wait(1, 4, 4), 0, 0)}
    assert Part.objects.filter(role=Role.SILENT).count() == 1


@pytest.mark.usefixtures("ten_cleared")
def test_members_of_the_space_read_the_numbers_and_nobody_else(client, space, submit_at, ben, fay, carys):
    amina = Person.objects.get(name="Amina Osei")
    address = reverse("clearance:waiting-times", args=[space.pk])
    client.force_login(amina)
    empty = stories.open_space(amina, "Ferries")
    text = client.get(reverse("clearance:waiting-times", args=[empty.pk])).content.decode()
    assert "Nothing has gone up for clearance in this space" in text
    assert "Nothing is waiting for clearance in this space." in text

    waiting = submit_at("Halls", now())
    answer = client.get(address)
    text = answer.content.decode()
    assert [step.name for step in answer.context["steps"]] == [G7]
    assert all(words in text for words in ("1.2 working days", "3.8 working days", waiting.get_absolute_url()))
    for person, status in ((ben, 200), (fay, 404), (carys, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status


def test_it_costs_the_same_however_much_went_up(client, space, submit_at, monday, amina, ben):
    client.force_login(amina)
    address = reverse("clearance:waiting-times", args=[space.pk])

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    for number in range(6):
        deciding.clear(submit_at(f"Page {number}", monday), by=ben, at=later(monday, number + 1))
        submit_at(f"Open {number}", monday)
        if number == 0:
            cost()
            few = cost()
    assert cost() == few


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0.0, "one working hour"),
        (1, "one working hour"),
        (1.2, "2 working hours"),
        (7, "7 working hours"),
        (8, "1 working day"),
        (9, "1.2 working days"),
        (20, "2.5 working days"),
        (80, "10 working days"),
    ],
)
def test_hours_in_words(hours: float, said: str):
    assert working_time(hours) == said

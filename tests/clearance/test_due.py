"""What falls due by itself: silence, reminders and whom they climb to, each once, whatever else goes wrong."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils.timezone import localdate, make_aware

from apps.clearance.actions import deciding, submitting
from apps.clearance.actions.due import do_what_is_due
from apps.clearance.choices import Role, SubmissionState
from apps.clearance.models import Part, Route, Seat, Step, Submission
from apps.core.clock import now
from apps.core.due import DUTIES
from apps.core.working_time import bank_holidays
from apps.notices.models import Notice
from apps.notices.queries import lately_told
from apps.pages.choices import DraftState, Significance
from apps.pages.models import Draft, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from tests import stories
from tests.cast import grade
from tests.together import together

A_DAY = timedelta(days=1)


@pytest.fixture
def monday() -> datetime:
    """Ten o'clock of a Monday some weeks ago, with no bank holiday in the two weeks after it."""
    day = localdate() - timedelta(days=localdate().weekday() + 28)
    while any(day + timedelta(days=ahead) in bank_holidays("ENGLAND_AND_WALES", day.year) for ahead in range(14)):
        day -= timedelta(days=7)
    return make_aware(datetime.combine(day, time(10)))


@pytest.fixture
def submit_at(space: Space, amina: Person) -> Callable[..., Submission]:
    """Submits a page of Amina's for her own team, which any EO there has a day to clear.

    With `silence_clears` their silence clears that first step; a second one asks an EO again, unless `only` it does.
    """

    def submit(at: datetime, title: str = "Rota", *, silence_clears: bool = False, only: bool = False) -> Submission:
        route = Route.objects.get(space=space, audience=Breadth.TEAM)
        route.steps.filter(position=2).delete()
        route.steps.update(working_days=1, silence_clears=silence_clears)
        if silence_clears and not only:
            route.steps.create(position=2, stage=2, scope=Breadth.TEAM, grade=grade("EO"))
        draft = stories.start(stories.front(space), amina, title)
        draft = stories.write(draft, amina, "Who drives when.", audience=Breadth.TEAM)
        cover = submitting.Cover("Says who drives.", Significance.MAJOR, localdate() + timedelta(days=365))
        submission = submitting.submit(draft, cover, version=draft.version, by=amina, at=at)
        Notice.objects.all().delete()
        return submission

    return submit


def done(at: datetime) -> dict[str, int]:
    return dict(do_what_is_due(at))


def told(kind: str) -> list[str]:
    return [str(notice.person) for notice in Notice.objects.filter(kind=kind).select_related("person").order_by("pk")]


def test_silence_clears_once_the_day_is_over_and_not_before(monday, submit_at, ben):
    submission = submit_at(monday, silence_clears=True)
    first, second = submission.seats.all()
    assert done(monday + A_DAY) == {}
    assert done(first.due_at) == {"nil returns": 1}
    assert done(first.due_at) == {}
    part = Part.objects.get(submission=submission, role=Role.SILENT)
    assert (part.person, part.at, part.seat) == (None, first.due_at, first)
    assert Event.objects.filter(verb="clearance.nil_return").count() == 1
    assert told("WAITING") == ["Ben Hughes"]
    second.refresh_from_db()
    assert second.opened_at == first.due_at


def test_one_that_fails_is_logged_and_does_not_keep_the_others_waiting(monday, submit_at, caplog):
    # Nobody at all would have cleared the first, which no rule lets a route ask for, so that it cannot be published.
    broken = submit_at(monday, "Rota", silence_clears=True, only=True)
    sound = submit_at(monday, "Leave", silence_clears=True)

    assert done(monday + 2 * A_DAY)["nil returns"] == 1

    assert list(Part.objects.filter(role=Role.SILENT).values_list("submission", flat=True)) == [sound.pk]
    assert Submission.objects.get(pk=broken.pk).state == SubmissionState.OPEN
    assert Draft.objects.get(pk=broken.draft_id).state == DraftState.IN_REVIEW
    assert "<Submission: Rota> could not be dealt with" in caplog.text


def test_a_duty_that_fails_as_a_whole_is_logged_and_the_rest_is_done(monday, submit_at, monkeypatch, caplog):
    def fails(_at: datetime) -> int:
        raise RuntimeError("No such table")

    monkeypatch.setitem(DUTIES, "nil returns", fails)
    submit_at(monday)
    assert done(monday + 2 * A_DAY) == {"steps reminded of": 1}
    assert "Could not find out about nil returns" in caplog.text


def test_whoever_could_fill_an_overdue_seat_is_reminded_once_a_working_day(monday, submit_at, ben):
    submission = submit_at(monday)
    tuesday, wednesday, thursday = monday + A_DAY, monday + 2 * A_DAY, monday + 3 * A_DAY
    for not_yet in (tuesday, tuesday.replace(hour=17), wednesday.replace(hour=8)):
        assert done(not_yet) == {}
    assert done(wednesday) == {"steps reminded of": 1}
    assert done(wednesday + timedelta(hours=3)) == {}
    assert told("OVERDUE") == ["Ben Hughes"]
    assert done(thursday) == {"steps reminded of": 1}
    assert told("OVERDUE") == ["Ben Hughes", "Ben Hughes"]
    saturday = monday + 5 * A_DAY
    assert done(saturday) == {}

    deciding.clear(submission, by=ben, at=saturday)
    assert done(monday + 7 * A_DAY) == {}


def test_nobody_who_wrote_it_is_reminded_to_clear_it(monday, submit_at, ben, hire):
    hire("Sam Lowe", "EO")
    submit_at(monday)
    done(monday + 2 * A_DAY)
    assert sorted(told("OVERDUE")) == ["Ben Hughes", "Sam Lowe"]


def test_what_stays_unanswered_climbs_the_chain_a_rung_a_day(monday, submit_at, ben, fay, gwen, carys):
    submit_at(monday)
    wednesday = monday + 2 * A_DAY
    done(wednesday)
    assert told("CLIMBED") == []
    done(wednesday + A_DAY)
    assert told("CLIMBED") == ["Fay Campbell"]
    done(wednesday + 2 * A_DAY)
    assert told("CLIMBED") == ["Fay Campbell", "Gwen Okafor"]
    done(wednesday + 5 * A_DAY)
    assert told("CLIMBED") == ["Fay Campbell", "Gwen Okafor"]
    assert told("OVERDUE") == ["Ben Hughes"] * 4


def test_a_machine_that_slept_tells_every_senior_it_should_have_told(monday, submit_at, ben, fay, gwen):
    submit_at(monday)
    done(monday + 7 * A_DAY)
    assert told("CLIMBED") == ["Fay Campbell", "Gwen Okafor"]


def test_where_nobody_can_answer_a_senior_learns_of_it_on_the_first_day(monday, submit_at, fay, gwen):
    submit_at(monday)
    done(monday + 2 * A_DAY)
    assert (told("OVERDUE"), told("CLIMBED")) == ([], ["Fay Campbell"])


def test_a_named_person_s_own_manager_is_the_first_to_be_told(monday, space, ben, fay, submit_at, hire):
    sam = hire("Sam Lowe", "EO")
    Step.objects.filter(route__space=space, route__audience=Breadth.TEAM).update(scope=None, person=sam)
    submit_at(monday)
    done(monday + 3 * A_DAY)
    assert (told("OVERDUE"), told("CLIMBED")) == (["Sam Lowe"], ["Ben Hughes"])
    seat = Seat.objects.get()
    assert [str(one.subject.title) for one in lately_told(ben)] == [str(seat)]
    assert lately_told(fay) == []


@pytest.mark.usefixtures("gwen")
def test_seniors_learn_who_was_asked_and_nothing_of_the_text(monday, submit_at, ben, fay, carys, client):
    gwen = Person.objects.get(name="Gwen Okafor")
    submission = submit_at(monday)
    done(monday + 3 * A_DAY)
    seat = submission.seats.get()

    assert [(one.subject.title, one.subject.url) for one in lately_told(fay)] == [
        ("EO or above in Rural Transport", f"/overdue/{seat.pk}/")
    ]
    answers = {}
    for person in (fay, gwen, ben, carys):
        client.force_login(person)
        answers[str(person)] = client.get(reverse("clearance:overdue", args=[seat.pk]))
    assert {name: one.status_code for name, one in answers.items()} == {
        "Fay Campbell": 200,
        "Gwen Okafor": 404,
        "Ben Hughes": 200,
        "Carys Pritchard": 404,
    }
    assert submission.get_absolute_url() in answers["Ben Hughes"].content.decode()
    text = answers["Fay Campbell"].content.decode()
    assert "EO or above in Rural Transport" in text
    assert "Ben Hughes" in text
    assert not any(words in text for words in ("Rota", "drives", "Rural buses", "Amina"))

    deciding.clear(submission, by=ben, at=now())
    assert client.get(reverse("clearance:overdue", args=[seat.pk])).status_code == 404
    assert lately_told(fay) == []


def test_the_command_says_what_it_did(monday, submit_at):
    submit_at(monday, silence_clears=True)
    said = StringIO()
    call_command("do_what_is_due", stdout=said)
    call_command("do_what_is_due", stdout=said)
    assert said.getvalue() == "nil returns: 1\n"


@pytest.mark.django_db
@pytest.mark.parametrize("seconds", ["0", "-5"])
def test_the_command_takes_no_time_that_is_none(seconds):
    with pytest.raises(CommandError, match="a number of seconds from 1"):
        call_command("do_what_is_due", "--every", seconds)


@pytest.mark.django_db(transaction=True)
def test_two_who_do_it_at_once_do_nothing_twice(transactional_db, monday, submit_at, ben, fay):
    silent = [submit_at(monday, title, silence_clears=True) for title in ("Rota", "Leave", "Keys")]
    submit_at(monday, "Depots")
    Notice.objects.all().delete()
    thursday = monday + 3 * A_DAY

    came_to = together([lambda: done(thursday)] * 4)

    assert not [one for one in came_to if isinstance(one, Exception)]
    assert sum(one.get("nil returns", 0) for one in came_to) == len(silent)
    assert sum(one.get("steps reminded of", 0) for one in came_to) == 1
    assert Part.objects.filter(role=Role.SILENT).count() == len(silent)
    assert Event.objects.filter(verb="clearance.nil_return").count() == len(silent)
    assert (told("OVERDUE"), told("CLIMBED")) == (["Ben Hughes"], ["Fay Campbell"])
    assert connection.vendor in {"sqlite", "postgresql"}

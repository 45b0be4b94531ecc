"""A team and an administrator read routes as sentences, ask who could clear today, and propose others."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.clearance.actions import deciding
from apps.clearance.actions.proposals import propose_route
from apps.clearance.models import Delegation, Route, Submission
from apps.clearance.models.routes import Wish
from apps.clearance.queries.routes import steps_for, stops_of
from apps.clearance.queries.staffing import staffed_routes
from apps.core.clock import now
from apps.pages.models import Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.cast import Government, grade, leave, post
from tests.cast import person as sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def route(space: Space) -> Route:
    return Route.objects.select_related("space__unit").get(space=space, audience=Breadth.DIRECTORATE)


@pytest.fixture
def lola(government: Government) -> Person:
    return post(sign_in("Lola Reyes"), government.legal, "SEO", "Lawyer")


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(response) -> str:
    """What a person reads of an answer, with white space made single."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def lawyers_beside_finance(route: Route, government: Government, by: Person, cleared_by: Person) -> None:
    wishes = [
        Wish(stage=1, grade=grade("G7").pk, scope=Breadth.DIRECTORATE),
        Wish(2, grade("SEO").pk, unit=government.legal.pk, name="Lawyers", working_days=5, silence_clears=True),
        Wish(stage=2, grade=grade("HEO").pk, unit=government.bus_services.pk, people_needed=2, working_days=1),
        Wish(stage=3, grade=grade("SCS1").pk, person=cleared_by.pk),
    ]
    proposed = propose_route(route, wishes, ["MOVE"], because="Lawyers must see it.", by=by, at=now())
    deciding.clear(proposed, by=cleared_by, at=now())


def form(route: Route, *steps: dict[str, object], do: str = "check", **whole: object) -> dict[str, object]:
    """What the form of a route sends."""
    sent: dict[str, object] = {"steps-TOTAL_FORMS": len(steps), "steps-INITIAL_FORMS": 0, "do": do}
    for number, step in enumerate(steps):
        said = {"stage": 1, "whom": "20", "grade": grade("G7").pk, "people_needed": 1} | step
        sent |= {f"steps-{number}-{name}": value for name, value in said.items()}
    return sent | {"because": "Lawyers must see it.", "acts": ["MOVE"]} | whole


def test_a_route_is_read_as_a_sentence(route: Route, government: Government, amina: Person, fay: Person, lola: Person):
    lawyers_beside_finance(route, government, amina, fay)
    said = text_of(browser(amina).get(f"/spaces/{route.space_id}/routes/"))
    assert (
        "Text for the directorate is cleared by one Grade 7 or above in the author’s directorate, then, side by side, "
        "by Lawyers (one Senior Executive Officer or above in Legal, 5 working days, silence clears) and "
        "2 people of Higher Executive Officer or above in Bus Services (1 working day), then by "
        "Fay Campbell (Deputy Director or above)." in said
    )
    assert "It clears these too: move." in said
    assert "Lawyers: Lola Reyes" in said
    assert "This cannot be cleared today: it needs 5 different people, and 3 of them cannot be found." in said


def test_who_could_clear_today_names_delegates_and_leaves_out_the_writer(
    route: Route, amina: Person, ben: Person, fay: Person, carys: Person
):
    day = timedelta(days=1)
    away = {"starts_at": now() - day, "ends_at": now() + day, "made_at": now(), "because": "On leave."}
    colleague = post(sign_in("Nia Powell"), carys.postings.get().unit, "G6", "Head of walls")
    Delegation.objects.create(giver=ben, receiver=colleague, **away)
    address = f"/spaces/{route.space_id}/routes/"
    said = text_of(browser(amina).get(address)).partition("For the directorate")[2].partition("For the department")[0]
    assert "Ben Hughes, Fay Campbell, Nia Powell (on behalf of Ben Hughes)" in said
    said = text_of(browser(amina).get(address, {"writer": ben.pk})).partition("For the directorate")[2]
    assert "Who could clear it today if Ben Hughes wrote it" in said
    assert "G7 or above in the author’s directorate: Fay Campbell" in said.partition("For the department")[0]
    assert "Nia Powell" not in said
    wrong = browser(amina).get(address, {"writer": carys.pk})
    assert wrong.status_code == 422
    assert "Select somebody who is posted in the space’s unit" in text_of(wrong)


def test_the_picture_and_the_submission_agree_about_who_could_clear(
    route: Route, government: Government, amina: Person, ben: Person, fay: Person, lola: Person
):
    lawyers_beside_finance(route, government, amina, fay)
    routes = list(Route.objects.filter(space=route.space_id).select_related("space__unit").order_by("audience"))
    at = now()
    for staffed in staffed_routes(routes, barred={ben.pk}, at=at):
        one = staffed.route
        steps = steps_for(route.space, audience=one.audience, marking=one.marking)
        stops = stops_of(route.space, steps, barred={ben.pk}, at=at)
        mine = [[candidate.person for candidate in step.candidates] for step in staffed.steps]
        assert mine == [stop.could_clear for stop in stops]


def test_one_person_fills_one_step_so_a_route_of_two_needs_two(route: Route, amina: Person, ben: Person):
    wishes = [Wish(stage=stage, grade=grade("G7").pk, unit=amina.postings.get().unit_id) for stage in (1, 2)]
    proposed = propose_route(route, wishes, [], because="Two pairs of eyes.", by=amina, at=now())
    deciding.clear(proposed, by=ben, at=now())
    warning = "This cannot be cleared today: it needs 2 different people, and 1 of them cannot be found."
    assert warning in text_of(browser(amina).get(f"/spaces/{route.space_id}/routes/"))
    draft = stories.start(stories.front(route.space), amina)
    assert warning in text_of(browser(amina).get(f"/drafts/{draft.pk}/submission/"))
    desk = "Too few people could clear text for the directorate in Rural buses"
    assert desk in text_of(browser(amina).get("/"))


def test_nobody_left_is_said_on_every_screen(route: Route, amina: Person, ben: Person, ines: Person):
    leave(ben)
    nobody = "This cannot be cleared today: nobody could clear it."
    address = f"/spaces/{route.space_id}/routes/"
    for who in (amina, ines):
        assert nobody in text_of(browser(who).get(address))
        assert "Nobody could clear it today." in text_of(browser(who).get("/routes/"))
    draft = stories.start(stories.front(route.space), amina)
    assert nobody in text_of(browser(amina).get(f"/drafts/{draft.pk}/submission/"))
    for path in ("/", f"/spaces/{route.space_id}/drafts/"):
        assert "Too few people could clear text for the directorate" in text_of(browser(amina).get(path))


def test_an_administrator_sees_every_space_those_in_want_first(
    space: Space, ben: Person, fay: Person, gwen: Person, carys: Person, ines: Person
):
    stories.open_space(carys, "Coastal paths")
    listed = re.findall(r"/spaces/(\d+)/routes/", browser(ines).get("/routes/").content.decode())
    titles = dict(Space.objects.values_list("pk", "title"))
    assert [titles[int(pk)] for pk in listed] == ["Coastal paths", "Rural buses"]
    assert "Clearance routes of every space" in text_of(browser(ines).get("/"))
    mine = text_of(browser(ben).get("/routes/"))
    assert "Rural buses" in mine
    assert "Coastal paths" not in mine


def test_the_index_asks_as_many_questions_of_two_spaces_as_of_twelve(amina: Person, ines: Person):
    def ask() -> int:
        client = browser(ines)
        client.get("/routes/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/routes/")
        return len(asked)

    for number in range(2):
        stories.open_space(amina, f"Space {number}")
    few = ask()
    for number in range(10):
        stories.open_space(amina, f"Further space {number}")
    assert ask() == few


def test_a_change_is_checked_then_sent_and_read_by_whoever_clears_it(
    route: Route, government: Government, amina: Person, ben: Person, lola: Person
):
    address = f"/routes/{route.pk}/change/"
    typed = form(route, {}, {"stage": 2, "whom": "unit", "unit": government.legal.pk, "name": "Lawyers"})
    checked = browser(amina).post(address, typed)
    assert checked.status_code == 200
    said = text_of(checked)
    assert "As it is now Text for the directorate is cleared by one Grade 7" in said
    assert "then by Lawyers (one Grade 7 or above in Legal)." in said
    assert "Who must clear this change" in said
    assert "G7 or above in the author’s directorate: Ben Hughes" in said
    assert not Submission.objects.exists()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', checked.content.decode()))
    sent = browser(amina).post(address, {**hidden, "do": "send"})
    submission = Submission.objects.get()
    assert sent["Location"] == submission.get_absolute_url()
    read = text_of(browser(ben).get(submission.get_absolute_url()))
    assert "As it was when this was proposed Text for the directorate is cleared by one Grade 7 or above" in read
    assert "As proposed Text for the directorate is cleared by one Grade 7" in read
    deciding.clear(submission, by=ben, at=now())
    assert "As it was when this was proposed" in text_of(browser(ben).get(submission.get_absolute_url()))
    assert [str(step) for step in route.steps.all()] == [
        "G7 or above in the author’s directorate",
        "G7 or above in Legal",
    ]


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ({"stage": "x"}, "Step 1: Stage must be a whole number from 1 to 10"),
        ({"whom": "unit"}, "Step 1: Select the unit that is asked"),
        ({"whom": "unit", "unit": 999_999}, "Step 1: Select a unit from the list"),
        ({"whom": "person", "person": "nobody@x.example"}, "Enter the e-mail address of somebody who may sign in"),
        (
            {"whom": "person", "person": "ben.hughes@greenpaper.example", "people_needed": 2},
            "Step 1: How many people must be 1 for a named person",
        ),
        ({"silence_clears": "on"}, "Step 1: Enter after how many working days silence clears"),
        ({"grade": ""}, "Step 1: Select the least grade"),
        ({"name": "N" * 61}, "Step 1: Name of the step must be 60 characters or fewer"),
        ({"working_days": 61}, "Step 1: Working days to answer (optional) must be a whole number from 1 to 60"),
        ({"silence_clears": "on", "working_days": 3}, "silence cannot clear a whole route"),
        ({}, "The route says this already"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    route: Route, amina: Person, ben: Person, step: dict[str, object], why: str
):
    acts = route.acts if not step else ["MOVE"]
    answer = browser(amina).post(f"/routes/{route.pk}/change/", form(route, step, because="Because.", acts=acts))
    assert answer.status_code == 422
    assert why in text_of(answer)
    assert "Because." in text_of(answer)
    assert "There is a problem" in text_of(answer)


def test_steps_are_added_and_removed_and_nothing_typed_is_lost(route: Route, amina: Person):
    address = f"/routes/{route.pk}/change/"
    typed = form(route, {"name": "First"}, {"name": "Second", "stage": "oops"}, because="My reason.")
    more = browser(amina).post(address, typed | {"do": "add"})
    assert more.status_code == 200
    page = more.content.decode()
    assert page.count("<legend") == 4
    assert all(words in page for words in ('value="First"', 'value="Second"', 'value="oops"', "My reason."))
    fewer = browser(amina).post(address, typed | {"do": "remove-0"}).content.decode()
    assert 'value="First"' not in fewer
    assert 'value="Second"' in fewer
    last = browser(amina).post(address, form(route, {"name": "Only"}, do="remove-0")).content.decode()
    assert 'value="Only"' in last


@pytest.mark.parametrize("total", ["", "x", "-1", "0", "11", "99999999999", "1000"])
def test_a_number_of_steps_that_no_form_of_ours_sends_is_answered_with_a_sentence(
    route: Route, amina: Person, total: str
):
    typed = form(route, {}) | {"steps-TOTAL_FORMS": total}
    answer = browser(amina).post(f"/routes/{route.pk}/change/", typed)
    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)
    assert browser(amina).post(f"/routes/{route.pk}/change/", typed | {"do": "add"}).status_code == 200


def test_a_route_says_that_a_change_of_it_waits_already(route: Route, amina: Person, ben: Person):
    routes, change = f"/spaces/{route.space_id}/routes/", f'href="/routes/{route.pk}/change/"'
    assert change in browser(amina).get(routes).content.decode()
    wanted = [Wish(stage=1, grade=grade("SEO").pk, scope=Breadth.DIRECTORATE)]
    proposed = propose_route(route, wanted, [], because="Fewer steps.", by=amina, at=now())
    page = browser(ben).get(routes).content.decode()
    assert (page.count("A change of this route is waiting for clearance"), change in page) == (1, False)
    assert f'href="{proposed.get_absolute_url()}"' in page
    deciding.clear(proposed, by=ben, at=now())
    assert change in browser(amina).get(routes).content.decode()


def test_sensitive_text_is_given_a_route_of_its_own(route: Route, amina: Person, ben: Person):
    address = f"/routes/{route.pk}/sensitive-route/"
    assert "For the directorate, OFFICIAL-SENSITIVE" in text_of(browser(amina).get(address))
    sent = browser(amina).post(address, form(route, {"grade": grade("SCS1").pk}, do="send"))
    deciding.clear(Submission.objects.get(), by=ben, at=now())
    assert sent.status_code == 302
    said = text_of(browser(amina).get(f"/spaces/{route.space_id}/routes/"))
    assert "OFFICIAL-SENSITIVE text for the directorate is cleared by one Deputy Director or above" in said
    again = browser(amina).get(address)
    assert "OFFICIAL-SENSITIVE text for this audience has a route of its own already." in text_of(again)


def test_an_administrator_reads_but_does_not_change(route: Route, ines: Person, amina: Person):
    answer = browser(ines).get(f"/routes/{route.pk}/change/")
    assert "Only people posted in Rural Transport can draft in this space" in text_of(answer)
    tried = browser(ines).post(f"/routes/{route.pk}/change/", form(route, {"stage": 3}, {}, do="send"))
    assert (tried.status_code, Submission.objects.count()) == (422, 0)


def test_defaults_say_that_open_spaces_keep_their_routes(space: Space, ines: Person, amina: Person, hire: Callable):
    client = browser(ines)
    said = text_of(client.get("/admin/clearance/routedefault/1/change/", follow=True))
    assert "Spaces that are open already keep the routes they have" in said

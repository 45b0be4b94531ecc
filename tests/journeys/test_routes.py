"""A team reads its routes, changes one without JavaScript, and reads who cleared what; an administrator looks on."""

import pytest

from apps.clearance.actions import deciding
from apps.clearance.actions.proposals import propose_route
from apps.clearance.models import Route, Submission
from apps.clearance.models.routes import Wish
from apps.core.clock import now
from tests import stories
from tests.cast import grade, leave
from tests.journeys.test_screens import judge, look_at_all


@pytest.fixture
def routes(space, government, amina, ben):
    """Where text for the directorate is cleared by Ben's grade, then by lawyers beside Bus Services, who are nobody."""
    route = Route.objects.get(space=space, audience=20, marking="OFFICIAL")
    wishes = [
        Wish(stage=1, grade=grade("G7").pk, scope=20),
        Wish(2, grade("SEO").pk, unit=government.legal.pk, name="Lawyers", working_days=5, silence_clears=True),
        Wish(stage=2, grade=grade("HEO").pk, unit=government.bus_services.pk, people_needed=2),
    ]
    proposed = propose_route(route, wishes, ["MOVE"], because="Lawyers must see it.", by=amina, at=now())
    deciding.clear(proposed, by=ben, at=now())
    return f"/spaces/{space.pk}/routes/", f"/routes/{route.pk}/change/", f"/routes/{route.pk}/sensitive-route/"


@pytest.mark.appearance
def test_every_screen_of_routes(enter, routes, amina, ben, ines):
    read, change, sensitive = routes
    title = "Clearance routes of Rural buses"
    look_at_all(
        enter(amina),
        ("/", "Your desk"),
        ("/routes/", "Clearance routes"),
        (read, title),
        (f"{read}?writer={ben.pk}", title),
        (f"{read}?writer=0", f"Error: {title}"),
        (change, "Change a route of Rural buses"),
        (change, "Change a route of Rural buses", "Add another step"),
        (change, "Change a route of Rural buses", "Remove step 2"),
        (change, "Error: Change a route of Rural buses", "Continue"),
        (sensitive, "Change a route of Rural buses"),
    )
    look_at_all(
        enter(ines),
        ("/", "Your desk"),
        ("/routes/", "Clearance routes"),
        (read, title),
        (change, "Change a route of Rural buses"),
    )


def test_a_route_is_changed_without_javascript(enter, routes, amina, ben):
    _, change, _ = routes
    window = enter(amina, java_script_enabled=False)
    window.goto(change)
    window.get_by_role("button", name="Add another step").click()
    step = window.get_by_role("group", name="Step 4")
    step.get_by_label("Who is asked").select_option("A named person")
    step.get_by_label("E-mail address").fill(ben.email)
    step.get_by_label("Least grade").select_option("Grade 7")
    window.get_by_role("button", name="Remove step 3").click()
    assert window.get_by_label("E-mail address").last.input_value() == ben.email
    window.get_by_label("Why the route should change").fill("Ben looks last.")
    window.get_by_role("button", name="Continue").last.click()
    assert "then by Ben Hughes (Grade 7 or above)." in window.inner_text("main")
    window.get_by_role("button", name="Change what you typed").click()
    assert window.get_by_label("Why the route should change").input_value() == "Ben looks last."
    window.get_by_role("button", name="Continue").last.click()
    window.get_by_role("button", name="Send for clearance").click()
    assert "Sent for clearance under the route as it is now." in window.inner_text("main")
    submission = Submission.objects.latest("pk")
    assert window.url.endswith(submission.get_absolute_url())


def test_what_is_checked_before_it_is_sent_and_what_its_reviewer_reads(enter, routes, amina, ben):
    _, change, _ = routes
    window = enter(amina)
    window.goto(change)
    window.get_by_label("Stage").first.fill("3")
    window.get_by_label("Why the route should change").fill("Lawyers first.")
    with window.expect_navigation():
        window.get_by_role("button", name="Continue", exact=True).last.click()
    assert judge(window, "Check the change of a route of Rural buses") == []
    with window.expect_navigation():
        window.get_by_role("button", name="Send for clearance").click()
    address = Submission.objects.latest("pk").get_absolute_url()
    window = enter(ben)
    window.goto(address)
    assert judge(window, window.title().removesuffix(" - Greenpaper")) == []


@pytest.mark.appearance
def test_papers_and_warnings(enter, space, fares, amina, ben, dev):
    paper = f"/pages/{fares.pk}/editions/1/clearance/"
    look_at_all(
        enter(dev), (paper, "Clearance of Fares, edition 1"), (f"/pages/{fares.pk}/history/", "History of Fares")
    )
    leave(ben)
    draft = stories.start(stories.front(space), amina, "Halls")
    look_at_all(
        enter(amina),
        ("/", "Your desk"),
        (paper, "Clearance of Fares, edition 1"),
        (f"/drafts/{draft.pk}/submission/", "Submit for clearance: Halls"),
        (f"/spaces/{space.pk}/routes/", "Clearance routes of Rural buses"),
    )


@pytest.mark.appearance
def test_a_paper_is_printed_between_its_markings(enter, fares, dev):
    window = enter(dev)
    window.goto(f"/pages/{fares.pk}/editions/1/clearance/")
    window.emulate_media(media="print")
    markings = window.locator(".app-marking")
    assert [markings.nth(number).inner_text() for number in range(2)] == ["OFFICIAL", "OFFICIAL"]
    assert [markings.nth(number).is_visible() for number in range(2)] == [True, True]
    assert not window.get_by_text("Print this page").is_visible()

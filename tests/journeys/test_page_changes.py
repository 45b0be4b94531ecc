"""What becomes of a page, screen by screen: the forms, the proposal as its clearer reads it, and what readers find."""

import pytest

from apps.clearance.models import Route, Submission
from apps.core.clock import now
from apps.pages.actions import standing
from tests import stories
from tests.journeys.test_screens import EVERYTHING, LONG_TITLE, judge, look_at_all
from tests.search.library import shelve

pytestmark = pytest.mark.appearance

WHY = "The cap ended in March, and with it the guidance on concessionary travel that stood here."


def test_whoever_changes_what_stands_at_an_address(enter, space, fares, amina):
    shelve(LONG_TITLE, EVERYTHING, under=fares, by=amina)
    here = f"/pages/{fares.pk}/change/"
    look_at_all(
        enter(amina),
        (here, "Withdraw, replace or move Fares"),
        (f"{here}withdrawal/", "Withdraw Fares"),
        (f"{here}withdrawal/", "Error: Withdraw Fares", "Continue"),
        (f"{here}replacement/", "Replace Fares with another page"),
        (f"{here}replacement/", "Error: Replace Fares with another page", "Continue"),
        (f"{here}removal/", "Unpublish Fares"),
        (f"{here}move/", "Move Fares"),
        (f"{here}move/", "Error: Move Fares", "Continue"),
    )


def test_whoever_checks_a_move_sends_it_and_clears_it(enter, space, fares, amina, ben):
    shelve(LONG_TITLE, EVERYTHING, under=fares, by=amina)
    shelve("Passes", "Ten pounds.", under=stories.front(space), by=amina)
    page = enter(amina)
    page.goto(f"/pages/{fares.pk}/change/move/")
    page.get_by_label("Page it goes below").fill("Passes")
    page.get_by_label("Explanation").fill(WHY)
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()
    assert judge(page, "Check before you go on: Fares") == []
    page.set_viewport_size({"width": 1280, "height": 900})
    with page.expect_navigation():
        page.get_by_role("button", name="Submit for clearance").click()
    submission = Submission.objects.get(proposal__page=fares)
    assert judge(page, "Clearance of Move: Fares") == []
    look_at_all(
        enter(ben),
        (submission.get_absolute_url(), "Clearance of Move: Fares"),
        (submission.get_absolute_url(), "Clearance of Move: Fares", "Clear"),
    )


def test_whoever_reads_what_no_longer_stands(enter, space, fares, amina, ben, dev):
    Route.objects.filter(space=space).update(acts=[])
    front = stories.front(space)
    passes, caps = (shelve(title, EVERYTHING, under=front, by=amina) for title in ("Passes", "Caps"))
    standing.withdraw(fares, WHY, passes, by=amina, at=now())
    standing.replace(caps, passes, WHY, by=amina, at=now())
    removed = shelve("Names", EVERYTHING, under=front, by=amina)
    standing.remove(removed, WHY, by=amina, at=now())
    look_at_all(
        enter(dev),
        (fares.get_absolute_url(), "Fares"),
        (f"/pages/{fares.pk}/history/", "History of Fares"),
        (f"/pages/{fares.pk}/editions/1/", "Fares: edition 1"),
        (caps.get_absolute_url(), "Passes"),
        (removed.get_absolute_url(), "Page unpublished"),
        (f"/pages/{front.pk}/pages/", "Pages below Rural buses"),
    )
    look_at_all(
        enter(amina),
        (removed.get_absolute_url(), "Page unpublished"),
        (f"/pages/{removed.pk}/change/", "Withdraw, replace or move Names"),
        (f"/spaces/{space.pk}/past-pages/", "Pages that no longer stand in Rural buses"),
    )

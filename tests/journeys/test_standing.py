"""How people stand in a practice space, as they see it: appointing, one's own path, and a vote."""

import pytest
from playwright.sync_api import expect

from apps.core.clock import now
from apps.trust.actions.credits import credit
from apps.trust.choices import CreditKind, Level
from apps.trust.models import Recall
from tests.exchange import open_exchange, stand
from tests.journeys.test_screens import look_at_all

pytestmark = pytest.mark.appearance


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_a_steward_is_appointed_and_members_vote_on_them(enter, live_server, amina, ben, carys, dev):
    """Ben appoints Dev, Carys asks for a vote on him, votes herself, and sees what she stands at."""
    community = open_exchange(amina).community
    there = community.get_absolute_url()
    given = {"about": community, "community": community, "at": now()}
    for kind, giver in ((CreditKind.ADOPTION, amina), (CreditKind.EDIT, ben), (CreditKind.THANKS, dev)):
        credit(kind, to=carys, by=giver, **given)
    stand(dev, community, Level.CONTRIBUTOR)
    page = enter(ben)
    page.goto(f"{there}appointment/")
    page.get_by_label("Who is to be a steward").fill("Dev Patel")
    page.get_by_label("Why them?").fill("He has kept order in the directorate for years.")
    press(page, "Appoint them")
    expect(page.get_by_role("heading", name="Dev Patel Appointed, as an exception")).to_be_visible()
    page = enter(carys)
    page.goto(there)
    with page.expect_navigation():
        page.get_by_role("link", name="Ask for a vote on Dev Patel").click()
    page.get_by_label("Why should they go?").fill("He hides what he dislikes.")
    press(page, "Start the vote")
    page.get_by_label("They should go").check()
    press(page, "Vote")
    expect(page.get_by_text("Nobody is shown how you voted.")).to_be_visible()
    recall = Recall.objects.get()
    look_at_all(
        page,
        (there, "Who looks after What works"),
        (f"{there}mine/", "Your standing in What works"),
        (f"{there}how/", "How standing is earned in What works"),
        (f"{there}stewards/{amina.pk}/vote/", "Ask for a vote on Amina Osei"),
        (f"{there}stewards/{amina.pk}/vote/", "Error: Ask for a vote on Amina Osei", "Start the vote"),
        (recall.get_absolute_url(), "Vote on Dev Patel"),
    )
    look_at_all(
        enter(amina),
        (recall.get_absolute_url(), "Vote on Dev Patel"),
        (f"{there}stepping-down/", "Step down as a steward of What works"),
        (f"{there}stepping-down/", "Error: Step down as a steward of What works", "Step down"),
        (f"{there}appointment/", "Appoint a steward of What works"),
    )

"""One policy paper from its first draft to its withdrawal, by everybody it takes, without any script."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localtime
from playwright.sync_api import expect

from apps.clearance.actions import deciding, delegations, emergencies, scheduling
from apps.clearance.actions.routes import lay_out
from apps.clearance.models import EmergencyRole, Submission
from apps.clearance.models.routes import Wish
from apps.core.clock import now
from apps.pages.actions import drafts
from apps.pages.choices import DraftState
from apps.pages.models import Draft, Page
from apps.people.choices import Breadth
from apps.records.actions import SYSTEM
from apps.records.queries import first_fault
from tests import stories
from tests.cast import grade, person, post, unit

pytestmark = pytest.mark.appearance

FIRST = "Fares are capped.\n\nThe cap costs £60m a year.\n\nCouncils publish their fares.\n\nAsk Rural Transport."
THREE = (
    FIRST.replace("capped.", "capped at £2."),
    FIRST.replace("capped.", "capped at £2.").replace("£60m", "£61m"),
    FIRST.replace("capped.", "capped at £2.").replace("£60m", "£61m") + "\n\nThe cap may be a subsidy.",
)
NOTIFIED = THREE[2].replace("may be a subsidy.", "may be a subsidy, and is notified by 20 January.")
URGENT = FIRST.replace("Councils publish their fares.", "Councils publish their fares twice a year.")


@pytest.fixture
def fares(space, amina, ben):
    return stories.publish(stories.front(space), amina, ben, "Fares", FIRST)


@pytest.fixture
def office(government, fares, hire, amina, ben):
    """Legal and Finance side by side, then a Grade 7 of the directorate; Ben is away and has asked Priya."""
    finance = unit("Finance", "Directorate", government.rural_affairs)
    seo, g7 = grade("SEO").pk, grade("G7").pk
    wishes = [
        Wish(stage=1, name="Legal", unit=government.legal.pk, grade=seo, working_days=5),
        Wish(stage=1, name="Finance", unit=finance.pk, grade=seo, working_days=5, silence_clears=True),
        Wish(stage=2, name="Head of policy", scope=Breadth.DIRECTORATE, grade=g7),
    ]
    route = fares.space.routes.get(audience=fares.audience, marking="OFFICIAL")
    with transaction.atomic():
        lay_out(route, wishes, route.acts, by=SYSTEM, at=now())
    people = {
        "amina": amina,
        "jonah": hire("Jonah Reed", "EO"),
        "mary": hire("Mary Tregenza", "EO"),
        "tess": hire("Tess Ward", "G7"),
        "owen": post(person("Owen Price"), government.legal, "SEO", "Lawyer"),
        "sana": post(person("Sana Malik"), finance, "G7", "Finance business partner"),
        "priya": post(person("Priya Nair"), government.shoreline, "G7", "Head of shoreline"),
    }
    delegations.delegate(people["priya"], now(), now() + timedelta(days=30), "On leave.", by=ben, at=now())
    return people


def write(page, draft, text):
    page.goto(f"/drafts/{draft.pk}/text/")
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()


def submit(page, draft, note, *, on=None):
    page.goto(f"/drafts/{draft.pk}/submission/")
    page.get_by_label("Major: readers need to know").check()
    page.get_by_label("Change note").fill(note)
    if on:
        page.get_by_label("On a date, at a time").check()
        for label, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
            page.get_by_label(label, exact=True).fill(str(value))
        page.get_by_label("Time to publish it at").fill(f"{on:%H:%M}")
    page.get_by_role("button", name="Submit for clearance").click()
    expect(page.get_by_text("The people who can clear it have been told.")).to_be_visible()


def clear(page, title):
    page.goto("/waiting/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()


def raise_condition_and_return(page, submission):
    page.goto(submission.get_absolute_url())
    page.get_by_role("link", name="Comment on this text").click()
    page.get_by_role("link", name="Comment on this paragraph (paragraph 5)").click()
    page.get_by_label("Condition: it cannot be cleared until this is settled").check()
    page.get_by_label("Comment", exact=True).fill("Say by when it is notified.")
    page.get_by_role("button", name="Add comment").click()
    page.goto(submission.get_absolute_url())
    expect(page.get_by_text("You raised a condition that is not settled yet.")).to_be_visible()
    page.get_by_label("What must change").fill("See my condition.")
    page.get_by_role("button", name="Send back").click()
    expect(page.get_by_text("Sent back to its authors with your comments.")).to_be_visible()


def publish_something_urgent(fares, by, second):
    """Meanwhile the duty officer has a line of the page corrected, and another looks at it afterwards."""
    unit = fares.space.unit.parent
    EmergencyRole.objects.create(space=fares.space, name="Duty officer", unit=unit, grade=grade("G7"))
    urgent = stories.write(emergencies.start_urgent(fares, by=by, at=now()), by, URGENT)
    urgency = emergencies.Urgency("A council misread it.", second)
    emergencies.publish_in_emergency(urgent, urgency, version=urgent.version, by=by, at=now())
    deciding.clear(Submission.objects.get(act="EMERGENCY"), by=second, at=now())


def bring_up_to_date(page, draft):
    page.goto(draft.get_absolute_url())
    page.get_by_role("link", name="Bring the draft up to date").click()
    expect(page.get_by_text("They changed different sentences")).to_be_visible()
    page.get_by_role("button", name="Save the draft").click()
    draft.refresh_from_db()
    assert draft.body == NOTIFIED.replace("publish their fares.", "publish their fares twice a year.")


def settle(page, submission):
    page.goto(submission.get_absolute_url())
    page.get_by_role("link", name="Reply or settle").click()
    page.get_by_label("How was it settled?").fill("It says so now.")
    page.get_by_role("button", name="Settle", exact=True).click()
    expect(page.get_by_text("The comment has been settled.")).to_be_visible()


def withdraw(page, fares):
    page.goto(f"/pages/{fares.pk}/change/withdrawal/")
    page.get_by_label("Explanation").fill("The cap has ended.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Submit for clearance").click()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()


def draft_and_return(windows, draft):
    """Three people write; Finance clears, and Legal sends it back with a condition that Amina meets."""
    for name, text in zip(("amina", "jonah", "mary"), THREE, strict=True):
        write(windows[name], draft, text)
    submit(windows["amina"], draft, "Sets the cap.")
    clear(windows["sana"], "Fares")
    raise_condition_and_return(windows["owen"], Submission.objects.get(draft=draft))
    write(windows["amina"], draft, NOTIFIED)


def submit_under_embargo(windows, draft, morning):
    author, finance, delegate = windows["amina"], windows["sana"], windows["priya"]
    author.goto(f"/drafts/{draft.pk}/submission/")
    expect(author.get_by_text("Bring the draft up to date before you submit it.")).to_be_visible()
    bring_up_to_date(author, draft)
    submit(author, draft, "Sets the cap, and says by when it is notified.", on=morning)
    again = Submission.objects.get(draft=draft, state="OPEN")
    finance.goto(again.get_absolute_url())
    expect(finance.get_by_text("What changed since you cleared it")).to_be_visible()
    clear(finance, "Fares")
    settle(windows["owen"], again)
    clear(windows["owen"], "Fares")
    delegate.goto(again.get_absolute_url())
    expect(delegate.get_by_text("You decide on behalf of Ben Hughes.")).to_be_visible()
    clear(delegate, "Fares")
    assert Draft.objects.get(pk=draft.pk).state == DraftState.SCHEDULED


def read(page, fares, *there, missing=()):
    page.goto(fares.get_absolute_url())
    for words in there:
        expect(page.get_by_text(words)).to_be_visible()
    for words in missing:
        expect(page.get_by_text(words)).to_have_count(0)


def test_a_whole_policy_paper(enter, office, fares, fay, dev):
    windows = {name: enter(one, java_script_enabled=False) for name, one in office.items() if name != "tess"}
    reader = enter(dev, java_script_enabled=False)
    draft = drafts.start(fares, by=office["amina"], at=now())
    morning = localtime().replace(hour=9, minute=30, second=0, microsecond=0) + timedelta(days=8)

    draft_and_return(windows, draft)
    publish_something_urgent(fares, office["tess"], fay)
    submit_under_embargo(windows, draft, morning)
    read(reader, fares, "Fares are capped.", missing=["capped at £2"])

    assert scheduling.publish_what_is_due(morning + timedelta(minutes=1)) == 1
    read(reader, fares, "Fares are capped at £2.", "on behalf of Ben Hughes")

    withdraw(windows["amina"], fares)
    for name in ("owen", "sana", "priya"):
        clear(windows[name], "Withdraw: Fares")
    read(reader, fares, "The cap has ended.", "Fares are capped at £2.")
    assert Page.objects.get(pk=fares.pk).standing == "WITHDRAWN"
    assert first_fault() is None

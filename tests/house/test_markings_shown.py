"""Whatever shows words of what is OFFICIAL-SENSITIVE says so at its top and bottom, in whatever place (GSCP 2024)."""

import re
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.pages.actions import drafts, saving
from apps.pages.actions.saving import Saved, Words
from apps.pages.models import Draft, Page
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.house.test_doors import LINK

MARKING = "OFFICIAL-SENSITIVE: RECIPIENTS ONLY"
BANDS = re.compile(r'<p class="app-marking[^>]*>([^<]*)</p>')
# Words that stand in no text but the sensitive ones: of titles, and of what they say.
SENSITIVE_WORDS = ("Depot alarms", "Operator talks", "Ticket fraud", "The code changes weekly", "Our lowest offer")
# Where a test that follows links would leave, or change what it looks at.
NOT_FOLLOWED = ("/static/", "/admin/", "/accounts/")


def sensitive(draft: Draft, title: str, body: str, by: Person, made_on: int) -> Saved:
    words = Words(title, body, Breadth.TEAM, **stories.SENSITIVE)
    return saving.save(draft, words, made_on=made_on, by=by, at=now())


@pytest.fixture
def sensitive_things(fares: Page, amina: Person, ben: Person) -> None:
    """A page, an earlier edition, a page below another, a draft, a kept text and a submission, all sensitive."""
    front = stories.front(fares.space)
    alarms = drafts.start_new(fares, "Depot alarms", template=None, by=amina, at=now())
    sensitive(alarms, "Depot alarms", "The code changes weekly.", amina, 0)
    deciding.clear(stories.submit(Draft.objects.get(pk=alarms.pk), amina), by=ben, at=now())
    page = Page.objects.get(title="Depot alarms")
    below = stories.publish(Page.objects.select_related("space__unit").get(pk=page.pk), amina, ben, "Alarm tests")
    stories.revise(below, amina, ben, "Tests are on Mondays.")
    stories.start(below, amina, "Alarm repairs", "Repairs are on Tuesdays.")
    stories.start(Page.objects.select_related("space__unit").get(pk=page.pk), amina, "Alarm bells", "Bells ring.")
    talks = drafts.start_new(front, "Operator talks", template=None, by=amina, at=now())
    sensitive(talks, "Operator talks", "Our lowest offer is low.", amina, 0)
    sensitive(talks, "Operator talks", "Our lowest offer is lower.", amina, 0)
    fraud = drafts.start_new(front, "Ticket fraud", template=None, by=amina, at=now())
    sensitive(fraud, "Ticket fraud", "Our lowest offer.", amina, 0)
    stories.submit(Draft.objects.get(pk=fraud.pk), amina)
    change = drafts.start(fares, by=amina, at=now())
    sensitive(change, "Fares", "Our lowest offer to one operator.", amina, 0)


def screens(browser: Client) -> dict[str, str]:
    """Every screen that links lead to from home, by its address."""
    waiting = {"/", "/search/?q=depot", "/search/?q=fares", "/owners/yours/", "/owners/vacant/"}
    seen: dict[str, str] = {}
    asked = set()
    while waiting:
        path = waiting.pop()
        asked.add(path)
        response = browser.get(path)
        if response.status_code == 302:
            waiting |= {response["Location"]} - asked
        elif response.status_code == 200 and "text/html" in response["Content-Type"]:
            seen[path] = unescape(response.content.decode())
            found = {unescape(link) for link in LINK.findall(seen[path]) if not link.startswith(NOT_FOLLOWED)}
            waiting |= found - asked
    return seen


@pytest.mark.once
@pytest.mark.parametrize("who", ["amina", "ben"])
def test_no_screen_shows_sensitive_words_without_their_marking(
    sensitive_things: None, client: Client, amina: Person, ben: Person, who: str
):
    client.force_login({"amina": amina, "ben": ben}[who])
    shown = screens(client)
    faults = []
    for path, html in sorted(shown.items()):
        words = [phrase for phrase in SENSITIVE_WORDS if phrase in html]
        bands = BANDS.findall(html)
        if len(bands) != 2 or (words and set(bands) != {MARKING}):
            faults.append(f"{path} shows {words} between {bands}")
    assert "\n".join(faults) == ""
    assert len([path for path, html in shown.items() if MARKING in html]) > 20
    assert BANDS.findall(shown["/help/formatting/"]) == ["OFFICIAL", "OFFICIAL"]


def test_a_letter_says_it_in_its_subject_and_its_first_and_last_line(
    fares: Page, amina: Person, ben: Person, django_capture_on_commit_callbacks
):
    mail.outbox.clear()
    front = stories.front(fares.space)
    fraud = drafts.start_new(front, "Ticket fraud", template=None, by=amina, at=now())
    sensitive(fraud, "Ticket fraud", "Our lowest offer.", amina, 0)
    with django_capture_on_commit_callbacks(execute=True):
        stories.submit(Draft.objects.get(pk=fraud.pk), amina)
    (letter,) = mail.outbox
    lines = letter.body.strip().splitlines()
    assert letter.subject.startswith("OFFICIAL-SENSITIVE: Ticket fraud")
    assert (lines[0], lines[-1]) == (MARKING, MARKING)


def test_what_is_given_back_unsaved_bears_the_marking_that_was_chosen(client: Client, fares: Page):
    typed = {"title": "Ticket fraud", "body": "Our lowest offer.", "marking": "OFFICIAL-SENSITIVE"}
    response = client.post(reverse("pages:draft-edit", args=[1]), typed)
    assert response.status_code == 401
    assert set(BANDS.findall(response.content.decode())) == {"OFFICIAL-SENSITIVE"}

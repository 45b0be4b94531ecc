"""Two people changed the same sentence: the second one is shown both texts and says what is to stand, piece by piece."""

import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from apps.core.clock import now
from apps.pages.actions import saving
from apps.pages.actions.saving import Words
from apps.pages.models import Draft, KeptText
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories

BEFORE = "Fares are capped at £2.\n\nBuses run hourly.\n"
BENS = "Fares are capped at £3.\n\nBuses run daily.\n"
AMINAS = "Fares are capped at £2.50.\n\nBuses run hourly.\n"
FILE = {"name": "plan.pdf", "sha256": "1" * 64, "alt": "The plan"}


@pytest.fixture
def draft(space, amina: Person) -> Draft:
    return stories.start(stories.front(space), amina, "Fares", BEFORE)


@pytest.fixture
def browser(client: Client, amina: Person) -> Client:
    client.force_login(amina)
    return client


def typed(draft: Draft, body: str, **changed: object) -> dict[str, object]:
    """What the draft's form sends."""
    return {"title": "Fares", "audience": draft.audience, "marking": "OFFICIAL", "version": 1, "body": body} | changed


def edit(draft: Draft) -> str:
    return reverse("pages:draft-edit", args=[draft.pk])


def said(response: HttpResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def saves(draft: Draft, by: Person, body: str = BENS, made_on: int = 1, **rest: object) -> saving.Saved:
    words = {"title": "Fares", "audience": draft.audience} | rest
    return saving.save(draft, Words(body=body, **words), made_on=made_on, by=by, at=now())


@pytest.fixture
def page(draft: Draft, ben: Person, browser: Client) -> str:
    """Where Amina is taken when she saves after Ben."""
    saves(draft, ben)
    response = browser.post(edit(draft), typed(draft, AMINAS))
    kept = KeptText.objects.get()
    assert response["Location"] == reverse("pages:draft-take-up", args=[draft.pk, kept.pk])
    return response["Location"]


def test_whoever_changed_other_sentences_is_told_whose_words_theirs_were_put_together_with(
    draft: Draft, ben: Person, hire, browser: Client
):
    saves(draft, ben, BEFORE.replace("hourly", "daily"))
    shown = browser.post(edit(draft), typed(draft, AMINAS), follow=True)
    assert "Your changes were put together with what Ben Hughes saved on" in said(shown)
    assert f'href="/drafts/{draft.pk}/comparison/?earlier=1&amp;later=2">See what they changed</a>' in str(
        shown.content
    )
    assert Draft.objects.get(pk=draft.pk).body == AMINAS.replace("hourly", "daily")

    saves(draft, hire("Nia Powell", "HEO"), AMINAS.replace("hourly", "daily") + "\nAsk.\n", made_on=3)
    shown = browser.post(edit(draft), typed(draft, AMINAS.replace("£2.50", "£4"), version=2), follow=True)
    assert "In 1 place both changed the same sentence" in said(shown)
    shown = browser.post(edit(draft), typed(draft, "First.\n\n" + BEFORE), follow=True)
    assert "with what Nia Powell, you and Ben Hughes saved since you opened the draft." in said(shown)


def test_the_page_shows_both_and_the_text_before(page: str, browser: Client):
    shown = said(browser.get(page))
    assert "Ben Hughes saved version 2 on" in shown
    assert "Before Fares are capped at £2. Yours Fares are capped at £2.50. In the draft now" in shown
    assert "In 1 place both changed the same sentence" in shown
    assert "Your own text is kept for you until" in shown


ANSWERS = {
    "MINE": ({"answer_1": "MINE"}, "Fares are capped at £2.50."),
    "THEIRS": ({"answer_1": "THEIRS"}, "Fares are capped at £3."),
    "BOTH": ({"answer_1": "BOTH"}, "Fares are capped at £2.50. Fares are capped at £3."),
    "WRITE": ({"answer_1": "WRITE", "written_1": "Fares are free."}, "Fares are free."),
}


@pytest.mark.parametrize(("answer", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_is_saved_and_both_texts_stay(page: str, draft: Draft, browser: Client, answer, expected):
    for _ in "twice":
        response = browser.post(page, {"version": 2, **answer})
        assert response["Location"] == draft.get_absolute_url()
    after = Draft.objects.get(pk=draft.pk)
    assert after.body == f"{expected}\n\nBuses run daily.\n"
    assert after.version == (2 if expected in BENS else 3)
    assert KeptText.objects.get().body == AMINAS
    assert after.saves.get(version=2).body == BENS
    assert "and put it together with the draft on" in said(browser.get(page.replace("putting-together/", "")))


def test_an_answer_that_is_missing_is_asked_for_and_nothing_typed_is_lost(page: str, draft: Draft, browser: Client):
    response = browser.post(page, {"version": 2, "written_1": "Words that took an hour."})
    assert response.status_code == 422
    assert "Select which text you want in conflict 1" in said(response)
    assert "Words that took an hour." in said(response)
    shown = browser.post(page, {"version": 2, "answer_1": "BOTH", "preview": "1"})
    assert "Fares are capped at £2.50. Fares are capped at £3. Buses run daily." in said(shown)
    assert Draft.objects.get(pk=draft.pk).version == 2


def test_what_somebody_saves_while_she_decides_is_put_together_too(
    page: str, draft: Draft, ben: Person, browser: Client
):
    saves(draft, ben, BENS + "\nAsk the operator.\n", made_on=2)
    shown = browser.post(page, {"version": 2, "answer_1": "MINE"}, follow=True)
    assert "Your changes were put together with what Ben Hughes saved on" in said(shown)
    body = "Fares are capped at £2.50.\n\nBuses run daily.\n\nAsk the operator.\n"
    assert Draft.objects.get(pk=draft.pk).body == body

    saves(draft, ben, body.replace("£2.50", "£9"), made_on=4)
    again = browser.post(page, {"version": 2, "answer_1": "WRITE", "written_1": "Fares are free."})
    newest = KeptText.objects.latest("pk")
    assert again["Location"] == reverse("pages:draft-take-up", args=[draft.pk, newest.pk])
    assert "Yours Fares are free. In the draft now Fares are capped at £9." in said(browser.get(again["Location"]))


def test_title_marking_and_files_are_chosen_too(draft: Draft, amina: Person, ben: Person, browser: Client):
    marked = stories.SENSITIVE | {"audience": Breadth.TEAM}
    theirs = marked | {"sensitive_because": "Talks could fail.", "title": "Bus fares"}
    saves(draft, ben, BEFORE, **theirs, files=[FILE])
    kept = saves(draft, amina, BEFORE, **marked | {"title": "Coach fares"}, files=[FILE | {"alt": ""}]).kept
    page = reverse("pages:draft-take-up", args=[draft.pk, kept.pk])
    shown = said(browser.get(page))
    assert "Nobody changed the same sentence, but both changed something else" in shown
    assert "Why it is sensitive: yours Operators could learn what we would pay." in shown
    assert "Keep what is in the draft: another file, described as ‘The plan’" in shown
    faults = said(browser.post(page, {"version": 2, "title": ""}))
    for fault in ("Enter a title", "Select which details of the marking you want", "Select which ‘plan.pdf’ you want"):
        assert fault in faults
    browser.post(page, {"version": 2, "title": "Fares for all", "marked": "MINE", "file_1": "THEIRS"})
    after = Draft.objects.get(pk=draft.pk)
    assert (after.title, after.files) == ("Fares for all", [FILE])
    assert after.marked() == stories.SENSITIVE


def test_a_draft_that_cannot_be_written_in_any_more_says_why(page: str, draft: Draft, amina: Person, browser: Client):
    stories.submit(Draft.objects.select_related("space__unit").get(pk=draft.pk), amina)
    copy = page.replace("putting-together/", "")
    assert browser.get(page)["Location"] == copy
    shown = said(browser.get(copy))
    assert "This draft is in review" in shown
    assert AMINAS.split("\n", maxsplit=1)[0] in shown
    assert "Put it together with the draft" not in shown
    response = browser.post(page, {"version": 2, "answer_1": "WRITE", "written_1": "Typed too late."})
    assert "Typed too late." in said(browser.get(response["Location"]))


def test_a_copy_is_thrown_away_once_and_is_nobody_elses(page: str, draft: Draft, ben: Person, browser: Client):
    away = page.replace("putting-together", "throwing-away")
    assert "Nobody can bring the copy back once it is thrown away." in said(browser.get(away))
    other = Client()
    other.force_login(ben)
    assert {other.get(path).status_code for path in (page, away)} == {404}
    assert other.post(away).status_code == 404
    assert browser.post(away)["Location"] == draft.get_absolute_url()
    assert not KeptText.objects.exists()
    assert browser.post(away).status_code == 404


@pytest.mark.parametrize("version", [99, -1, "x", 2**40])
def test_versions_that_never_were_are_no_error_of_ours(page: str, draft: Draft, browser: Client, version: object):
    response = browser.post(page, {"version": version, "answer_1": "MINE"})
    assert response.status_code in {302, 422}
    assert Draft.objects.get(pk=draft.pk).version == 2

"""The forms of fact checks: what is given back, what is refused, and how often somebody may try."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import fact_checks
from apps.clearance.actions.fact_checks import Question
from apps.clearance.models import FactCheck, FactRemark
from apps.clearance.views.outside import WRONG_KEYS
from apps.core.clock import now
from apps.pages.models import Draft
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.clearance.test_fact_checks import ASKED, draft, said

__all__ = ["draft"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"body": " "}, "Enter what is wrong, and why"),
        ({"body": "w" * 4001}, "Your remark must be 4000 characters or fewer"),
        ({"body": "Odd\x00"}, "Remove the hidden character"),
        ({"body": "SECRET"}, "Stop: do not save this here"),
        ({"paragraph": "9"}, "Select a paragraph, or the whole text"),
        ({"paragraph": "x"}, "Select a paragraph, or the whole text"),
        ({"paragraph": ""}, "Select a paragraph, or the whole text"),
    ],
)
def test_a_remark_that_cannot_be_kept_is_told_and_given_back(
    draft: Draft, amina: Person, changed: dict[str, str], sentence: str
) -> None:
    _, path = fact_checks.ask(draft, ASKED, by=amina, at=now())
    typed = {"paragraph": "1", "body": "It was £2.50."} | changed
    response = Client().post(path, typed)
    assert (response.status_code, sentence in said(response)) == (422, True)
    assert typed["body"].strip().replace("\x00", "") in said(response).replace("\x00", "")
    assert not FactRemark.objects.exists()


def test_there_is_an_end_to_remarks(draft: Draft, amina: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.clearance.rules.fact_checks.MOST_REMARKS", 1)
    _, path = fact_checks.ask(draft, ASKED, by=amina, at=now())
    codes = [Client().post(path, {"paragraph": "0", "body": "No."}).status_code for _ in range(2)]
    assert (codes, FactRemark.objects.count()) == ([302, 422], 1)


@pytest.mark.parametrize("key", ["x", "A" * 43, "é" * 43, "a" * 5000, "%00"])
def test_a_wrong_key_leads_nowhere(db: None, key: str) -> None:
    cache.clear()
    response = Client().get(f"/fact-check/{key}/")
    assert (response.status_code, "This link does not work" in said(response)) == (404, True)
    assert response["Referrer-Policy"] == "no-referrer"


def test_whoever_tries_keys_is_stopped(draft: Draft, amina: Person) -> None:
    _, path = fact_checks.ask(draft, ASKED, by=amina, at=now())
    guesser = Client()
    codes = {guesser.get(f"/fact-check/{number}/").status_code for number in range(WRONG_KEYS)}
    assert codes == {404}
    assert (guesser.get("/fact-check/one-more/").status_code, guesser.get(path).status_code) == (429, 429)
    assert Client(REMOTE_ADDR="10.0.0.9").get(path).status_code == 200


COVER = {"name": "Rhys Powell", "email": "rhys@university.example", "question": "Are the fares right?", "days": "14"}


def test_amina_asks_by_the_form_and_sees_the_link_once(draft: Draft, amina: Person) -> None:
    author, new = Client(), reverse("clearance:fact-check-new", args=[draft.pk])
    author.force_login(amina)
    response = author.post(new, COVER)
    (link,) = re.findall(r"http://127.0.0.1:8000(/fact-check/[^<]+)", response.content.decode())
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)
    assert Client().get(link).status_code == 200
    assert link not in author.get(reverse("clearance:fact-checks", args=[draft.pk])).content.decode()
    again = author.post(new, COVER)
    assert (again.status_code, "asked about this version already" in said(again)) == (422, True)
    revoke = reverse("clearance:fact-check-revoke", args=[FactCheck.objects.get().pk])
    assert "has been revoked" in said(author.post(revoke, follow=True))
    assert author.post(revoke).status_code == 403


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Enter their name"),
        ({"email": ""}, "Enter their e-mail address"),
        ({"email": "rhys"}, "Enter an e-mail address in the correct format"),
        ({"email": "rhys@x.example\nBcc: all@x.example"}, "Enter an e-mail address in the correct format"),
        ({"email": "rhýs@x.example"}, "Enter an e-mail address in the correct format"),
        ({"question": ""}, "Enter what you ask them"),
        ({"days": ""}, "Enter how many days"),
        ({"days": "0"}, "How many days must be a number from 1 to 28"),
        ({"days": "29"}, "How many days must be a number from 1 to 28"),
        ({"days": "soon"}, "How many days must be a number from 1 to 28"),
    ],
)
def test_what_cannot_be_asked_is_told(draft: Draft, amina: Person, changed: dict[str, str], sentence: str) -> None:
    author = Client()
    author.force_login(amina)
    response = author.post(reverse("clearance:fact-check-new", args=[draft.pk]), COVER | changed)
    assert (response.status_code, sentence in said(response)) == (422, True)
    assert not FactCheck.objects.exists()


def test_the_list_of_fact_checks_costs_no_more_for_more(
    draft: Draft, amina: Person, django_assert_max_num_queries
) -> None:
    for number in range(5):
        asked = Question("Rhys", f"rhys{number}@x.example", "Right?", 7)
        check, _ = fact_checks.ask(draft, asked, by=amina, at=now())
        fact_checks.remark(check, "No.", at=now())
    author = Client()
    author.force_login(amina)
    with django_assert_max_num_queries(10):
        author.get(reverse("clearance:fact-checks", args=[draft.pk]))


def test_a_paragraph_is_chosen_by_its_plain_words(draft: Draft, amina: Person) -> None:
    written = (
        "## What we *recommend*\n\n| Fare | Cap |\n|---|---|\n| Bus | £2 |\n\nSee [the Act](https://x.example/) & pay."
    )
    kept = stories.write(draft, amina, written, audience=Breadth.DEPARTMENT)
    _, path = fact_checks.ask(kept, ASKED, by=amina, at=now())
    page = said(Client().get(path))
    named = [f"Paragraph {one}" for one in ("1: What we recommend<", "2: Table<", "3: See the Act & pay.<")]
    assert [one in page for one in named] == [True] * 3


def test_a_draft_that_nobody_outside_may_see_says_why(draft: Draft, amina: Person) -> None:
    browser = Client()
    browser.force_login(amina)
    Draft.objects.filter(pk=draft.pk).update(audience=Breadth.TEAM)
    page = said(browser.get(draft.get_absolute_url()))
    assert "This draft is for a team or a directorate alone, so nobody outside may be shown it." in page
    assert reverse("clearance:fact-checks", args=[draft.pk]) not in page

"""Marking a draft OFFICIAL-SENSITIVE: what is asked, who then reads it, and what is never kept at all."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.core.months import months_after
from apps.core.rules import Refused
from apps.pages.actions import drafts, saving
from apps.pages.actions.publishing import Origin, bring_in
from apps.pages.actions.saving import Words
from apps.pages.models import Draft, Imprint, KeptText, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories

DEPARTMENT = "DEPARTMENT FOR RURAL AFFAIRS USE ONLY"
RULE = "OFFICIAL-SENSITIVE text needs a handling instruction"


def day(when: date, name: str = "sensitive_until") -> dict[str, object]:
    return {f"{name}_{part}": getattr(when, part) for part in ("day", "month", "year")}


def typed(draft: Draft, **changed: object) -> dict[str, object]:
    """What the form sends for a text that is marked in full."""
    return {
        "title": draft.title,
        "body": "Our lowest offer.",
        "audience": draft.audience,
        "version": draft.version,
        "marking": "OFFICIAL-SENSITIVE",
        "instruction": "RECIPIENTS ONLY",
        "sensitive_because": "Operators could learn what we would pay.",
        "responsible_role": "Head of rural transport",
        **day(localdate() + timedelta(days=90)),
        **changed,
    }


def said(response) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def draft(space: Space, amina: Person) -> Draft:
    return stories.start(stories.front(space), amina, "Offers")


@pytest.fixture
def browser(client: Client, amina: Person) -> Client:
    client.force_login(amina)
    return client


def save(browser: Client, draft: Draft, **changed: object):
    return browser.post(reverse("pages:draft-edit", args=[draft.pk]), typed(draft, **changed), follow=True)


def test_it_narrows_to_the_fewest_readers_and_says_so(browser: Client, draft: Draft):
    page = said(save(browser, draft))
    draft.refresh_from_db()
    assert (draft.audience, draft.body) == (Breadth.TEAM, "Our lowest offer.")
    assert draft.marked() == {
        "marking": "OFFICIAL-SENSITIVE",
        "handling": "RECIPIENTS ONLY",
        "sensitive_because": "Operators could learn what we would pay.",
        "responsible_role": "Head of rural transport",
        "sensitive_until": localdate() + timedelta(days=90),
    }
    assert "You have marked this OFFICIAL-SENSITIVE, so fewer people will read it: Team only." in page


def test_more_readers_are_kept_once_somebody_has_chosen_them(browser: Client, draft: Draft):
    save(browser, draft)
    draft.refresh_from_db()
    assert "fewer people will read it" not in said(save(browser, draft, audience=Breadth.DIRECTORATE))
    draft.refresh_from_db()
    assert draft.audience == Breadth.DIRECTORATE


def test_those_chosen_in_the_same_breath_are_kept_too(browser: Client, draft: Draft):
    save(browser, draft, audience=Breadth.DEPARTMENT)
    draft.refresh_from_db()
    assert draft.audience == Breadth.DEPARTMENT


def test_it_is_never_for_all_of_government(browser: Client, draft: Draft):
    response = save(browser, draft, audience=Breadth.GOVERNMENT)
    assert response.status_code == 422
    assert "OFFICIAL-SENSITIVE text cannot be for all of government" in said(response)
    assert "Our lowest offer." in said(response)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"instruction": ""}, "Enter a handling instruction for OFFICIAL-SENSITIVE"),
        ({"instruction": "OWN"}, "Enter a handling instruction for OFFICIAL-SENSITIVE"),
        ({"instruction": "EAT AFTER READING"}, "Select a handling instruction from the list"),
        ({"instruction": "OWN", "handling": "SECRET"}, "Stop: do not save this here"),
        ({"instruction": "OWN", "handling": "x" * 201}, "Handling instruction must be 200 characters or fewer"),
        ({"sensitive_because": " "}, "Enter why it is sensitive"),
        ({"responsible_role": ""}, "Enter which role answers for the marking"),
        ({"descriptors": ["GOSSIP"]}, "Select from the list what kind of material it is"),
        (day(localdate()), "The day to look at the marking again must be in the future"),
        (
            day(months_after(localdate(), 12) + timedelta(days=1)),
            "The day to look at the marking again must be at most 12 months ahead",
        ),
        (
            {"sensitive_until_day": "", "sensitive_until_month": "", "sensitive_until_year": ""},
            "Enter when to look at the",
        ),
        ({"sensitive_until_month": "13"}, "The day to look at the marking again must be a real date"),
    ],
)
def test_what_is_missing_or_wrong_is_asked_for_and_nothing_typed_is_lost(
    browser: Client, draft: Draft, changed: dict[str, object], error: str
):
    response = save(browser, draft, **changed)
    assert response.status_code == 422
    page = said(response)
    assert error in page
    assert "Our lowest offer." in page
    draft.refresh_from_db()
    assert (draft.version, draft.marking) == (1, "OFFICIAL")


def test_the_organisation_and_the_kind_of_material_stand_in_the_handling_instruction(browser: Client, draft: Draft):
    save(browser, draft, instruction=DEPARTMENT, descriptors=["COMMERCIAL", "LEGAL"])
    draft.refresh_from_db()
    assert draft.handling == f"[COMMERCIAL] [LEGAL] {DEPARTMENT}"
    assert draft.marking_line == f"OFFICIAL-SENSITIVE: [COMMERCIAL] [LEGAL] {DEPARTMENT}"
    page = said(browser.get(reverse("pages:draft-edit", args=[draft.pk])))
    checked = [line for line in page.splitlines() if "checked" in line]
    assert [f'value="{value}"' in " ".join(checked) for value in (DEPARTMENT, "COMMERCIAL", "LEGAL", "HR")] == [
        True,
        True,
        True,
        False,
    ]


def test_own_words_are_given_back_as_they_were_typed(browser: Client, draft: Draft):
    save(browser, draft, instruction="OWN", handling="Ask Legal before you pass it on")
    draft.refresh_from_db()
    assert draft.handling == "Ask Legal before you pass it on"
    page = said(browser.get(reverse("pages:draft-edit", args=[draft.pk])))
    assert 'value="Ask Legal before you pass it on"' in page


def test_what_goes_with_a_marking_is_let_go_of_where_it_is_official(browser: Client, draft: Draft):
    wrong = {"marking": "OFFICIAL", "sensitive_until_month": "13", "responsible_role": "x" * 200, "instruction": "OWN"}
    assert save(browser, draft, **wrong).status_code == 200
    draft.refresh_from_db()
    assert draft.marked() == {
        "marking": "OFFICIAL",
        "handling": "",
        "sensitive_because": "",
        "responsible_role": "",
        "sensitive_until": None,
    }


@pytest.mark.parametrize(("field", "words"), [("title", "Plan (SECRET)"), ("body", "Fares.\n\nUK TOP SECRET\n")])
def test_nothing_marked_secret_is_kept_in_any_way(browser: Client, draft: Draft, amina: Person, field: str, words: str):
    """Not as a draft, nor aside as what came too late, and by no other way in than the form either."""
    response = save(browser, draft, marking="OFFICIAL", version=0, **{field: words})
    assert response.status_code == 422
    assert "tell your department’s security team now" in said(response)
    kept = {"title": "Offers", "body": "Fares.", field: words}
    with pytest.raises(Refused, match="Stop: do not save this here"):
        saving.save(draft, Words(**kept, audience=20), made_on=0, by=amina, at=now())
    origin = Origin(stories.front(draft.space), "offers-2", "old.example")
    with pytest.raises(Refused, match="Stop: do not save this here"):
        bring_in(None, Draft(**kept, audience=20), origin=origin, by=amina, at=now())
    draft.refresh_from_db()
    assert (draft.version, KeptText.objects.count()) == (1, 0)


def test_no_page_is_begun_under_a_title_marked_secret(browser: Client, space: Space, amina: Person):
    response = browser.post(reverse("pages:page-new", args=[stories.front(space).pk]), {"title": "TOP SECRET plan"})
    assert response.status_code == 422
    with pytest.raises(Refused, match="Stop: do not save this here"):
        drafts.start_new(stories.front(space), "TOP SECRET plan", template=None, by=amina, at=now())


def test_a_text_that_is_not_marked_in_full_is_not_submitted(draft: Draft, amina: Person):
    bare = Words("Offers", "Our lowest offer.", Breadth.TEAM, "OFFICIAL-SENSITIVE", "RECIPIENTS ONLY")
    saved = saving.save(draft, bare, made_on=1, by=amina, at=now()).draft
    with pytest.raises(Refused, match=RULE):
        stories.submit(saved, amina)
    late = {**stories.SENSITIVE, "sensitive_until": localdate()}
    saved = saving.save(saved, Words("Offers", "Ours.", Breadth.TEAM, **late), made_on=2, by=amina, at=now()).draft
    with pytest.raises(Refused, match="The day to look at the marking again has come"):
        stories.submit(saved, amina)


def sensitive_page(space: Space, amina: Person, ben: Person) -> Page:
    draft = stories.start(stories.front(space), amina, "Offers")
    words = Words("Offers", "Our lowest offer.", Breadth.TEAM, **stories.SENSITIVE)
    saved = saving.save(draft, words, made_on=1, by=amina, at=now()).draft
    deciding.clear(stories.submit(saved, amina), by=ben, at=now())
    return Page.objects.select_related("space__unit").get(title="Offers")


def test_a_marking_is_lowered_by_a_second_person_who_is_told_what_it_means(
    space: Space, amina: Person, ben: Person, client: Client
):
    page = sensitive_page(space, amina, ben)
    lower = stories.write(drafts.start(page, by=amina, at=now()), amina, "What we paid.")
    submission = stories.submit(lower, amina)
    assert submission.lowers_marking()
    client.force_login(ben)
    assert "This would lower the marking" in said(client.get(submission.get_absolute_url()))
    with pytest.raises(Refused, match="You wrote in this draft"):
        deciding.clear(submission, by=amina, at=now())
    deciding.clear(submission, by=ben, at=now())
    page.refresh_from_db()
    assert page.marking == "OFFICIAL"


def test_an_import_lowers_no_marking(space: Space, amina: Person, ben: Person):
    page = sensitive_page(space, amina, ben)
    Page.objects.filter(pk=page.pk).update(imported_from="old.example")
    page.edition.__class__.objects.filter(pk=page.edition_id).update(provenance="old.example")
    origin = Origin(stories.front(space), "offers", "old.example")
    with pytest.raises(Refused, match="would lower the page’s marking"):
        bring_in(page, Draft(title="Offers", body="Ours.", audience=10), origin=origin, by=amina, at=now())
    same = Draft(title="Offers", body="Ours.", audience=10, **stories.SENSITIVE)
    assert bring_in(page, same, origin=origin, by=amina, at=now()).marked() == stories.SENSITIVE


def test_the_page_says_why_it_is_sensitive_and_when_its_marking_was_due(
    space: Space, amina: Person, ben: Person, client: Client
):
    page = sensitive_page(space, amina, ben)
    client.force_login(ben)
    shown = said(client.get(page.get_absolute_url()))
    for words in ("Operators could learn what we would pay.", "Head of rural transport", "Marked until"):
        assert words in shown
    assert "due to be looked at again" not in shown
    Page.objects.filter(pk=page.pk).update(sensitive_until=localdate())
    Imprint.advance()
    assert "Its marking is due to be looked at again" in said(client.get(page.get_absolute_url()))

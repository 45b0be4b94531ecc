"""Text that is not saved, on the screens: kept while it is typed, offered again with one choice, never mislaid."""

import json

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from apps.core.clock import now
from apps.pages.actions import presence, unfinished
from apps.pages.models import Draft, KeptText, PlainWriter, Presence
from apps.people.models import Person
from tests import stories

BEFORE = "Fares are capped.\n\nBuses run hourly.\n"
NOTICE = "You have text here that is not saved"


@pytest.fixture
def draft(space, amina: Person) -> Draft:
    return stories.start(stories.front(space), amina, "Fares", BEFORE)


@pytest.fixture
def browser(client: Client, amina: Person) -> Client:
    client.force_login(amina)
    return client


def at(name: str, draft: Draft) -> str:
    return reverse(f"pages:{name}", args=[draft.pk])


def form(draft: Draft, body: str, **changed: object) -> dict[str, object]:
    said = {"title": draft.title, "body": body, "audience": draft.audience, "marking": draft.marking}
    return said | {"version": draft.version, "typed_in": "desk"} | changed


def keep(browser: Client, draft: Draft, body: str, **changed: object) -> tuple[int, str]:
    answer = browser.post(at("draft-keep", draft), form(draft, body, **changed))
    return answer.status_code, json.loads(answer.content)["because"]


def test_from_the_first_pause_to_the_save(browser: Client, draft: Draft, ben: Person):
    assert keep(browser, draft, "Fares are free.\n\nBuses run hourly.\n") == (200, "")
    stories.write(draft, ben, BEFORE.replace("hourly", "daily"))
    for page in (
        reverse("desk:home"),
        at("draft", draft),
        at("draft-edit", draft),
        reverse("clearance:submit", args=[draft.pk]),
    ):
        assert "text" in browser.get(page).text
        assert ("not saved" in browser.get(page).text) is True
    opened = browser.get(at("draft-carry-on", draft))
    shown = opened.context["form"]
    assert NOTICE not in opened.text
    assert (shown["body"].value(), shown["version"].value()) == ("Fares are free.\n\nBuses run hourly.\n", 1)
    sent = {name: shown[name].value() for name in ("version", "typed_in", "opened_with")}
    answer = browser.post(at("draft-edit", draft), form(draft, shown["body"].value(), **sent), follow=True)
    assert "not saved" not in answer.text
    draft.refresh_from_db()
    assert draft.body == "Fares are free.\n\nBuses run daily.\n"
    assert not KeptText.objects.exists()


def test_whoever_changed_the_title_alone_carries_on_with_the_text_as_it_is_now(
    browser: Client, draft: Draft, ben: Person
):
    keep(browser, draft, BEFORE, title="Bus fares")
    stories.write(draft, ben, "Fares are free.\n")
    shown = browser.get(at("draft-carry-on", draft)).context["form"]
    assert [shown[name].value() for name in ("title", "body", "version")] == ["Bus fares", "Fares are free.\n", 1]
    browser.post(at("draft-edit", draft), form(draft, "Fares are free.\n", title="Bus fares", version=1))
    draft.refresh_from_db()
    assert (draft.title, draft.body) == ("Bus fares", "Fares are free.\n")


def test_what_is_half_done_is_kept_as_far_as_it_goes(browser: Client, draft: Draft):
    half = {"title": "", "marking": "OFFICIAL-SENSITIVE", "instruction": "OWN", "handling": "Not for", "audience": ""}
    assert keep(browser, draft, "Half a", sensitive_until_day="3", sensitive_because="Because", **half) == (200, "")
    kept = KeptText.objects.get()
    assert (kept.title, kept.body, kept.marking, kept.handling) == ("", "Half a", "OFFICIAL-SENSITIVE", "Not for")
    assert (kept.audience, kept.sensitive_because, kept.sensitive_until) == (draft.audience, "Because", None)
    assert browser.get(at("draft-carry-on", draft)).status_code == 200
    assert browser.get(at("draft", draft)).status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": "x" * 500}, "Title must be"),
        ({"body": "Marked SECRET"}, "SECRET"),
        ({"body": "\x00"}, "line 1"),
        ({"version": "nought"}, "Open the draft again"),
        (
            {"marking": "OFFICIAL-SENSITIVE", "instruction": "OWN", "handling": "x" * 300},
            "Handling instruction must be",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(browser: Client, draft: Draft, changed, sentence: str):
    status, because = keep(browser, draft, **{"body": "Words."} | changed)
    assert status in (403, 422)
    assert sentence in because
    assert not KeptText.objects.exists()


def test_thrown_away_it_is_under_your_text(browser: Client, draft: Draft):
    keep(browser, draft, "Half a thought")
    answer = browser.post(at("draft-put-away", draft), follow=True)
    assert NOTICE not in answer.text
    assert "Thrown away. If you want it back" in answer.text
    assert KeptText.objects.set_aside().get().body == "Half a thought"
    assert browser.get(at("draft-carry-on", draft)).url == at("draft-edit", draft)


def test_on_a_draft_that_was_submitted_it_can_be_read(browser: Client, draft: Draft, amina: Person, ben: Person):
    keep(browser, draft, "Half a thought")
    stories.submit(draft, ben)
    status, because = keep(browser, draft, "Half a thought, finished")
    assert (status, because[:27]) == (200, "This draft is in review, so")
    page = browser.get(at("draft-carry-on", draft))
    assert "Half a thought, finished" in page.text
    assert "<textarea" not in page.text


def test_a_form_sent_back_for_an_error_is_not_said_to_be_left_behind(browser: Client, draft: Draft):
    keep(browser, draft, "Fares are free.")
    answer = browser.post(at("draft-edit", draft), form(draft, "Fares are free.", title=""))
    assert (answer.status_code, NOTICE in answer.text) == (422, False)
    assert 'value="desk"' in answer.text
    assert NOTICE in browser.get(at("draft-edit", draft)).text


@override_settings(LIVE_DRAFTING=True)
def test_how_somebody_writes_is_one_click_and_is_remembered(browser: Client, draft: Draft, amina: Person):
    page = at("draft-edit", draft)
    assert "data-live=" in browser.get(page).text
    assert browser.post(at("draft-way", draft), {"plain": "1"}).url == page
    assert PlainWriter.objects.get().person == amina
    assert "data-live=" not in browser.get(page).text
    keep(browser, draft, "Half a thought")
    assert browser.post(at("draft-way", draft), {"live": "1"}).url == page
    assert "data-live=" in browser.get(page).text
    assert "data-live=" not in browser.get(at("draft-carry-on", draft)).text
    assert browser.post(at("draft-way", draft), {"plain": "1"}).url == at("draft-carry-on", draft)


def test_who_opens_the_form_is_seen_by_the_others_until_they_save_or_leave(browser: Client, draft: Draft, ben: Person):
    presence.note(draft, by=ben, at=now())
    writing = "<strong>Ben Hughes</strong> is writing in this draft now"
    assert writing in browser.get(at("draft", draft)).text
    assert not Presence.objects.exclude(person=ben).exists()
    assert writing in browser.get(at("draft-edit", draft)).text
    for page in (reverse("clearance:submit", args=[draft.pk]), at("draft-discard", draft)):
        assert "Ben Hughes is writing in this draft now. What they type after" in browser.get(page).text
    others = Client()
    others.force_login(ben)
    answer = others.post(at("draft-here", draft))
    assert answer.text.count("<li") == 1
    assert "<strong>Amina Osei</strong> is writing in this draft now" in answer.text
    browser.post(at("draft-left", draft))
    assert "Amina" not in others.post(at("draft-here", draft)).text
    browser.get(at("draft-edit", draft))
    browser.post(at("draft-edit", draft), form(draft, "Fares are free."))
    assert "Amina" not in others.post(at("draft-here", draft)).text


def test_what_is_unfinished_in_a_space_one_has_left_is_not_on_the_desk(browser: Client, draft: Draft, carys: Person):
    text = unfinished.keep(
        draft,
        unfinished.Words(draft.title, "Half", draft.audience),
        made_on=1,
        form=unfinished.OpenForm("desk"),
        by=draft.opened_by,
        at=now(),
    )
    KeptText.objects.filter(pk=text.pk).update(by=carys)
    elsewhere = Client()
    elsewhere.force_login(carys)
    assert "not saved" not in elsewhere.get(reverse("desk:home")).text

"""The page is published again while a draft of it is open: the draft is brought up to date and no word is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import drafts, rebasing
from apps.pages.actions.saving import Words
from apps.pages.choices import DraftState
from apps.pages.models import Draft, DraftSave, KeptText, Page
from apps.pages.queries.pages import writers_of
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from tests import stories

BEFORE = "Fares are capped at £2.\n\nBuses run hourly. Children travel free.\n\nAsk the operator.\n"
OURS = "Fares are capped at £3.\n\nBuses run hourly. Children under 12 travel free.\n\nAsk the operator.\n"
THEIRS = "Fares are capped at £2.50.\n\nBuses run every two hours. Children travel free.\n\nAsk the operator.\n"
MERGED = "{}\n\nBuses run every two hours. Children under 12 travel free.\n\nAsk the operator.\n"


@pytest.fixture
def page(space, amina: Person, ben: Person) -> Page:
    return stories.publish(stories.front(space), amina, ben, "Fares", BEFORE)


@pytest.fixture
def draft(page: Page, amina: Person) -> Draft:
    return stories.write(drafts.start(page, by=amina, at=now()), amina, OURS)


def overtake(page: Page, by: Person, cleared_by: Person, body: str = THEIRS, **changes: object) -> Page:
    """An urgent draft of the page is published while its usual one is open."""
    urgent = stories.write(drafts.start(page, by=by, at=now(), is_urgent=True), by, body, **changes)
    deciding.clear(stories.submit(urgent, by, "The operators changed the cap."), by=cleared_by, at=now())
    return Page.objects.select_related("space__unit", "edition").get(pk=page.pk)


def afresh(draft: Draft) -> Draft:
    return Draft.objects.select_related("page__edition", "base", "first_base", "space__unit").get(pk=draft.pk)


def address(draft: Draft) -> str:
    return reverse("pages:draft-rebase", args=[draft.pk])


def sent(draft: Draft, page: Page, **said: object) -> dict[str, object]:
    """What the form sends: the texts it showed, and the answers."""
    return {"version": draft.version, "base": draft.base.number, "onto": page.edition.number} | said


@pytest.fixture
def browser(amina: Person, client: Client) -> Client:
    client.force_login(amina)
    return client


def test_the_draft_says_that_its_page_moved_on(page, draft, amina, ben, hire, browser):
    assert "was published again" not in browser.get(draft.get_absolute_url()).content.decode()
    overtake(page, hire("Nia Powell", "HEO"), ben)
    for path in (draft.get_absolute_url(), reverse("pages:draft-edit", args=[draft.pk])):
        said = browser.get(path).content.decode()
        assert "The page was published again on" in said
        assert f'href="{address(draft)}">Bring the draft up to date</a>' in said
    with pytest.raises(Refused, match="Bring the draft up to date before you submit it"):
        stories.submit(afresh(draft), amina)


def test_the_page_shows_what_came_from_where_and_asks_only_where_both_changed_a_sentence(
    page, draft, ben, hire, browser
):
    overtake(page, hire("Nia Powell", "HEO"), ben)
    response = browser.get(address(draft))
    assert response.status_code == 200
    kinds = [(asked.part.kind, asked.part.piece.text.strip()) for asked in response.context["form"].pieces()]
    assert [kind for kind, text in kinds if text] == ["conflict", "theirs", "ours", "same"]
    said = response.content.decode()
    for words in ("Fares are capped at £2.<", "Fares are capped at £3.<", "Fares are capped at £2.50.<"):
        assert words in said
    assert "In 1 place both changed the same sentence" in said
    assert "‘The operators changed the cap.’" in said


ANSWERS = {
    "MINE": ({"answer_1": "MINE"}, "Fares are capped at £3."),
    "THEIRS": ({"answer_1": "THEIRS"}, "Fares are capped at £2.50."),
    "BOTH": ({"answer_1": "BOTH"}, "Fares are capped at £3. Fares are capped at £2.50."),
    "WRITE": ({"answer_1": "WRITE", "written_1": "Fares are free."}, "Fares are free."),
}


@pytest.mark.parametrize(("said", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_becomes_the_next_version_of_the_draft(page, draft, amina, ben, hire, browser, *, said, expected):
    nia = hire("Nia Powell", "HEO")
    moved = overtake(page, nia, ben)
    response = browser.post(address(draft), sent(draft, moved, **said))
    assert (response.status_code, response["Location"]) == (302, draft.get_absolute_url())

    after = afresh(draft)
    assert after.body == MERGED.format(expected)
    assert (after.version, after.base, after.first_base_id) == (2, moved.edition, draft.base_id)
    assert not after.has_page_moved_on
    event = Event.objects.get(verb="pages.draft_rebased")
    assert (event.actor_name, event.details) == ("Amina Osei", {"version": 2, "from": 1, "onto": 2})
    # Law 3 looks back to what the draft started from, so whoever wrote in between is barred too.
    assert list(writers_of(after)) == sorted({amina, nia}, key=lambda one: one.name)
    deciding.clear(stories.submit(after, amina), by=ben, at=now())
    assert afresh(draft).state == DraftState.PUBLISHED
    assert Page.objects.get(pk=page.pk).edition.body == MERGED.format(expected)


FAULTS = {
    "no answer": ({}, "Select which text you want in conflict 1"),
    "nothing written": ({"answer_1": "WRITE", "written_1": " "}, "Enter your own text for conflict 1"),
    "words that would be passed over": (
        {"answer_1": "MINE", "written_1": "Words that took an hour."},
        "You wrote your own text for conflict 1. Select ‘Write it in the box below’, or empty the box",
    ),
    "hidden characters": ({"answer_1": "WRITE", "written_1": "Free\u202e."}, "Remove the hidden character U+202E"),
}


@pytest.mark.parametrize(("said", "fault"), FAULTS.values(), ids=FAULTS)
def test_bad_input_gets_a_sentence_and_stays(page, draft, ben, hire, browser, *, said, fault):
    moved = overtake(page, hire("Nia Powell", "HEO"), ben)
    response = browser.post(address(draft), sent(draft, moved, **said))
    assert response.status_code == 422
    shown = response.content.decode()
    assert fault in shown
    assert said.get("written_1", "") in shown
    assert afresh(draft).version == draft.version


def test_a_preview_shows_the_merged_page_and_saves_nothing(page, draft, ben, hire, browser):
    moved = overtake(page, hire("Nia Powell", "HEO"), ben)
    response = browser.post(address(draft), sent(draft, moved, answer_1="THEIRS", preview="1"))
    assert response.status_code == 200
    assert "<p>Buses run every two hours. Children under 12 travel free.</p>" in response.content.decode()
    assert afresh(draft).version == draft.version


def test_what_was_put_together_is_kept_when_a_colleague_saved_first(page, draft, amina, ben, hire, browser):
    moved = overtake(page, hire("Nia Powell", "HEO"), ben)
    stories.write(afresh(draft), ben, OURS + "\nBen adds a line.\n")
    response = browser.post(address(draft), sent(draft, moved, answer_1="THEIRS"))
    kept = KeptText.objects.get()
    assert response["Location"] == reverse("pages:draft-kept", args=[draft.pk, kept.pk])
    assert (kept.body, kept.by) == (MERGED.format("Fares are capped at £2.50."), amina)
    assert afresh(draft).base == draft.base
    assert "Ben Hughes saved this draft" in browser.get(response["Location"]).content.decode()


def test_what_was_put_together_is_kept_when_the_page_was_published_once_more(page, draft, ben, hire, browser):
    nia = hire("Nia Powell", "HEO")
    moved = overtake(page, nia, ben)
    overtake(moved, nia, ben, "Fares are gone.\n")
    response = browser.post(address(draft), sent(draft, moved, answer_1="THEIRS"))
    kept = KeptText.objects.get()
    assert kept.body == MERGED.format("Fares are capped at £2.50.")
    assert "was published again while you put the texts together" in browser.get(response["Location"]).content.decode()


def test_pressing_twice_saves_once(page, draft, amina, ben, hire, browser):
    moved = overtake(page, hire("Nia Powell", "HEO"), ben)
    words = sent(draft, moved, answer_1="MINE")
    browser.post(address(draft), words)
    response = browser.post(address(draft), words)
    assert response["Location"] == draft.get_absolute_url()
    assert (afresh(draft).version, KeptText.objects.count(), DraftSave.objects.filter(draft=draft).count()) == (2, 0, 3)


def test_a_draft_that_is_up_to_date_has_nothing_to_bring(page, draft, browser, amina):
    said = browser.get(address(draft)).content.decode()
    assert "This draft changes what readers see now already, so it is up to date." in said
    words = Words(draft.title, "Anything.", draft.audience)
    kept = rebasing.bring_up_to_date(draft, words, onto=page.edition, made_on=draft.version, by=amina, at=now())
    assert isinstance(kept.kept, KeptText)


def test_titles_are_chosen_by_a_person_where_both_changed_them(page, draft, amina, ben, hire, browser):
    draft = stories.write(draft, amina, draft.body, title="Bus fares")
    moved = overtake(page, hire("Nia Powell", "HEO"), ben, BEFORE, title="The fare cap")
    said = browser.get(address(draft)).content.decode()
    assert "The fare cap" in said
    browser.post(address(draft), sent(draft, moved, title="Bus fares and the cap"))
    after = afresh(draft)
    assert (after.title, after.body, after.base) == ("Bus fares and the cap", OURS, moved.edition)


def test_readers_that_publishing_narrowed_stay_few(page, draft, ben, hire, browser):
    moved = overtake(page, hire("Nia Powell", "HEO"), ben, BEFORE, audience=Breadth.TEAM)
    assert "Team only (in the draft now: Directorate)" in browser.get(address(draft)).content.decode()
    browser.post(address(draft), sent(draft, moved))
    assert afresh(draft).audience == Breadth.TEAM


@pytest.mark.parametrize(
    "tampered", [{"version": 99}, {"base": 99}, {"onto": 99}, {"onto": "x"}, {"version": -1}, {"base": 0}]
)
def test_texts_that_never_were_are_no_error_of_ours(page, draft, ben, hire, browser, tampered):
    moved = overtake(page, hire("Nia Powell", "HEO"), ben)
    response = browser.post(address(draft), sent(draft, moved, answer_1="MINE") | tampered)
    assert response.status_code in {200, 422}
    assert afresh(draft).version == draft.version


def test_others_find_no_such_draft(page, draft, ben, hire, dev, client):
    overtake(page, hire("Nia Powell", "HEO"), ben)
    client.force_login(dev)
    assert client.get(address(draft)).status_code == 404
    assert client.post(address(draft), {}).status_code == 404

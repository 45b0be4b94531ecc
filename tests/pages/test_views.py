"""What people send to the forms of drafting besides what they should: told in a sentence, and nothing typed is lost."""

from datetime import timedelta
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.pages.actions import drafts, saving
from apps.pages.actions.saving import Words
from apps.pages.choices import Marking
from apps.pages.models import Draft, KeptText, Page, Space
from apps.people.actions import end_posting
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.actions import SYSTEM
from tests import stories

HUGE = 99999999999999999999


def browser_of(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


@pytest.fixture
def as_amina(amina: Person) -> Client:
    return browser_of(amina)


@pytest.fixture
def draft(space: Space, amina: Person) -> Draft:
    return stories.start(stories.front(space), amina)


def words(draft: Draft, **changed: object) -> dict[str, object]:
    """What the draft's form sends."""
    sent = {name: getattr(draft, name) for name in ("title", "body", "audience", "marking", "handling", "version")}
    return {**sent, "save": "1", **changed}


def said(response: HttpResponse) -> str:
    return " ".join(unescape(response.content.decode()).split())


def leave_a_second_ago(person: Person) -> None:
    at = now()
    second_ago = at - timedelta(seconds=1)
    for posting in person.postings.all():
        end_posting(posting, ends_at=second_ago, by=SYSTEM, at=at, because="Moved on.")


def test_a_stale_form_gets_a_page_with_both_texts(draft: Draft, as_amina: Client, ben: Person):
    stories.write(draft, ben, "Three pounds, says Ben.")
    response = as_amina.post(
        reverse("pages:draft-edit", args=[draft.pk]), words(draft, body="Four.", version=1), follow=True
    )
    assert "In 1 place both changed the same sentence" in said(response)
    assert "Three pounds, says Ben." in said(response)
    assert "Four." in said(response)
    form = {"version": 2, "answer_1": "WRITE", "written_1": "Three or four."}
    assert as_amina.post(response.redirect_chain[-1][0], form).url == draft.get_absolute_url()
    assert Draft.objects.get(pk=draft.pk).body == "Three or four."


def test_a_kept_text_shows_that_readers_and_marking_differ_too(draft: Draft, as_amina: Client, ben: Person):
    narrower = Words("Fares", "Ben’s.", Breadth.TEAM, Marking.SENSITIVE, "Team only.")
    saving.save(draft, narrower, made_on=1, by=ben, at=now())
    edit = reverse("pages:draft-edit", args=[draft.pk])
    as_amina.post(edit, words(draft, body="Amina’s."))
    page = said(as_amina.get(reverse("pages:draft-kept", args=[draft.pk, KeptText.objects.get().pk])))
    assert "Directorate (in the draft now: Team only)" in page
    assert "OFFICIAL (in the draft now: OFFICIAL-SENSITIVE: TEAM ONLY.)" in page


def test_the_same_form_sent_twice_is_one_save_and_one_page(space: Space, draft: Draft, as_amina: Client):
    edit = reverse("pages:draft-edit", args=[draft.pk])
    form = words(draft, body="Once.")
    assert [as_amina.post(edit, form).url for _ in range(2)] == [draft.get_absolute_url()] * 2
    assert draft.saves.filter(version__gt=0).count() == 2
    new = reverse("pages:page-new", args=[stories.front(space).pk])
    assert len({as_amina.post(new, {"title": "Passes"}).url for _ in range(2)}) == 1


BAD_WORDS = [
    ({"title": ""}, "Enter a title"),
    ({"title": "   "}, "Enter a title"),
    ({"title": "x" * 600}, "Title must be 200 characters or fewer"),
    ({"title": "Fa\x00res"}, "Remove the hidden character U+0000 on line 1"),
    ({"body": "One\nTwo\x00"}, "Remove the hidden character U+0000 on line 2"),
    ({"body": "Pay \u202eevoba\u202c"}, "Remove the hidden character U+202E on line 1"),
    ({"audience": "99"}, "Select who can read it from the list"),
    ({"audience": ""}, "Select who can read it"),
    ({"audience": str(HUGE)}, "Select who can read it from the list"),
    ({"marking": "SECRET"}, "Select OFFICIAL or OFFICIAL-SENSITIVE"),
    ({"marking": "OFFICIAL-SENSITIVE"}, "Enter a handling instruction for OFFICIAL-SENSITIVE"),
    ({"version": ""}, "Open the draft again"),
    ({"version": "latest"}, "Open the draft again"),
    ({"version": "-1"}, "Open the draft again"),
    ({"version": str(HUGE)}, "Open the draft again"),
    ({"body": "> " * 500 + "deep"}, "Use fewer levels."),
    ({"body": "x" * 300_000}, "A page can be at most 200 KB"),
]


@pytest.mark.parametrize(("changed", "sentence"), BAD_WORDS, ids=range(len(BAD_WORDS)))
@pytest.mark.parametrize("button", ["save", "preview"])
def test_what_cannot_be_saved_is_told_and_nothing_typed_is_lost(
    draft: Draft, as_amina: Client, changed: dict[str, str], sentence: str, button: str
):
    form = words(draft, **{"title": "Fares typed here", "body": "Body typed here.", **changed})
    form.pop("save")
    response = as_amina.post(reverse("pages:draft-edit", args=[draft.pk]), {**form, button: "1"})
    assert response.status_code == 422
    assert sentence in said(response)
    kept = unescape(response.content.decode())
    assert " ".join(form["title"].split()).replace("\x00", "") in " ".join(kept.split()).replace("\x00", "")
    assert form["body"][-100:].strip() in kept
    assert Draft.objects.get(pk=draft.pk).version == 1


@pytest.mark.parametrize("title", ["Tocynnau bws yng Ngŵyr", "🚌 Buses", "公交车", "Ça va – ‘yes’"])
def test_titles_in_every_script_make_pages(space: Space, as_amina: Client, amina: Person, ben: Person, title: str):
    front = stories.front(space)
    as_amina.post(reverse("pages:page-new", args=[front.pk]), {"title": title})
    draft = Draft.objects.get(parent=front)
    assert as_amina.post(reverse("pages:draft-edit", args=[draft.pk]), words(draft, body=title)).status_code == 302
    draft.refresh_from_db()
    deciding.clear(stories.submit(draft, amina), by=ben, at=now())
    page = Page.objects.get(parent=front)
    assert said(as_amina.get(page.get_absolute_url())).count(title) >= 3


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": "  "}, "Enter a title"),
        ({"title": "y" * 600}, "Title must be 200 characters or fewer"),
        ({"title": "Bad\x00title"}, "Remove the hidden character U+0000"),
        ({"title": "Fares"}, "There is already a page at that address. Choose a different title."),
        ({"title": "Taxis", "template": HUGE}, "Select a template from the list"),
        ({"title": "Taxis", "template": "x"}, "Select a template from the list"),
    ],
)
def test_a_new_page_that_cannot_be_started(fares: Page, as_amina: Client, sent: dict[str, str], sentence: str):
    new = reverse("pages:page-new", args=[stories.front(fares.space).pk])
    response = as_amina.post(new, sent)
    assert response.status_code == 422
    assert sentence in said(response)
    assert sent["title"].strip().replace("\x00", "") in said(response).replace("\x00", "")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": "Rural buses"}, "There is already a space at that address. Choose a different title."),
        ({"title": "z" * 600}, "Title must be 120 characters or fewer"),
        ({"unit": HUGE}, "Select a unit you are posted in now"),
        ({"unit": "x\x00"}, "Null characters are not allowed."),
        ({"kind": "CLUB"}, "Select a kind of space"),
        ({"audience": "15"}, "Select who can read it from the list"),
    ],
)
def test_a_space_that_cannot_be_opened(space: Space, as_amina: Client, changed: dict[str, str], sentence: str):
    form = {"title": "Taxis", "unit": space.unit_id, "kind": "POLICY", "audience": 20, **changed}
    response = as_amina.post(reverse("pages:space-open"), form)
    assert response.status_code == 422
    assert sentence in said(response)
    assert form["title"] in said(response)
    assert Space.objects.count() == 1


def test_words_typed_by_somebody_whose_posting_has_just_ended_are_given_back(draft: Draft, ben: Person):
    client = browser_of(ben)
    edit = reverse("pages:draft-edit", args=[draft.pk])
    assert client.get(edit).status_code == 200
    leave_a_second_ago(ben)
    response = client.post(edit, words(draft, title="Ben's title", body="Ben's last words."))
    assert response.status_code == 404
    assert "What you typed" in said(response)
    assert "Ben's title" in said(response)
    assert "Ben's last words." in said(response)
    assert "Fares are capped at two pounds." not in said(response)


def test_words_typed_while_the_draft_was_discarded_or_submitted_are_kept(draft: Draft, as_amina: Client, ben: Person):
    drafts.discard(draft, by=ben, at=now())
    edit = reverse("pages:draft-edit", args=[draft.pk])
    response = as_amina.post(edit, words(draft, body="Too late."), follow=True)
    assert "This draft was discarded." in said(response)
    assert "Too late." in said(response)
    assert KeptText.objects.get().body == "Too late."


def test_somebody_elses_draft_is_not_there(draft: Draft, carys: Person):
    response = browser_of(carys).post(reverse("pages:draft-edit", args=[draft.pk]), words(draft, body="Mine now."))
    assert response.status_code == 404
    assert "Mine now." in said(response)
    assert Draft.objects.get(pk=draft.pk).version == 1


def test_five_megabytes_are_refused_with_a_sentence_and_given_back(draft: Draft, as_amina: Client):
    typed = "x" * 5_000_000
    response = as_amina.post(reverse("pages:draft-edit", args=[draft.pk]), words(draft, body=typed))
    assert response.status_code == 422
    assert "This is 5,000,000 characters long, which is more than can be saved" in said(response)
    assert typed in response.content.decode()


def test_what_is_larger_than_the_server_takes_is_refused_with_a_sentence(draft: Draft, as_amina: Client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
    response = as_amina.post(reverse("pages:draft-edit", args=[draft.pk]), words(draft, body="x" * 5_000_000))
    assert response.status_code == 400
    assert "A page can be at most 200 KB: go back" in said(response)


@pytest.mark.parametrize("number", [0, 999_999, 2**31, 2**63, HUGE, int("9" * 300)])
def test_numbers_of_any_size_in_addresses_and_queries(fares: Page, as_amina: Client, number: int):
    missing = [reverse(f"pages:{name}", args=[number]) for name in ("history", "records", "children", "draft-start")]
    missing += [
        reverse(f"pages:{name}", args=[number]) for name in ("draft", "draft-edit", "draft-discard", "page-new")
    ]
    missing += [reverse("pages:edition", args=[fares.pk, number]), reverse("pages:edition", args=[number, 1])]
    missing += [reverse("pages:edition-restore", args=[fares.pk, number])]
    missing += [reverse("pages:edition-restore", args=[number, 1]), reverse("pages:draft-kept", args=[number, 1])]
    missing += [reverse("pages:draft-kept", args=[number, number])]
    assert {path: as_amina.get(path).status_code for path in missing} == dict.fromkeys(missing, 404)
    lists = [reverse(f"pages:{name}", args=[fares.pk]) for name in ("history", "records", "children")]
    lists += [reverse("wiki:root"), reverse("desk:drafts"), reverse("desk:waiting"), reverse("notices:list")]
    for page in (str(number), f"-{number}", "x", "\x00", "", "1.5", "\u0661"):
        assert {path: as_amina.get(path, {"page": page}).status_code for path in lists} == dict.fromkeys(lists, 200)
    compare = reverse("pages:comparison", args=[fares.pk])
    for earlier in (str(number), "x\x00", "", "-1"):
        response = as_amina.get(compare, {"earlier": earlier, "later": "1"})
        assert (response.status_code, "Select an earlier edition" in said(response)) == (422, True)
    assert as_amina.get(compare).status_code == 200


@pytest.mark.parametrize(
    "path", ["/wiki/%00/", "/wiki/rural-buses/%E2%80%AE/", "/wiki//", "/wiki/../../etc/passwd", "/wiki/" + "a/" * 3000]
)
def test_paths_of_any_kind_are_not_there(space: Space, as_amina: Client, path: str):
    assert as_amina.get(path).status_code == 404


def test_a_form_without_its_token_changes_nothing_and_says_so(draft: Draft, amina: Person):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(amina)
    response = client.post(reverse("pages:draft-edit", args=[draft.pk]), words(draft, body="No token."))
    assert response.status_code == 403
    assert "Your form has expired" in said(response)
    assert Draft.objects.get(pk=draft.pk).version == 1


def test_every_reading_address_answers_head_and_refuses_what_it_cannot_do(fares: Page, amina: Person, as_amina: Client):
    draft = stories.start(fares, amina, "Passes")
    reading = [fares.get_absolute_url(), draft.get_absolute_url(), reverse("pages:history", args=[fares.pk])]
    for path in [*reading, reverse("pages:draft-edit", args=[draft.pk])]:
        response = as_amina.head(path)
        assert (response.status_code, response.content) == (200, b"")
        assert {as_amina.put(path).status_code, as_amina.delete(path).status_code} == {405}
    assert {as_amina.post(path).status_code for path in reading} == {405}

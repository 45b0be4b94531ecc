"""Changing what stands at an address, by the forms, and the submission of such a proposal as its clearer reads it."""

from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.clearance.models import Route, Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import drafts, standing
from apps.pages.actions.moving import move_page
from apps.pages.models import Page, Space
from apps.people.actions import end_posting
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.actions import SYSTEM
from tests import stories
from tests.search.library import shelve

WHY = "The cap ended in March."


@pytest.fixture
def passes(space: Space, amina: Person) -> Page:
    return shelve("Passes", "A pass costs ten pounds.", under=stories.front(space), by=amina)


def browser_of(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def said(response: HttpResponse) -> str:
    return " ".join(unescape(response.content.decode()).split())


def address(page: Page, word: str) -> str:
    return reverse("clearance:page-change", args=[page.pk, word])


SENT = {
    "withdrawal": {"because": WHY, "other": "Passes"},
    "replacement": {"because": WHY, "other": "rural-buses/passes"},
    "removal": {"because": WHY},
    "move": {"because": WHY, "other": "https://wiki.example/wiki/rural-buses/passes/", "slug": "Prices of fares"},
}


@pytest.mark.parametrize("word", SENT)
def test_it_is_checked_then_sent_for_clearance_and_cleared(
    fares: Page, passes: Page, amina: Person, ben: Person, word: str
):
    shelve("Caps", "Two pounds.", under=fares, by=amina)
    member, clearer = browser_of(amina), browser_of(ben)
    assert "This must be cleared" in said(member.get(reverse("clearance:page-changes", args=[fares.pk])))
    assert member.get(address(fares, word)).status_code == 200

    checked = said(member.post(address(fares, word), SENT[word]))

    assert "G7 or above in Transport and Access: Ben Hughes could clear it today" in checked
    assert WHY in checked
    assert ("Passes</a> at /wiki/rural-buses/passes/" in checked) == (word != "removal")
    assert ("/wiki/rural-buses/passes/prices-of-fares/" in checked) == (word == "move")
    assert ("Caps</a>" in checked) == (word == "move")
    assert not Submission.objects.filter(proposal__page=fares).exists()

    sent = member.post(address(fares, word), {**SENT[word], "confirmed": "yes"})
    submission = Submission.objects.get(proposal__page=fares)
    assert (sent.status_code, sent["Location"]) == (302, submission.get_absolute_url())
    assert submission.headline in said(member.get(reverse("clearance:page-changes", args=[fares.pk])))
    for path in ("/", "/waiting/", reverse("notices:list")):
        assert submission.headline in said(clearer.get(path))
    read = said(clearer.get(submission.get_absolute_url()))
    for words in (submission.headline, WHY, "What is proposed", "Directorate: Transport and Access", "Your decision"):
        assert words in read
    cleared = said(clearer.post(reverse("clearance:clear", args=[submission.pk]), {"comment": ""}, follow=True))
    assert "Cleared, and done as it was proposed." in cleared
    assert "has been changed as was proposed and cleared" in said(member.get(reverse("notices:list")))


@pytest.mark.parametrize("word", SENT)
def test_where_no_clearance_is_asked_for_it_happens_at_once(fares: Page, passes: Page, amina: Person, word: str):
    Route.objects.filter(space=fares.space).update(acts=[])
    member = browser_of(amina)
    assert "You can do this at once." in said(member.get(reverse("clearance:page-changes", args=[fares.pk])))
    assert "it happens at once" in said(member.post(address(fares, word), SENT[word]))
    assert member.post(address(fares, word), {**SENT[word], "confirmed": "yes"}).status_code == 302
    page = Page.objects.get(pk=fares.pk)
    expected = {"withdrawal": "WITHDRAWN", "replacement": "REPLACED", "removal": "REMOVED", "move": "PUBLISHED"}
    assert page.standing == expected[word]
    assert (page.path == "rural-buses/passes/prices-of-fares") == (word == "move")


@pytest.mark.parametrize(
    ("word", "sent", "sentence"),
    [
        ("withdrawal", {"because": " "}, "Enter an explanation"),
        ("withdrawal", {"because": "w" * 2001}, "Explanation must be 2000 characters or fewer"),
        ("withdrawal", {"because": "Odd\u202e"}, "Remove the hidden character U+202E"),
        ("replacement", {"because": WHY, "other": ""}, "Enter the other page"),
        ("replacement", {"because": WHY, "other": "Nowhere"}, "There is no page called ‘Nowhere’ that you can read"),
        ("replacement", {"because": WHY, "other": "x" * 2001}, "The title or address is too long"),
        ("replacement", {"because": WHY, "other": "http://[bad"}, "There is no page called"),
        ("replacement", {"because": WHY, "other": "Fares"}, "A page cannot take its own place"),
        ("move", {"because": WHY, "other": "Rural buses", "slug": "fares"}, "stands at that address already"),
        ("move", {"because": WHY, "other": "Rural buses", "slug": ""}, "Enter the last part of its address"),
        ("move", {"because": WHY, "other": "Fares", "slug": "x"}, "A page cannot go below itself"),
    ],
)
def test_what_cannot_be_done_is_told_and_what_was_typed_is_kept(
    fares: Page, amina: Person, word: str, sent: dict[str, str], sentence: str
):
    response = browser_of(amina).post(address(fares, word), {**sent, "confirmed": "yes"})
    assert (response.status_code, sentence in said(response)) == (422, True)
    assert sent["because"].strip() in said(response)
    assert Page.objects.get(pk=fares.pk).standing == "PUBLISHED"


def test_of_several_pages_with_a_title_the_addresses_are_told(fares: Page, passes: Page, amina: Person, carys: Person):
    shelve("Fares", "Of passes.", under=passes, by=amina)
    elsewhere = stories.front(stories.open_space(carys, "Coasts"))
    shelve("Fares", "Of boats.", under=elsewhere, by=carys)
    response = browser_of(amina).post(address(passes, "withdrawal"), {"because": WHY, "other": "fares"})
    assert "Enter the address of one: rural-buses/fares, rural-buses/passes/fares" in said(response)
    assert "coasts" not in said(response)


def test_an_old_address_finds_the_page_that_moved(fares: Page, passes: Page, amina: Person):
    move_page(passes, under=fares, by=amina, at=now(), because=WHY)
    sent = {"because": WHY, "other": "/wiki/rural-buses/passes/"}
    checked = said(browser_of(amina).post(address(stories.front(fares.space), "withdrawal"), sent))
    assert "Passes</a> at /wiki/rural-buses/fares/passes/" in checked


def test_readers_are_told_who_may_and_everybody_else_finds_nothing(fares: Page, dev: Person, carys: Person):
    for path in (reverse("clearance:page-changes", args=[fares.pk]), address(fares, "removal")):
        assert "Only people posted in Rural Transport can draft in this space" in said(browser_of(dev).get(path))
        assert browser_of(carys).get(path).status_code == 404
    response = browser_of(dev).post(address(fares, "removal"), {"because": WHY, "confirmed": "yes"})
    assert (response.status_code, WHY in said(response)) == (422, True)
    assert browser_of(dev).get(address(fares, "burning")).status_code == 404


def test_a_clearer_who_may_not_read_a_page_is_not_told_its_title(space: Space, fares: Page, amina: Person, fay: Person):
    Route.objects.filter(space=space).update(acts=[])
    for_team = shelve("Team fares", "For the team.", under=stories.front(space), by=amina)
    Page.objects.filter(pk=for_team.pk).update(audience=Breadth.TEAM, audience_unit=space.unit)
    Route.objects.filter(space=space).update(acts=["REPLACE"])
    sent = {"because": WHY, "other": "Team fares", "confirmed": "yes"}
    browser_of(amina).post(address(fares, "replacement"), sent)
    read = said(browser_of(fay).get(Submission.objects.get(proposal__page=fares).get_absolute_url()))
    assert "A page that is not for you to read" in read
    assert "Team fares" not in read
    assert "team-fares" not in read


def test_what_is_proposed_is_on_no_record_that_readers_see(fares: Page, amina: Person, dev: Person):
    browser_of(amina).post(address(fares, "removal"), {**SENT["removal"], "confirmed": "yes"})
    records = reverse("pages:records", args=[fares.pk])
    assert "Proposed what is to become of the page" in said(browser_of(amina).get(records))
    assert WHY in said(browser_of(amina).get(records))
    assert WHY not in said(browser_of(dev).get(records))


def test_a_draft_says_that_it_brings_back_what_was_withdrawn_and_the_same_words_will_do(
    fares: Page, amina: Person, ben: Person, fay: Person
):
    standing.withdraw(fares, WHY, by=amina, at=now())
    draft = drafts.start(fares, by=amina, at=now())
    sentence = "Publishing this draft brings it back."
    assert sentence in said(browser_of(amina).get(draft.get_absolute_url()))
    submission = stories.submit(draft, amina)
    assert sentence in said(browser_of(fay).get(submission.get_absolute_url()))
    deciding.clear(submission, by=ben, at=now())
    assert sentence not in said(browser_of(fay).get(submission.get_absolute_url()))
    assert Page.objects.get(pk=fares.pk).standing == "PUBLISHED"


def test_the_withdrawn_edition_itself_is_restored(fares: Page, amina: Person):
    with pytest.raises(Refused, match="This edition is the one readers see now"):
        drafts.restore(fares.edition, by=amina, at=now())
    standing.withdraw(fares, WHY, by=amina, at=now())
    assert drafts.restore(fares.edition, by=amina, at=now()).body == fares.edition.body


def test_members_find_what_no_longer_stands_in_their_space(fares: Page, passes: Page, amina: Person, dev: Person):
    past = reverse("pages:space-past-pages", args=[fares.space_id])
    assert "No page of this space was withdrawn" in said(browser_of(amina).get(past))
    standing.remove(fares, WHY, by=amina, at=now())
    standing.withdraw(passes, "Passes ended.", by=amina, at=now())
    listed = said(browser_of(amina).get(past))
    assert listed.index("Passes ended.") < listed.index(WHY)
    assert past in said(browser_of(amina).get(reverse("pages:space-drafts", args=[fares.space_id])))
    assert browser_of(dev).get(past).status_code == 404


def test_whoever_submits_what_nobody_could_clear_is_told(fares: Page, amina: Person, ben: Person):
    end_posting(ben.postings.get(), ends_at=now(), by=SYSTEM, at=now(), because="Moved on.")
    response = browser_of(amina).post(address(fares, "removal"), {"because": WHY, "confirmed": "yes"}, follow=True)
    assert "nobody holds the post it needs now: G7 or above in Transport and Access" in said(response)


def test_a_page_that_no_longer_stands_is_brought_back_or_moved_on(fares: Page, amina: Person):
    standing.remove(fares, WHY, by=amina, at=now())
    member = browser_of(amina)
    assert "To bring it back" in said(member.get(reverse("clearance:page-changes", args=[fares.pk])))
    response = member.post(address(fares, "withdrawal"), {"because": WHY})
    assert "This page is already unpublished" in said(response)

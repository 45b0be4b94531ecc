"""Pages that stewards hide, and words that they take out of everything that is kept."""

import pytest
from django.test import Client
from wiki.models import ArticleRevision

from apps.clearance.models import Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.choices import Measure
from apps.moderation.subjects import FLAGGABLE
from apps.pages.actions import drafts, hiding, redacting, standing
from apps.pages.choices import EditionState
from apps.pages.faults import faults
from apps.pages.models import Comment, Draft, DraftSave, Edition, KeptText, Page, Space
from apps.people.models import Person
from apps.search.queries import search
from tests import stories
from tests.exchange import open_exchange

NAME = "Jim Hollis"
TEXT = f"We stood by the door. {NAME} of the depot was no help at all."


@pytest.fixture
def exchange(ben: Person) -> Space:
    return open_exchange(ben)


@pytest.fixture
def tip(exchange: Space, ben: Person, carys: Person) -> Page:
    """Carys's tip, which Ben cleared."""
    return stories.publish(stories.front(exchange), carys, ben, title="Stand-ups", body=TEXT)


def read(person: Person, page: Page) -> tuple[int, str]:
    browser = Client()
    browser.force_login(person)
    answer = browser.get(page.get_absolute_url())
    return answer.status_code, answer.content.decode()


def test_a_hidden_page_is_gone_from_readers_lists_and_search_and_comes_back(tip, amina, carys, hal):
    assert [hit.title for hit in search("depot", amina).hits] == ["Stand-ups"]
    assert read(amina, tip)[0] == 200

    hiding.hide(str(tip.pk), now())

    status, said = read(amina, tip)
    assert (status, "Stewards of the space have hidden this page" in said, "Stand-ups" in said) == (410, True, False)
    assert read(hal, tip)[0] == 404
    assert search("depot", amina).hits == ()
    assert not Page.objects.visible_to(amina).filter(pk=tip.pk).exists()
    assert not Page.objects.known_to(amina).filter(pk=tip.pk).exists()
    assert not Edition.objects.visible_to(amina).filter(page=tip).exists()
    assert not Draft.objects.visible_to(carys).filter(page=tip).exists()

    hiding.show(str(tip.pk), now())
    assert read(amina, tip)[0] == 200


def test_nothing_that_grade_cleared_is_hidden_or_changed_by_stewards(fares):
    """Law 8."""
    for act in (
        lambda: hiding.hide(str(fares.pk), now()),
        lambda: redacting.redact(str(fares.pk), "capped", fares.edition.published_by, now()),
    ):
        with pytest.raises(Refused, match="Grade has cleared this page"):
            act()
    [thing] = FLAGGABLE["pages.page"].found([str(fares.pk)]).values()
    assert FLAGGABLE["pages.page"].measures_for(thing) == {Measure.NONE, Measure.WARN}


def test_what_stewards_are_shown_names_who_wrote_it(tip, carys, amina, hal):
    kind = FLAGGABLE["pages.page"]
    [thing] = kind.seen_by(amina, [str(tip.pk)]).values()

    assert (thing.title, thing.text, thing.author, thing.writers) == ("Stand-ups", TEXT, carys, {carys.pk})
    assert (thing.community.slug, kind.measures_for(thing)) == ("what-works", frozenset(Measure))
    assert kind.seen_by(hal, [str(tip.pk)]) == {}


def test_words_taken_out_are_nowhere_any_more(tip, carys, amina, ben):
    draft = stories.write(drafts.start(tip, by=amina, at=now()), amina, f"{TEXT}\n\nBring coats.")
    KeptText.objects.create(draft=draft, by=amina, at=now(), base_version=0, **draft.words())
    Comment.objects.create(draft=draft, kind="NOTE", body=f"Is {NAME} still there?", version=1, by=ben, at=now())
    sent = stories.submit(draft, amina)

    assert redacting.redact(str(tip.pk), NAME, ben, now()) > 0

    page = Page.objects.get(pk=tip.pk)
    assert page.edition.body == "We stood by the door. [taken out] of the depot was no help at all."
    assert (page.edition.number, page.edition.on_standing) == (2, True)
    assert page.editions.get(number=1).state == EditionState.REMOVED
    for rows, fields in (
        (ArticleRevision, ("title", "content")),
        (Edition, ("title", "html", "plain", "change_note")),
        (Draft, ("title", "body")),
        (DraftSave, ("title", "body")),
        (KeptText, ("title", "body")),
        (Comment, ("body", "quote", "before", "after")),
        (Submission, ("title", "body")),
    ):
        for field in fields:
            assert not rows.objects.filter(**{f"{field}__contains": NAME}).exists(), (rows, field)
    assert search("Hollis", amina).hits == ()
    assert list(faults()) == []
    [save] = DraftSave.objects.filter(draft__page=tip, draft__state="PUBLISHED", version=1)
    assert sum(count for _, count in save.runs) == len(save.body)
    assert Submission.objects.get(pk=sent.pk).digest() != sent.bound_to, (
        "What was sent up is void once it is decided on"
    )


def test_a_withdrawn_page_stays_withdrawn_when_words_are_taken_out(tip, ben):
    standing.withdraw(tip, "Tried since, and dropped.", by=ben, at=now())
    redacting.redact(str(tip.pk), NAME, ben, now())

    page = Page.objects.get(pk=tip.pk)
    assert (page.standing, page.explanation, page.edition.state) == (
        "WITHDRAWN",
        "Tried since, and dropped.",
        "WITHDRAWN",
    )


def test_a_text_with_other_capitals_is_another_text(exchange, ben, carys):
    page = stories.publish(stories.front(exchange), carys, ben, title="Bequests", body="The will of the people.")
    page = stories.revise(page, carys, ben, "The will of Will Smith.")

    assert redacting.redact(str(page.pk), "Will", ben, now()) > 0

    assert page.editions.get(number=1).state == EditionState.SUPERSEDED
    assert Page.objects.get(pk=page.pk).edition.body == "The will of [taken out] Smith."

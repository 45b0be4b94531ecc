"""Publishing: one revision, rendered once, and only what was cleared."""

import pytest
from wiki.models import Article, ArticleRevision

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.pages.actions import drafts, publishing
from apps.pages.choices import DraftState, EditionState
from apps.pages.models import Draft, Edition, Page, Space
from apps.people.models import Person
from tests import stories


def cleared(draft: Draft, by: Person) -> Draft:
    stories.submit(draft, by)
    draft = Draft.objects.get(pk=draft.pk)
    drafts.move(draft, DraftState.CLEARED)
    return draft


def test_each_edition_is_one_revision_and_the_latest_is_what_readers_see(fares: Page, amina: Person, ben: Person):
    page = stories.revise(fares, amina, ben, "Fares are free.")
    editions = list(Edition.objects.filter(page=page).order_by("number"))
    assert [(one.number, one.state, one.body) for one in editions] == [
        (1, EditionState.SUPERSEDED, "Fares are capped."),
        (2, EditionState.PUBLISHED, "Fares are free."),
    ]
    revisions = list(ArticleRevision.objects.filter(article=page.article).order_by("revision_number"))
    assert [one.content for one in revisions] == ["Fares are capped.", "Fares are free."]
    assert revisions[1].previous_revision == revisions[0]
    assert Article.objects.get(page=page).current_revision == revisions[1]
    assert (page.edition, page.edition.html) == (editions[1], "<p>Fares are free.</p>\n")


def test_words_that_are_not_those_that_were_cleared_are_not_published(space: Space, amina: Person):
    draft = cleared(stories.start(stories.front(space), amina), amina)
    digest = draft.digest()
    Draft.objects.filter(pk=draft.pk).update(body="Other words.")
    with pytest.raises(StateChanged, match="no longer the one that was cleared"):
        publishing.publish(draft, digest=digest, clearances=[], by=amina, at=now())
    assert Page.objects.filter(space=space).count() == 1


@pytest.mark.parametrize("state", [DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.PUBLISHED, DraftState.DISCARDED])
def test_a_draft_that_was_not_cleared_is_not_published(space: Space, amina: Person, state: DraftState):
    draft = stories.start(stories.front(space), amina)
    Draft.objects.filter(pk=draft.pk).update(state=state)
    revisions = ArticleRevision.objects.count()
    with pytest.raises(StateChanged):
        publishing.publish(draft, digest=draft.digest(), clearances=[], by=amina, at=now())
    assert (Page.objects.filter(space=space).count(), ArticleRevision.objects.count()) == (1, revisions)


def test_a_page_that_moved_on_is_not_overwritten(fares: Page, amina: Person, ben: Person):
    draft = cleared(stories.write(drafts.start(fares, by=amina, at=now()), amina, "Mine."), amina)
    front = stories.front(fares.space)
    Draft.objects.filter(pk=draft.pk).update(base=front.edition)
    with pytest.raises(StateChanged, match="published again after this draft was started"):
        publishing.publish(draft, digest=draft.digest(), clearances=[], by=amina, at=now())
    assert Page.objects.get(pk=fares.pk).edition.body == "Fares are capped."


def test_an_address_taken_meanwhile_is_refused_with_what_to_do(space: Space, amina: Person, ben: Person):
    draft = cleared(stories.start(stories.front(space), amina, "Fares"), amina)
    wording = Draft(title="Fares", body="Came first.", audience=20)
    publishing.bring_in(
        None, wording, origin=publishing.Origin(stories.front(space), "fares", "old.example"), by=amina, at=now()
    )
    with pytest.raises(Refused, match=r"Another page was published at this address\. Change the title"):
        publishing.publish(draft, digest=draft.digest(), clearances=[], by=amina, at=now())


def test_a_wider_audience_reaches_more_readers_and_a_narrower_one_fewer(
    space: Space, amina: Person, ben: Person, dev: Person, gwen: Person
):
    page = stories.publish(stories.front(space), amina, ben)

    def readers() -> set[str]:
        people = (amina, dev, gwen)
        return {str(person) for person in people if Page.objects.visible_to(person).filter(pk=page.pk).exists()}

    assert readers() == {"Amina Osei", "Dev Patel"}
    for audience, clearer, expected in (
        (30, gwen, {"Amina Osei", "Dev Patel", "Gwen Okafor"}),
        (10, ben, {"Amina Osei"}),
    ):
        draft = drafts.start(page, by=amina, at=now())
        draft = stories.write(draft, amina, f"For {audience}.", audience=audience)
        deciding.clear(stories.submit(draft, amina), by=clearer, at=now())
        assert readers() == expected

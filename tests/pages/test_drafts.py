"""Drafting: one open draft, no save lost, none in silence."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.pages.actions import drafts, saving
from apps.pages.actions.saving import Words
from apps.pages.choices import DRAFT_MOVES, DraftState, SaveKind
from apps.pages.models import Draft, DraftSave, Edition, KeptText, Page, Space
from apps.people.actions import end_posting
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.actions import SYSTEM
from apps.records.models import Event
from tests import stories
from tests.cast import Government, person, post


def test_a_draft_of_a_page_starts_from_what_readers_see(fares: Page, amina: Person) -> None:
    draft = drafts.start(fares, by=amina, at=now())
    assert (draft.title, draft.body, draft.version, draft.base) == ("Fares", "Fares are capped.", 0, fares.edition)


def test_the_second_to_start_joins_the_first(fares: Page, amina: Person, ben: Person) -> None:
    first = drafts.start(fares, by=amina, at=now())
    assert drafts.start(fares, by=ben, at=now()) == first
    front = stories.front(fares.space)
    new = drafts.start_new(front, "Passes", template=None, by=amina, at=now())
    assert drafts.start_new(front, "  PASSES ", template=None, by=ben, at=now()) == new


def test_the_database_holds_one_open_draft_per_page(fares: Page, amina: Person) -> None:
    draft = drafts.start(fares, by=amina, at=now())
    draft.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save(force_insert=True)


def test_starting_reads_nothing_into_who_wrote(fares: Page, amina: Person) -> None:
    draft = drafts.start(fares, by=amina, at=now())
    assert [(save.version, save.kind) for save in draft.saves.all()] == [(0, SaveKind.STARTED)]


def test_a_save_on_an_older_version_is_kept_and_the_draft_stands(space: Space, amina: Person, ben: Person) -> None:
    draft = stories.start(stories.front(space), amina, body="Two pounds.")
    stories.write(draft, ben, "Three pounds.")

    kept = saving.save(draft, Words("Fares", "Four\r\npounds.", draft.audience), made_on=1, by=amina, at=now()).kept

    assert kept is not None
    assert (kept.body, kept.base_version, kept.by) == ("Four\npounds.", 1, amina)
    assert (Draft.objects.get(pk=draft.pk).body, Draft.objects.get(pk=draft.pk).version) == ("Three pounds.", 2)
    assert Event.objects.latest("sequence").verb == "pages.text_kept"


def test_the_same_words_sent_twice_are_one_save(space: Space, amina: Person) -> None:
    draft = stories.start(stories.front(space), amina, body="Two pounds.")
    words = Words("Fares", "Three pounds.", draft.audience)
    saving.save(draft, words, made_on=1, by=amina, at=now())
    again = saving.save(draft, words, made_on=1, by=amina, at=now())
    assert (again.draft.version, again.kept) == (2, None)
    assert list(DraftSave.objects.filter(draft=draft).values_list("version", flat=True)) == [0, 1, 2]


def test_words_typed_while_the_draft_went_into_review_are_kept(space: Space, amina: Person, ben: Person) -> None:
    draft = stories.start(stories.front(space), amina)
    stories.submit(draft, amina)
    kept = saving.save(draft, Words("Fares", "Late words.", draft.audience), made_on=1, by=ben, at=now()).kept
    assert kept is not None
    assert KeptText.objects.visible_to(ben).get() == kept
    assert not KeptText.objects.visible_to(amina).exists()


def test_a_posting_that_ended_a_second_ago_writes_nothing(space: Space, amina: Person, ben: Person) -> None:
    draft = stories.start(stories.front(space), amina)
    at = now()
    end_posting(ben.postings.get(), ends_at=at - timedelta(seconds=1), by=SYSTEM, at=at, because="Moved on.")
    with pytest.raises(Refused, match="Only people posted in Rural Transport can draft"):
        saving.save(draft, Words("Fares", "Mine.", draft.audience), made_on=1, by=ben, at=at)


def test_a_stranger_can_neither_start_nor_see_a_draft(fares: Page, amina: Person, fay: Person) -> None:
    drafts.start(fares, by=amina, at=now())
    with pytest.raises(Refused, match="Only people posted in Rural Transport"):
        drafts.start(fares, by=fay, at=now())
    assert not Draft.objects.visible_to(fay).exists()


def test_an_address_that_is_taken_is_refused(fares: Page, amina: Person) -> None:
    with pytest.raises(Refused, match="There is already a page at that address"):
        drafts.start_new(stories.front(fares.space), "Fares", template=None, by=amina, at=now())


def test_a_discarded_draft_makes_room_for_another(fares: Page, amina: Person) -> None:
    draft = drafts.start(fares, by=amina, at=now())
    assert drafts.discard(draft, by=amina, at=now()).state == DraftState.DISCARDED
    assert drafts.start(fares, by=amina, at=now()) != draft
    with pytest.raises(Refused, match="This draft was discarded"):
        drafts.discard(draft, by=amina, at=now())


def test_restoring_proposes_the_earlier_text_as_a_draft_of_whoever_restored(
    fares: Page, amina: Person, ben: Person
) -> None:
    stories.revise(fares, amina, ben, "Fares are free.")
    first = Edition.objects.get(page=fares, number=1)
    draft = drafts.restore(first, by=ben, at=now())
    assert (draft.body, draft.version, draft.base.number) == ("Fares are capped.", 1, 2)
    assert [(save.kind, save.by) for save in draft.saves.order_by("version")] == [
        (SaveKind.STARTED, ben),
        (SaveKind.RESTORED, ben),
    ]
    with pytest.raises(Refused, match="has an open draft"):
        drafts.restore(first, by=amina, at=now())


def test_restoring_widens_nothing_and_lowers_no_marking(fares: Page, amina: Person, ben: Person) -> None:
    draft = drafts.start(fares, by=amina, at=now())
    words = Words("Fares", "Only for us.", Breadth.TEAM, **stories.SENSITIVE)
    saving.save(draft, words, made_on=0, by=amina, at=now())
    deciding.clear(stories.submit(Draft.objects.get(pk=draft.pk), amina), by=ben, at=now())
    page = stories.revise(Page.objects.get(pk=fares.pk), amina, ben, "For everybody.")
    wide = stories.write(drafts.start(page, by=amina, at=now()), amina, "Wide.", audience=Breadth.DIRECTORATE)
    deciding.clear(stories.submit(wide, amina), by=ben, at=now())

    restored = drafts.restore(Edition.objects.get(page=fares, number=2), by=amina, at=now())

    assert (restored.body, restored.audience) == ("Only for us.", Breadth.TEAM)
    assert restored.marked() == stories.SENSITIVE


def test_another_title_at_the_same_address_is_refused_rather_than_joined(
    space: Space, amina: Person, ben: Person
) -> None:
    front = stories.front(space)
    drafts.start_new(front, "C", template=None, by=ben, at=now())
    with pytest.raises(Refused, match="There is an open draft at that address, called ‘C’"):
        drafts.start_new(front, "C#", template=None, by=amina, at=now())


def test_the_address_of_a_new_page_follows_its_title(space: Space, amina: Person, ben: Person) -> None:
    draft = stories.start(stories.front(space), amina, "Frase")
    draft = stories.write(draft, amina, "Two pounds.", title="Fares")
    assert draft.path() == "rural-buses/fares"
    stories.start(stories.front(space), ben, "Passes")
    assert stories.write(draft, amina, "Three pounds.", title="Passes").path() == "rural-buses/fares"


def test_an_audience_there_is_no_unit_for_is_refused(carys: Person, government: Government) -> None:
    director = post(person("Gwen Okafor"), government.rural_affairs, "SCS2", "Director of rural policy")
    draft = stories.start(stories.front(stories.open_space(director, audience=Breadth.DEPARTMENT)), director)
    with pytest.raises(Refused, match="Nothing in Department for Rural Affairs can be for that audience"):
        stories.write(draft, director, "For my team.", audience=Breadth.TEAM)


@pytest.mark.parametrize("state", DraftState)
@pytest.mark.parametrize("to", DraftState)
def test_a_draft_moves_only_as_the_table_says(state: DraftState, to: DraftState, space: Space, amina: Person) -> None:
    draft = stories.start(stories.front(space), amina)
    Draft.objects.filter(pk=draft.pk).update(state=state)
    draft.refresh_from_db()
    if to in DRAFT_MOVES[state]:
        drafts.move(draft, to)
        assert Draft.objects.get(pk=draft.pk).state == to
    else:
        with pytest.raises(StateChanged):
            drafts.move(draft, to)
        assert Draft.objects.get(pk=draft.pk).state == state

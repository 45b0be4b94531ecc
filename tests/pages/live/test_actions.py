"""What people type live is kept, becomes versions in all their names, and is never missed by what comes next."""

from datetime import timedelta

import pytest

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.pages.actions import drafts, live, saving
from apps.pages.actions.writing import Words
from apps.pages.choices import DraftState, SaveKind
from apps.pages.live.document import LiveDocument
from apps.pages.models import Draft, LiveChange, LiveText
from apps.pages.queries.live import opening_of
from apps.pages.queries.pages import writers_of
from tests.cast import leave
from tests.keyboard import Keyboard
from tests.stories import front, start, submit, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(space, amina) -> Draft:
    return start(front(space), amina, body="Fares are capped.")


def says(draft: Draft) -> str:
    """What somebody who opens the draft live is shown."""
    return LiveDocument(None, opening_of(LiveText.objects.get(draft=draft)).pieces).text


def test_what_is_typed_becomes_a_version_in_the_name_of_everybody_who_typed(draft, amina, ben, hire):
    cleo = hire("Cleo Marsh", "EO")
    for person, words in ((ben, "All: "), (cleo, "🙂 "), (amina, "Now ")):
        assert isinstance(Keyboard(draft, person).type(0, words), int)
    live.settle_now(draft.pk, at=now())
    draft.refresh_from_db()
    newest = draft.saves.get(version=draft.version)
    assert draft.body == newest.body == "Now 🙂 All: Fares are capped."
    assert (newest.kind, newest.by, draft.version) == (SaveKind.LIVE, amina, 2)
    assert newest.runs == [[amina.pk, 4], [cleo.pk, 2], [ben.pk, 5], [amina.pk, 17]]
    wrote = newest.contributions.values_list("person", "added", "removed")
    assert set(wrote) == {(amina.pk, 4, 0), (ben.pk, 5, 0), (cleo.pk, 2, 0)}
    live.settle_now(draft.pk, at=now())
    assert Draft.objects.get(pk=draft.pk).version == 2


def test_nobody_clears_what_they_typed_live(draft, amina, ben, fay):
    """Law 3: one letter is enough, and it does not matter who submits."""
    Keyboard(draft, ben).type(17, "!")
    live.settle_now(draft.pk, at=now())
    submission = submit(Draft.objects.get(pk=draft.pk), amina)
    assert set(writers_of(draft)) == {amina, ben}
    with pytest.raises(Refused):
        deciding.clear(submission, by=ben, at=now())
    deciding.clear(submission, by=fay, at=now())
    assert Draft.objects.get(pk=draft.pk).state == DraftState.PUBLISHED


def test_a_submission_misses_nothing_that_was_acknowledged(draft, amina, ben):
    """Whoever submits has not read what was typed since, so they are asked to; then it is all in."""
    keyboard = Keyboard(draft, ben)
    assert keyboard.type(17, " For good.") == 1
    with pytest.raises(StateChanged):
        submit(draft, amina)
    draft.refresh_from_db()
    submission = submit(draft, amina)
    assert submission.body == "Fares are capped. For good."
    refusal = keyboard.type(0, "Late ")
    assert str(refusal) == "This draft is in review, so its text cannot change. Take it back to change it."
    assert LiveChange.objects.count() == 1


def test_what_is_saved_by_the_form_reaches_those_who_type(draft, amina, ben):
    draft = write(draft, amina, "Fares are capped.\n\nSee below.\n\nBuses.\n")
    keyboard = Keyboard(draft, ben)
    keyboard.type(len(draft.body), "Says Ben.\n")
    words = Words("Bus fares", draft.body.replace("capped", "capped at two pounds"), draft.audience)
    saved = saving.save(draft, words, made_on=draft.version, by=amina, at=now())
    both = "Fares are capped at two pounds.\n\nSee below.\n\nBuses.\nSays Ben.\n"
    assert saved.draft.body == says(draft) == keyboard.catch_up() == both
    live_text = LiveText.objects.get(draft=draft)
    assert live_text.is_settled
    # Who wrote what is as the version has it, also of what Amina's save put in.
    keyboard.type(0, "So: ")
    live.settle_now(draft.pk, at=now())
    newest = draft.saves.order_by("-version").first()
    assert newest.body == f"So: {both}"
    assert [who for who, _ in newest.runs] == [ben.pk, amina.pk, ben.pk]


def test_the_text_that_changed_and_changed_back_is_no_version(draft, ben):
    keyboard = Keyboard(draft, ben)
    keyboard.type(0, "Now ")
    keyboard.type(0, removing=4)
    live.settle_now(draft.pk, at=now())
    draft.refresh_from_db()
    assert draft.version == 1
    assert LiveText.objects.get(draft=draft).is_settled
    # He is named as soon as there is one.
    Keyboard(draft, ben).type(0, "So ")
    live.settle_now(draft.pk, at=now())
    [wrote] = draft.saves.get(version=2).contributions.all()
    assert (wrote.person, wrote.added, wrote.removed) == (ben, 7, 4)


def test_a_client_is_one_persons_for_good(draft, amina, ben, carys):
    mine = Keyboard(draft, amina, client=7)
    assert mine.type(0, "A") == 1
    thief = Keyboard(draft, ben, client=7)
    refusal = thief.type(0, "B")
    assert str(refusal) == "This came under somebody else’s name, so it was not taken."
    own = LiveText.objects.get(draft=draft).clients.get(person=None)
    assert isinstance(Keyboard(draft, ben, client=own.client).type(0, "B"), Refused)
    assert mine.type(1, "a") == 2
    with pytest.raises(Refused):
        Keyboard(draft, carys)


def test_whoever_leaves_the_unit_types_no_more(draft, ben):
    keyboard = Keyboard(draft, ben)
    assert keyboard.type(0, "A") == 1
    leave(ben)
    assert "you hold no post there now" in str(keyboard.type(0, "B"))
    ben.is_active = False
    ben.save()
    assert str(keyboard.type(0, "C")) == "You can no longer sign in to Greenpaper."


def test_many_changes_are_packed_and_nothing_is_lost(draft, amina, ben):
    keyboards = Keyboard(draft, amina), Keyboard(draft, ben)
    for _ in range(30):
        for keyboard in keyboards:
            keyboard.type(0, "x")
    live.pack(draft.pk)
    packed = LiveText.objects.get(draft=draft)
    assert (packed.packed_to, packed.settled_to, packed.last) == (60, 0, 60)
    assert len(opening_of(packed).pieces) == 1
    keyboards[1].type(0, "y")
    live.settle_now(draft.pk, at=now())
    draft.refresh_from_db()
    assert sorted(draft.body) == sorted("y" + "x" * 60 + "Fares are capped.")
    wrote = draft.saves.get(version=2).contributions.values_list("person", "added")
    assert set(wrote) == {(amina.pk, 30), (ben.pk, 31)}


def test_what_nobody_looks_after_is_settled_and_in_time_let_go(draft, amina, ben):
    Keyboard(draft, ben).type(0, "A ")
    assert live.settle_what_was_left(now()) == 0
    assert live.settle_what_was_left(now() + timedelta(minutes=2)) == 1
    draft.refresh_from_db()
    assert draft.body == "A Fares are capped."
    drafts.discard(draft, by=amina, at=now())
    assert live.forget_what_is_over(now() + timedelta(days=29)) == 0
    assert live.forget_what_is_over(now() + timedelta(days=31)) == 1
    assert draft.saves.get(version=2).contributions.get().person == ben


def test_a_text_is_composed_when_it_becomes_a_version(draft, amina):
    Keyboard(draft, amina).type(0, "Cafe\u0301\r\n")
    live.settle_now(draft.pk, at=now())
    draft.refresh_from_db()
    assert draft.body == "Café\nFares are capped."
    written = write(draft, amina, draft.body + " Now.")
    assert says(written) == written.body

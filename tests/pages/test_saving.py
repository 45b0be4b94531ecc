"""Two people write on the same version: what does not touch is put together, the rest is for a person, none is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apps.clearance.actions.due import do_what_is_due
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import drafts, keeping, saving
from apps.pages.actions.live import join
from apps.pages.actions.saving import Words
from apps.pages.actions.unfinished import OpenForm
from apps.pages.choices import SaveKind
from apps.pages.models import Draft, KeptText
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from tests import stories

BEFORE = "Fares are capped at £2.\n\nBuses run hourly.\n\nAsk the operator.\n"
BENS = BEFORE.replace("hourly", "every two hours")
PLAN = {"name": "plan.pdf", "sha256": "1" * 64, "alt": "The plan"}
MAP = {"name": "map.png", "sha256": "2" * 64, "alt": "A map"}


@pytest.fixture
def draft(space, amina: Person) -> Draft:
    """Version 1 of a draft, which Amina and Ben have both open."""
    return stories.start(stories.front(space), amina, "Fares", BEFORE)


def words(draft: Draft, body: str = BEFORE, **changed: object) -> Words:
    return replace(Words(draft.title, body, draft.audience), **changed)


def afresh(draft: Draft) -> Draft:
    return Draft.objects.select_related("space__unit").get(pk=draft.pk)


def save(draft: Draft, by: Person, said: Words, made_on: int = 1, **more: OpenForm) -> saving.Saved:
    return saving.save(draft, said, made_on=made_on, by=by, at=now(), **more)


def test_different_paragraphs_are_put_together(draft: Draft, amina: Person, ben: Person):
    save(draft, ben, words(draft, BENS))
    saved = save(draft, amina, words(draft, BEFORE.replace("£2", "£3")))
    assert (saved.kept, saved.since) == (None, 1)
    after = afresh(draft)
    assert (after.body, after.version) == (BENS.replace("£2", "£3"), 3)
    newest = after.saves.get(version=3)
    assert (newest.kind, newest.by, newest.made_on) == (SaveKind.MERGED, amina, 1)
    assert [one.person for one in newest.contributions.all()] == [amina]
    assert not KeptText.objects.exists()


def test_the_same_sentence_is_for_a_person_and_what_was_typed_is_theirs_for_thirty_days(
    draft: Draft, amina: Person, ben: Person
):
    save(draft, ben, words(draft, BENS))
    at = now()
    kept = saving.save(draft, words(draft, "Buses run daily.\n"), made_on=1, by=amina, at=at).kept
    assert kept is not None
    assert (kept.body, kept.base_version, kept.kept_until) == ("Buses run daily.\n", 1, at + timedelta(days=30))
    assert afresh(draft).body == BENS
    assert list(KeptText.objects.visible_to(ben)) == []

    assert dict(do_what_is_due(at + timedelta(days=29))).get("kept texts let go") is None
    assert dict(do_what_is_due(at + timedelta(days=30)))["kept texts let go"] == 1
    assert not KeptText.objects.exists()
    gone = Event.objects.get(verb="pages.kept_text_removed")
    assert (gone.actor_name, gone.details["made_on"]) == ("Greenpaper", 1)


def test_a_form_sent_twice_is_saved_once_whatever_others_did_between(draft: Draft, amina: Person, ben: Person):
    """What somebody took out between the two does not come back."""
    save(draft, ben, words(draft, BENS))
    form = words(draft, BEFORE + "\nThe operator knows.\n")
    save(draft, amina, form)
    assert save(draft, amina, form).draft.version == 3
    save(draft, ben, words(draft, BENS), made_on=3)
    again = save(draft, amina, form)
    assert (again.kept, again.draft.version) == (None, 4)
    assert afresh(draft).body == BENS


def test_a_conflict_sent_twice_is_kept_once(draft: Draft, amina: Person, ben: Person):
    save(draft, ben, words(draft, BENS))
    kept = {save(draft, amina, words(draft, "Daily.")).kept for _ in range(2)}
    assert kept == {KeptText.objects.get()}
    assert Event.objects.filter(verb="pages.text_kept").count() == 1


def test_the_same_paragraph_put_in_by_both_stands_there_once(draft: Draft, amina: Person, ben: Person):
    same = BEFORE.replace("Ask", "Passes are free.\n\nAsk")
    save(draft, ben, words(draft, same.replace("£2", "£3")))
    assert save(draft, amina, words(draft, same)).kept is None
    assert afresh(draft).body == same.replace("£2", "£3")


def test_what_ben_took_out_comes_back_only_if_a_person_says_so(draft: Draft, amina: Person, ben: Person):
    """Amina moved the very paragraph to the top."""
    save(draft, ben, words(draft, BEFORE.replace("Buses run hourly.\n\n", "")))
    moved = "Buses run hourly.\n\n" + BEFORE.replace("Buses run hourly.\n\n", "")
    assert save(draft, amina, words(draft, moved)).kept is not None
    assert "hourly" not in afresh(draft).body


def test_each_changes_something_else_besides_the_text(draft: Draft, amina: Person, ben: Person):
    save(draft, ben, words(draft, title="Bus fares", files=[PLAN]))
    saved = save(draft, amina, words(draft, BENS, audience=Breadth.TEAM, files=[MAP]))
    after = afresh(saved.draft)
    assert (after.title, after.body, after.audience) == ("Bus fares", BENS, Breadth.TEAM)
    assert after.files == [MAP, PLAN]
    assert after.path() == "rural-buses/bus-fares"


BOTH_CHANGED = {
    "title": ({"title": "Bus fares"}, {"title": "Coach fares"}),
    "file": ({"files": [PLAN]}, {"files": [PLAN | {"sha256": "3" * 64}]}),
    "why it is sensitive": (stories.SENSITIVE, stories.SENSITIVE | {"sensitive_because": "It would harm talks."}),
}


@pytest.mark.parametrize(("hers", "his"), BOTH_CHANGED.values(), ids=BOTH_CHANGED)
def test_what_both_changed_differently_is_for_a_person(draft: Draft, amina: Person, ben: Person, hers, his):
    save(draft, ben, words(draft, audience=Breadth.TEAM, **his))
    assert save(draft, amina, words(draft, audience=Breadth.TEAM, **hers)).kept is not None
    assert afresh(draft).version == 2


def test_a_file_taken_out_by_one_and_replaced_by_the_other_is_for_a_person(draft: Draft, amina: Person, ben: Person):
    save(draft, amina, words(draft, files=[PLAN, MAP]))
    save(draft, ben, words(draft, files=[MAP]), made_on=2)
    assert save(draft, amina, words(draft, files=[PLAN | {"alt": "The new plan"}, MAP]), made_on=2).kept is not None
    assert save(draft, amina, words(draft, BENS), made_on=2).kept is None
    assert (afresh(draft).files, afresh(draft).body) == ([MAP], BENS)


def test_the_fewer_readers_stand(draft: Draft, amina: Person, ben: Person):
    wide = stories.write(draft, ben, BEFORE, audience=Breadth.DEPARTMENT)
    save(wide, ben, words(draft, audience=Breadth.TEAM), made_on=2)
    saved = save(wide, amina, words(draft, BENS, audience=Breadth.DIRECTORATE), made_on=2)
    assert (saved.chosen, afresh(draft).audience, afresh(draft).body) == (("audience",), Breadth.TEAM, BENS)


def test_a_form_bound_to_the_live_text_brings_only_what_stands_beside_it(draft: Draft, amina: Person, ben: Person):
    live = OpenForm(live=join(draft, by=amina, at=now()).pk)
    save(draft, ben, words(draft, BENS))
    saved = save(draft, amina, words(draft, "As it was when the form opened.", title="Bus fares"), form=live)
    assert (saved.kept, saved.draft.title, saved.draft.body) == (None, "Bus fares", BENS)
    other = OpenForm(live=live.live + 1)
    assert save(draft, amina, words(draft, "Another live text.", title="Bus fares"), form=other).kept is not None


def test_a_version_that_never_was_loses_nothing(draft: Draft, amina: Person):
    kept = save(draft, amina, words(draft, "Typed anyhow."), made_on=99).kept
    assert kept is not None
    assert kept.body == "Typed anyhow."


def test_two_texts_that_make_no_page_together_are_for_a_person(draft: Draft, amina: Person, ben: Person):
    long = "\n".join(f"Line {number}." for number in range(9000))
    save(draft, ben, words(draft, f"{long}\n\n{BEFORE}"))
    kept = save(draft, amina, words(draft, f"{BEFORE}\n{long.replace('Line', 'Another line')}\n")).kept
    assert kept is not None


@pytest.mark.parametrize("closing", ["submitted", "discarded"])
def test_what_was_typed_too_late_is_kept(draft: Draft, amina: Person, ben: Person, closing: str):
    if closing == "submitted":
        stories.submit(draft, amina)
    else:
        drafts.discard(draft, by=amina, at=now())
    assert save(draft, ben, words(draft, BENS)).kept is not None
    assert save(draft, ben, words(draft, BEFORE)).kept is None


def test_what_is_kept_is_taken_up_and_thrown_away_by_whoever_typed_it(draft: Draft, amina: Person, ben: Person):
    save(draft, ben, words(draft, BENS))
    kept = save(draft, amina, words(draft, "Daily.")).kept
    saved = saving.take_up(kept, words(draft, "Daily, every two hours."), made_on=2, by=amina, at=now())
    assert (saved.draft.body, saved.draft.version) == ("Daily, every two hours.", 3)
    assert saved.draft.saves.get(version=3).kind == SaveKind.MERGED
    kept.refresh_from_db()
    assert (kept.body, kept.taken_up_at is None) == ("Daily.", False)
    with pytest.raises(Refused, match="Only whoever typed a text"):
        keeping.throw_away(kept, by=ben, at=now())
    keeping.throw_away(kept, by=amina, at=now())
    keeping.throw_away(kept, by=amina, at=now())
    assert Event.objects.filter(verb="pages.kept_text_removed").count() == 1


def test_what_was_put_together_is_put_together_again_with_what_was_saved_meanwhile(
    draft: Draft, amina: Person, ben: Person
):
    save(draft, ben, words(draft, BENS))
    kept = save(draft, amina, words(draft, BEFORE.replace("hourly", "daily"))).kept
    save(draft, ben, words(draft, BENS.replace("£2", "£3")), made_on=2)
    settled = words(draft, BENS.replace("every two hours", "daily, every two hours"))
    saved = saving.take_up(kept, settled, made_on=2, by=amina, at=now())
    assert saved.draft.body == settled.body.replace("£2", "£3")
    other = words(draft, BEFORE.replace("hourly", "never"))
    again = saving.take_up(kept, other, made_on=2, by=amina, at=now()).kept
    assert again is not None
    assert (again.body, again.base_version) == (other.body, 2)

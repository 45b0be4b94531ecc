"""What somebody is typing is kept for them until they save it, and takes the place of nothing else of theirs."""

from datetime import timedelta

import pytest

from apps.clearance.actions.due import do_what_is_due
from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.models import Notice
from apps.pages.actions import drafts, saving, unfinished
from apps.pages.actions.unfinished import OpenForm
from apps.pages.actions.writing import Words
from apps.pages.choices import KeptKind
from apps.pages.models import Draft, KeptText
from apps.pages.queries.unfinished import unfinished_in, unfinished_of
from apps.people.models import Person
from apps.records.models import Event
from tests import stories
from tests.cast import leave

BEFORE = "Fares are capped.\n\nBuses run hourly.\n"
DESK, PHONE = OpenForm("desk"), OpenForm("phone")


@pytest.fixture
def draft(space, amina: Person) -> Draft:
    """Version 1."""
    return stories.start(stories.front(space), amina, "Fares", BEFORE)


def words(draft: Draft, body: str) -> Words:
    return Words(draft.title, body, draft.audience)


def keep(draft: Draft, by: Person, body: str, form: OpenForm = DESK, made_on: int = 1) -> KeptText | None:
    return unfinished.keep(draft, words(draft, body), made_on=made_on, form=form, by=by, at=now())


def save(draft: Draft, by: Person, body: str, form: OpenForm = DESK, made_on: int = 1) -> saving.Saved:
    return saving.save(draft, words(draft, body), made_on=made_on, form=form, by=by, at=now())


def kept(by: Person) -> list[tuple[str, str]]:
    """What is kept of somebody: kind and text, in the order it was first kept in."""
    return list(KeptText.objects.filter(by=by).order_by("pk").values_list("kind", "body"))


def test_each_pause_takes_the_place_of_the_one_before_and_makes_no_version_nor_record(draft: Draft, amina: Person):
    before = Event.objects.count()
    keep(draft, amina, "Fares are")
    keep(draft, amina, "Fares are\r\nfree.")
    assert kept(amina) == [(KeptKind.UNFINISHED, "Fares are\nfree.")]
    assert unfinished_in(draft, amina).base_version == 1
    assert (draft.saves.count(), Event.objects.count()) == (2, before)
    assert keep(draft, amina, BEFORE) is None
    assert kept(amina) == []


def test_nobody_else_sees_it(draft: Draft, amina: Person, ben: Person):
    keep(draft, amina, "Fares are")
    assert (unfinished_in(draft, ben), unfinished_of(ben)) == (None, [])
    assert [one.draft for one in unfinished_of(amina)] == [draft]
    leave(amina)
    gone = Person.objects.get(pk=amina.pk)
    assert (unfinished_in(draft, gone), unfinished_of(gone)) == (None, [])
    with pytest.raises(Refused, match="hold no post there now"):
        keep(draft, gone, "Fares are free")


def test_saving_lets_go_of_it_in_the_form_that_is_saved_alone(draft: Draft, amina: Person):
    keep(draft, amina, "Typed on the phone.", PHONE)
    save(draft, amina, "Typed at the desk.", DESK)
    assert kept(amina) == [(KeptKind.UNFINISHED, "Typed on the phone.")]
    save(draft, amina, "Typed on the phone, and finished.", PHONE)
    assert kept(amina) == [(KeptKind.SET_ASIDE, "Typed on the phone, and finished.")]


def test_what_is_typed_on_while_the_form_waits_to_be_saved_stays(draft: Draft, amina: Person):
    """Many save at once, so it takes a while; meanwhile a pause is kept, and was told to be."""
    sent_at = now() - timedelta(seconds=5)
    keep(draft, amina, "Fares are free. So are")
    saving.save(draft, words(draft, "Fares are free."), made_on=1, form=DESK, by=amina, at=sent_at)
    assert kept(amina) == [(KeptKind.UNFINISHED, "Fares are free. So are")]


def test_what_is_typed_in_two_windows_is_all_there(draft: Draft, amina: Person):
    keep(draft, amina, "Typed on the phone.", PHONE)
    keep(draft, amina, "Typed at the desk.", DESK)
    assert kept(amina) == [(KeptKind.SET_ASIDE, "Typed on the phone."), (KeptKind.UNFINISHED, "Typed at the desk.")]


def test_whoever_carries_on_goes_on_in_the_same_place_unless_the_first_window_did_too(draft: Draft, amina: Person):
    first = keep(draft, amina, "Typed before the crash")
    again = OpenForm("again", opened_with=first.at.isoformat())
    keep(draft, amina, "Typed before the crash, and after it", again)
    assert kept(amina) == [(KeptKind.UNFINISHED, "Typed before the crash, and after it")]
    keep(draft, amina, "Typed before the crash that was none", DESK)
    keep(draft, amina, "Typed before the crash, and after it.", again)
    assert [kind for kind, _ in kept(amina)] == [KeptKind.SET_ASIDE, KeptKind.SET_ASIDE, KeptKind.UNFINISHED]
    save(draft, amina, "Done.", again)
    assert [kind for kind, _ in kept(amina)] == [KeptKind.SET_ASIDE, KeptKind.SET_ASIDE]


def test_what_arrives_after_it_was_saved_is_not_unfinished(draft: Draft, amina: Person, ben: Person):
    save(draft, ben, BEFORE.replace("hourly", "daily"), OpenForm("ben"))
    mine = BEFORE.replace("capped", "free")
    merged = save(draft, amina, mine)
    assert merged.draft.body == "Fares are free.\n\nBuses run daily.\n"
    assert keep(draft, amina, mine) is None
    assert kept(amina) == []


def test_a_draft_that_closes_keeps_what_was_being_typed_and_tells_its_writer(draft: Draft, amina: Person, ben: Person):
    keep(draft, ben, "Ben was here.")
    stories.submit(draft, amina)
    [told] = Notice.objects.filter(kind="NOT_IN_IT")
    assert (told.person, told.about_id) == (ben, str(draft.pk))
    keep(draft, ben, "Ben was here, and went on.")
    assert kept(ben) == [(KeptKind.UNFINISHED, "Ben was here, and went on.")]
    draft.refresh_from_db()
    assert draft.body == BEFORE


def test_discarding_tells_too(draft: Draft, amina: Person, ben: Person):
    keep(draft, ben, "Ben was here.")
    drafts.discard(draft, by=amina, at=now())
    assert Notice.objects.filter(kind="NOT_IN_IT", person=ben).count() == 1


def test_thrown_away_it_can_still_be_fetched_for_thirty_days(draft: Draft, amina: Person):
    keep(draft, amina, "Half a thought")
    assert unfinished.put_away(draft, by=amina).body == "Half a thought"
    assert kept(amina) == [(KeptKind.SET_ASIDE, "Half a thought")]
    assert unfinished.put_away(draft, by=amina) is None


def test_it_goes_by_itself_after_thirty_days(draft: Draft, amina: Person):
    at = keep(draft, amina, "Half a thought").at
    assert "unfinished texts let go" not in dict(do_what_is_due(at + timedelta(days=29)))
    assert dict(do_what_is_due(at + timedelta(days=30)))["unfinished texts let go"] == 1
    assert kept(amina) == []


def test_what_may_stand_nowhere_is_not_kept_either(draft: Draft, amina: Person):
    with pytest.raises(Refused):
        keep(draft, amina, "Marked SECRET")
    assert kept(amina) == []

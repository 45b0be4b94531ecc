"""A marking is lowered by a second person, and in no other way: GSCP 2024, only whoever clears it changes it."""

from datetime import timedelta

import pytest

from apps.clearance.actions import deciding
from apps.clearance.actions.emergencies import start_urgent
from apps.clearance.models import Route, Seat
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import drafts, saving
from apps.pages.actions.absorbing import absorb
from apps.pages.actions.saving import Words
from apps.pages.models import Draft, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.emergencies import give_role


@pytest.fixture
def offers(space: Space, amina: Person, ben: Person) -> Page:
    """A sensitive page that the team reads, written by Amina and cleared by Ben."""
    draft = stories.start(stories.front(space), amina, "Offers")
    words = Words("Offers", "Our lowest offer.", Breadth.TEAM, **stories.SENSITIVE)
    saved = saving.save(draft, words, made_on=1, by=amina, at=now()).draft
    deciding.clear(stories.submit(saved, amina), by=ben, at=now())
    return Page.objects.select_related("space__unit", "edition").get(title="Offers")


def test_silence_lowers_no_marking(offers: Page, amina: Person):
    Route.objects.get(space=offers.space, audience=Breadth.TEAM, marking="OFFICIAL").steps.update(
        silence_clears=True, working_days=1
    )
    submission = stories.submit(stories.write(drafts.start(offers, by=amina, at=now()), amina, "What we paid."), amina)
    Seat.objects.filter(submission=submission).update(due_at=now() - timedelta(days=1), silence_clears=True)
    assert submission.lowers_marking()
    assert deciding.let_silence_clear(submission, at=now()) == 0
    offers.refresh_from_db()
    assert offers.is_sensitive


def test_an_emergency_lowers_no_marking(offers: Page, amina: Person, ines: Person):
    give_role(offers.space, ines)
    with pytest.raises(Refused, match="OFFICIAL-SENSITIVE text is never"):
        start_urgent(offers, by=amina, at=now())


def test_taking_in_a_sensitive_page_marks_what_takes_it_in(offers: Page, fares: Page, amina: Person):
    draft = absorb(fares, offers, by=amina, at=now())
    assert draft.marked() == stories.SENSITIVE
    lower = stories.write(draft, amina, "Fares and offers.", audience=Breadth.TEAM)
    submission = stories.submit(Draft.objects.get(pk=lower.pk), amina)
    assert submission.lowers_marking()

"""Two windows of one person, and a pause in the moment a draft is submitted: all that was typed is somewhere."""

import pytest

from apps.clearance.models import Submission
from apps.core.clock import now
from apps.pages.actions import presence, saving, unfinished
from apps.pages.actions.unfinished import OpenForm
from apps.pages.actions.writing import Words
from apps.pages.choices import KeptKind
from apps.pages.models import Draft, KeptText, Presence
from apps.people.models import Person
from tests import stories
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(space, amina: Person) -> Draft:
    return stories.start(stories.front(space), amina, "Fares", "Fares are capped.\n\nBuses run hourly.\n")


def words(draft: Draft, body: str) -> Words:
    return Words(draft.title, body, draft.audience)


def test_two_windows_that_pause_at_once_lose_nothing_of_each_other(draft: Draft, amina: Person):
    def pause(number: int) -> object:
        return unfinished.keep(
            draft, words(draft, f"Window {number}"), made_on=1, form=OpenForm(f"w{number}"), by=amina, at=now()
        )

    came_to = together([lambda number=number: pause(number) for number in range(4)])
    assert [one for one in came_to if isinstance(one, Exception)] == []
    assert sorted(KeptText.objects.values_list("body", flat=True)) == [f"Window {number}" for number in range(4)]
    assert KeptText.objects.filter(kind=KeptKind.UNFINISHED).count() == 1


def test_a_pause_while_another_submits_is_kept_and_never_in_what_was_submitted(
    draft: Draft, amina: Person, ben: Person
):
    came_to = together(
        [
            lambda: unfinished.keep(
                draft, words(draft, "Ben types."), made_on=1, form=OpenForm("desk"), by=ben, at=now()
            ),
            lambda: stories.submit(draft, amina),
        ]
    )
    assert [one for one in came_to if isinstance(one, Exception)] == []
    assert KeptText.objects.get().body == "Ben types."
    assert Submission.objects.get().body == draft.body


def test_saving_while_the_same_form_pauses_leaves_nothing_unfinished_that_is_in_the_draft(draft: Draft, amina: Person):
    last = words(draft, "Fares are free.\n\nBuses run hourly.\n")
    form = OpenForm("desk")
    unfinished.keep(draft, words(draft, "Fares are"), made_on=1, form=form, by=amina, at=now())
    came_to = together(
        [
            lambda: unfinished.keep(draft, last, made_on=1, form=form, by=amina, at=now()),
            lambda: saving.save(draft, last, made_on=1, form=form, by=amina, at=now()),
        ]
    )
    assert [one for one in came_to if isinstance(one, Exception)] == []
    assert not KeptText.objects.exists()
    draft.refresh_from_db()
    assert draft.body == last.body


def test_opening_a_draft_in_four_windows_at_once_is_one_presence(draft: Draft, ben: Person):
    came_to = together([lambda: presence.note(draft, by=ben, at=now()) for _ in range(4)])
    assert [one for one in came_to if isinstance(one, Exception)] == []
    assert Presence.objects.count() == 1

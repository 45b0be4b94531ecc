"""Several people bring one draft up to date at the same instant: one text is saved, the others are kept."""

import pytest

from apps.core.clock import now
from apps.pages.actions import drafts, rebasing
from apps.pages.actions.saving import Words
from apps.pages.models import Draft, KeptText, Page
from apps.records.models import Event
from apps.records.queries import first_fault
from tests import stories
from tests.cast import build_government, person, post
from tests.pages.test_rebasing import BEFORE, OURS, overtake
from tests.together import together

PEOPLE = 6


@pytest.mark.django_db(transaction=True)
def test_one_is_saved_and_every_other_is_kept():
    team = build_government().rural_transport
    writers = [post(person(f"Writer {n}"), team, "HEO", "Policy adviser") for n in range(PEOPLE)]
    ben = post(person("Ben Hughes"), team, "G7", "Head of rural transport")
    nia = post(person("Nia Powell"), team, "HEO", "Policy adviser")
    space = stories.open_space(nia)
    page = stories.publish(stories.front(space), nia, ben, "Fares", BEFORE)
    draft = stories.write(drafts.start(page, by=writers[0], at=now()), writers[0], OURS)
    onto = overtake(Page.objects.select_related("space__unit").get(pk=page.pk), nia, ben).edition

    def bring(number: int):
        words = Words("Fares", f"As {number} put it together.", draft.audience)
        return rebasing.bring_up_to_date(draft, words, onto=onto, made_on=draft.version, by=writers[number], at=now())

    results = together([lambda number=number: bring(number) for number in range(PEOPLE)])
    saved = [result for result in results if result.kept is None]
    kept = [result for result in results if result.kept is not None]
    assert (len(saved), len(kept)) == (1, PEOPLE - 1), results
    after = Draft.objects.get(pk=draft.pk)
    assert (after.version, after.base_id) == (draft.version + 1, onto.pk)
    assert {after.body, *KeptText.objects.values_list("body", flat=True)} == {
        f"As {number} put it together." for number in range(PEOPLE)
    }
    assert Event.objects.filter(verb="pages.draft_rebased").count() == 1
    assert first_fault() is None

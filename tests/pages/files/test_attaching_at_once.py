"""Several people add files to one draft at the same instant."""

from functools import partial

import pytest

from apps.core.clock import now
from apps.core.rules import StateChanged
from apps.pages.actions import files as actions
from apps.pages.files import check, shelving
from apps.pages.models import Draft, StoredFile
from tests import stories
from tests.together import together


@pytest.mark.django_db(transaction=True)
def test_everybodys_file_is_there_and_a_content_that_two_bring_is_kept_once(space, amina, ben):
    draft = stories.start(stories.front(space), amina)
    annex, other = check(b"Every route.", "annex.txt"), check(b"Every fare.", "fares.txt")
    brought = [(annex, amina), (annex, ben), (other, amina), (other, ben)]
    outcomes = together([partial(attach, draft.pk, file, who) for file, who in brought])
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert [file["name"] for file in Draft.objects.get(pk=draft.pk).files] == [
        "annex-2.txt",
        "annex.txt",
        "fares-2.txt",
        "fares.txt",
    ]
    assert StoredFile.objects.count() == 2
    for file in (annex, other):
        with shelving.verified(file.sha256) as kept:
            assert kept.read() == file.content


def attach(draft_id, file, who):
    """Try again, as somebody who is told to look again does."""
    for _ in range(10):
        try:
            draft = Draft.objects.select_related("space__unit").get(pk=draft_id)
            return actions.attach(draft, file, "All", by=who, at=now())[1]
        except StateChanged:
            continue
    raise AssertionError("it was never let in")

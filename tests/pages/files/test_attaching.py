"""Files in drafts: who adds them, what they bind, and how nothing of them is lost."""

import pytest

from apps.core.clock import now
from apps.pages.actions import files as actions
from apps.pages.files import check
from tests import stories
from tests.pages.files import samples


def test_a_file_is_a_version_of_its_uploader(space, amina, ben):
    draft = stories.start(stories.front(space), amina)
    draft, name = actions.attach(draft, check(samples.image(), "Chart.png"), "Fares fell.", by=ben, at=now())
    assert (draft.version, name, [f["name"] for f in draft.files]) == (2, "chart.png", ["chart.png"])

"""The screens of best practice, as whoever writes and gathers it sees them."""

import pytest

from apps.core.clock import now
from apps.moderation.choices import Voice
from apps.practice.actions import gathering
from apps.practice.actions.tips import Tip, give
from apps.practice.models import Practice, Topic
from apps.trust.choices import Level
from tests.exchange import stand
from tests.journeys.test_screens import LONG_TITLE, look_at_all

pytestmark = pytest.mark.appearance


@pytest.fixture
def gulls(exchange, carys):
    """A practice of Carys's, in a collection of hers with another."""
    stand(carys, exchange.community, Level.CONTRIBUTOR)
    collection = gathering.make(exchange, "First week", "Read these first.", by=carys, at=now())
    head = {"problem": "Counts differ.", "did": "We count at dawn.", "contact": "Bird desk"}
    for title in (LONG_TITLE, "Count gulls at dawn"):
        tip = Tip(title, head, carys.postings.get().unit, Voice.OFFICIAL, topics=list(Topic.objects.all()[:3]))
        draft = give(exchange, tip, by=carys, at=now())
        practice = Practice.objects.get(page=draft.page)
        item = gathering.add(collection, practice, "Read this one first.", by=carys, at=now())
    gathering.move_up(item, by=carys, at=now())
    return practice, collection, draft


def test_carys_who_writes_tips_and_gathers_practices(enter, exchange, carys, gulls):
    practice, collection, draft = gulls
    space, number = f"/spaces/{exchange.pk}", practice.pk
    look_at_all(
        enter(carys),
        (exchange.get_absolute_url(), "What works"),
        ("/practices/", "Practices"),
        ("/practices/?q=zeppelin", "Practices"),
        (f"{space}/practices/?topic=none", "Practices in What works"),
        (f"/practices/{number}/", f"{practice}: the practice"),
        (f"/practices/{number}/about/", f"What {practice} is about"),
        (f"/practices/{number}/collect/", f"Add {practice} to a collection"),
        (f"/practices/{number}/collect/", f"Error: Add {practice} to a collection", "Add it"),
        (f"{space}/tip/", "Write a tip for What works"),
        (f"{space}/tip/", "Error: Write a tip for What works", "Send the tip"),
        (f"{space}/tip/{draft.pk}/", "Your tip is published"),
        (f"{space}/collections/", "Collections in What works"),
        (f"{space}/collections/new/", "Error: Make a collection in What works", "Make the collection"),
        (f"/collections/{collection.pk}/", "First week: a collection in What works"),
        (f"/collections/{collection.pk}/rename/", "Rename First week"),
        (f"/collections/items/{collection.items.first().pk}/note/", f"Why {practice} is in First week"),
    )

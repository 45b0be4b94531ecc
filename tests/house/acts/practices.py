"""Tips, what practices are about, and collections."""

from apps.core.clock import now
from apps.moderation.choices import Voice
from apps.pages.actions import publishing
from apps.pages.choices import DraftState
from apps.pages.models import Draft, Space
from apps.practice import heads
from apps.practice.actions import filed_under, gathering, practices, tips
from apps.practice.models import CollectionItem, Practice, Topic
from tests import stories
from tests.exchange import open_exchange
from tests.house.acts.stage import Act, Stage

OPENED = ["pages.published", "pages.space_opened", "trust.steward_appointed"]
WRITTEN = ["pages.draft_started", "pages.draft_saved"]
PUBLISHED = [*OPENED, *WRITTEN, "pages.published"]
COLLECTED = [*PUBLISHED, "practice.collection_made", "practice.collected"]
HEAD = {"problem": "Nobody knew.", "did": "We asked.", "contact": "Bus desk"}


def tip(stage: Stage) -> object:
    """Ben's, who is new there: nobody picks it by chance for the stewards, as they look at it anyway."""
    space = open_exchange(stage.amina)
    return tips.give(space, tips.Tip("Ask", HEAD, space.unit, Voice.OFFICIAL), by=stage.ben, at=now())


def practice(stage: Stage, title: str = "Ask", space: Space | None = None) -> Practice:
    draft = stories.start(stories.front(space or open_exchange(stage.amina)), stage.ben, title, heads.body_of(HEAD))
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.CLEARED)
    edition = publishing.publish(draft, digest=draft.digest(), clearances=[], by=stage.ben, at=now())
    return Practice.objects.select_related("page__space").get(page=edition.page)


def collected(stage: Stage) -> CollectionItem:
    found = practice(stage)
    made = gathering.make(found.page.space, "First week", "", **stage.by)
    return gathering.add(made, found, "", **stage.by)


def moved(stage: Stage) -> object:
    collection = collected(stage).collection
    second = gathering.add(collection, practice(stage, "Ask twice", collection.space), "", **stage.by)
    return gathering.move_up(second, **stage.by)


ACTS: dict[str, tuple[Act, list[str]]] = {
    "practice.actions.tips.give": (tip, [*OPENED, *WRITTEN, "clearance.submitted"]),
    "practice.actions.filed_under.set_name": (
        lambda s: filed_under.set_name(Topic(name="Rivers"), by=s.ines, at=now()),
        ["practice.topic_named"],
    ),
    "practice.actions.practices.file": (
        lambda s: practices.file(practice(s), [], [], **s.by),
        [*PUBLISHED, "practice.filed"],
    ),
    "practice.actions.gathering.make": (
        lambda s: gathering.make(open_exchange(s.amina), "First week", "", **s.by),
        [*OPENED, "practice.collection_made"],
    ),
    "practice.actions.gathering.add": (collected, COLLECTED),
    "practice.actions.gathering.rename": (
        lambda s: gathering.rename(collected(s).collection, "Day one", "", **s.by),
        [*COLLECTED, "practice.collection_renamed"],
    ),
    "practice.actions.gathering.note": (
        lambda s: gathering.note(collected(s), "First.", **s.by),
        [*COLLECTED, "practice.collection_noted"],
    ),
    "practice.actions.gathering.move_up": (
        moved,
        [*COLLECTED, *WRITTEN, "pages.published", "practice.collected", "practice.collection_ordered"],
    ),
    "practice.actions.gathering.take_out": (
        lambda s: gathering.take_out(collected(s), **s.by),
        [*COLLECTED, "practice.uncollected"],
    ),
}

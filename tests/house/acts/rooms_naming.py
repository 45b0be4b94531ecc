"""Files that come with what is said."""

from apps.moderation.actions import guidelines
from apps.pages.files import check
from apps.rooms.actions import posting
from apps.rooms.actions.files import Brought
from apps.rooms.actions.posting import Said
from tests.house.acts.stage import Act, Stage
from tests.rooms.talking import general


def attached(stage: Stage) -> object:
    guidelines.accept(**stage.by)
    file = Brought(check(b"North to south.", "routes.txt"), "Routes")
    return posting.post(general(stage.space.room), Said("", (file,)), **stage.by)


ACTS: dict[str, tuple[Act, list[str]]] = {
    "rooms.actions.files.attach": (attached, ["moderation.guidelines_accepted", "rooms.file_added", "rooms.said"]),
}

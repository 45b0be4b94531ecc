"""What talk comes to: pages, tips, comments and decisions."""

from django.utils.timezone import localdate

from apps.clearance.actions.commenting import Remark
from apps.core.clock import now
from apps.moderation.choices import Voice
from apps.pages.choices import CommentKind
from apps.people.choices import Breadth
from apps.practice.actions.tips import Tip
from apps.rooms.actions import deciding, promoting
from apps.rooms.actions.deciding import Decided, Place
from apps.rooms.actions.promoting import Chosen, NewPage
from apps.rooms.models import Decision
from tests.exchange import open_exchange
from tests.house.acts.practices import HEAD, OPENED, WRITTEN
from tests.house.acts.rooms_talking import SAID, said
from tests.house.acts.stage import Act, Stage


def chosen(stage: Stage) -> Chosen:
    """What Amina said in her team's room, which the rest of the directorate does not read."""
    message = said(stage)
    return Chosen(message.topic, (message.number,), widened_because="It names nobody.")


def page(stage: Stage) -> object:
    new = NewPage(stage.fares, "When the cap ends", Breadth.DIRECTORATE)
    return promoting.make_page(chosen(stage), new, **stage.by)


def tip(stage: Stage) -> object:
    """By Ben, who is new there: nobody picks it by chance for the stewards, as they look at it anyway."""
    space, of = open_exchange(stage.amina), chosen(stage)
    told = Tip("Tell them early", HEAD, stage.government.rural_transport, Voice.OFFICIAL)
    return promoting.make_tip(of, space, told, by=stage.ben, at=now())


def comment(stage: Stage) -> object:
    remark = Remark(CommentKind.NOTE, "It ends in March.", stage.draft.version)
    return promoting.make_comment(chosen(stage), stage.draft, remark, **stage.by)


def decision(stage: Stage) -> object:
    of = chosen(stage)
    return promoting.make_decision(of, Place(room=of.topic.room), decided(stage), **stage.by)


def decided(stage: Stage) -> Decided:
    return Decided("It ends in March", "It costs too much.", localdate(), (stage.amina,))


def recorded(stage: Stage) -> Decision:
    place = Place(page=stage.fares, edition=stage.fares.edition)
    return deciding.record_decision(place, decided(stage), **stage.by)


# Each act, by the action it is done through and what is special about it, with the records it leaves, in order.
ACTS: dict[str, tuple[Act, list[str]]] = {
    "rooms.actions.promoting.make_page": (page, [*SAID, "pages.draft_started", "pages.draft_saved", "rooms.promoted"]),
    "rooms.actions.promoting.make_tip": (
        tip,
        [*OPENED, *SAID, *WRITTEN, "clearance.submitted", "rooms.promoted"],
    ),
    "rooms.actions.promoting.make_comment": (comment, [*SAID, "clearance.commented", "rooms.promoted"]),
    "rooms.actions.promoting.make_decision": (decision, [*SAID, "rooms.decided", "rooms.promoted"]),
    "rooms.actions.deciding.record_decision": (recorded, ["rooms.decided"]),
    "rooms.actions.deciding.supersede": (
        lambda s: deciding.supersede(recorded(s), decided(s), **s.by),
        ["rooms.decided", "rooms.decided"],
    ),
    "rooms.actions.deciding.dissent": (
        lambda s: deciding.dissent(recorded(s), "Too soon.", is_named=False, by=s.ben, at=now()),
        ["rooms.decided", "rooms.dissented"],
    ),
}

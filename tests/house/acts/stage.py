"""What the acts are acted on, and what several of them say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from apps.clearance.actions import (
    emergencies,
)
from apps.clearance.models import Emergency, EmergencyRole, Submission
from apps.core.clock import now
from apps.pages.actions import drafts
from apps.pages.choices import DraftState
from apps.pages.models import Draft, Page, Space
from apps.people.models import Person
from tests import stories
from tests.cast import Government, grade

WHY = "Because it must be told."
SET = ["clearance.emergency_role_set"]
RUSHED = [*SET, "pages.published", "clearance.submitted", "clearance.emergency_published"]


@dataclass
class Stage:
    """What the acts are acted on."""

    government: Government
    amina: Person
    ben: Person
    hal: Person
    ines: Person
    space: Space
    fares: Page
    draft: Draft
    submission: Submission
    by: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by = {"by": self.amina, "at": now()}

    def cleared(self) -> Draft:
        draft = self.submission.draft
        drafts.move(draft, DraftState.CLEARED)
        return draft


def set_up(government: Government, amina: Person, ben: Person, hal: Person, ines: Person, fares: Page) -> Stage:
    front = stories.front(fares.space)
    stories.revise(fares, amina, ben, "Fares are free.")
    waiting = stories.start(front, amina, "Passes")
    submission = stories.submit(waiting, amina)
    new = stories.start(front, amina, "Stops")
    fares = Page.objects.select_related("space__unit").get(pk=fares.pk)
    return Stage(government, amina, ben, hal, ines, fares.space, fares, new, submission)


Act = Callable[[Stage], object]


def role(stage: Stage) -> EmergencyRole:
    role = EmergencyRole(space=stage.space, name="Duty officer", unit=stage.space.unit, grade=grade("HEO"))
    return emergencies.set_emergency_role(role, by=stage.ines, at=now())


def rush(stage: Stage, *, falls_back: bool = False) -> Emergency:
    """The new draft, published in an emergency for Ben to review."""
    role(stage)
    urgency = emergencies.Urgency(WHY, stage.ben, falls_back)
    return emergencies.publish_in_emergency(stage.draft, urgency, version=stage.draft.version, **stage.by)

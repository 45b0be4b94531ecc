"""Reads about what is proposed for a page: what would happen, to which pages, and who would have to clear it."""

from dataclasses import dataclass
from datetime import datetime

from apps.clearance.choices import Act, SubmissionState
from apps.clearance.models import Submission
from apps.clearance.models.proposals import Change
from apps.clearance.queries.routes import Stop, is_cleared, steps_for, stops_of
from apps.pages.models import Page, Space
from apps.people.models import Person

PAGES_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change would come to. Nobody need clear it when there are no `stops` and it is not `is_cleared`.

    `below` are pages that would move along, as far as the person asking may see them.
    """

    page: Page
    act: Act
    other: Page | None
    path: str
    is_cleared: bool
    stops: list[Stop]
    below: list[Page]
    has_more_below: bool


def foresee(page: Page, change: Change, *, by: Person, at: datetime) -> Foreseen:
    """What it would come to if this person had it done now."""
    needs_clearing = is_cleared(page, change.act)
    steps = steps_for(page.space, audience=page.audience, marking=page.marking) if needs_clearing else []
    below = pages_below(page, by) if change.act == Act.MOVE else []
    return Foreseen(
        page=page,
        act=change.act,
        other=change.other,
        path=f"{change.other.path}/{change.slug or page.slug}" if change.act == Act.MOVE and change.other else "",
        is_cleared=needs_clearing,
        stops=stops_of(page.space, steps, barred={by.pk}, at=at),
        below=below[:PAGES_SHOWN],
        has_more_below=len(below) > PAGES_SHOWN,
    )


def pages_below(page: Page, person: Person) -> list[Page]:
    """The first pages below a page that this person may see, by path, one more than are shown."""
    return list(Page.objects.visible_to(person).filter(path__below=page.path).order_by("path")[: PAGES_SHOWN + 1])


def open_proposal(page: Page, person: Person) -> Submission | None:
    """What is proposed for a page and waits for clearance, if this person may see it."""
    waiting = Submission.objects.visible_to(person).filter(proposal__page=page, state=SubmissionState.OPEN)
    return waiting.select_related("submitted_by").first()


def open_route_changes(space: Space, person: Person) -> dict[int, Submission]:
    """By route, what is proposed for it or to stand beside it and waits for clearance, if this person may see it."""
    seen = Submission.objects.visible_to(person).filter(act=Act.ROUTE, state=SubmissionState.OPEN)
    changes = seen.filter(proposal__route__space=space).select_related("proposal", "submitted_by").defer("body")
    return {change.proposal.route_id: change for change in changes if change.proposal and change.proposal.route_id}

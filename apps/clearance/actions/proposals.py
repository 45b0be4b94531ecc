"""Proposing what is done to a page or a route besides writing, and doing it once it is cleared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from apps.clearance.actions.page_acts import do_to_page
from apps.clearance.actions.routes import lay_out
from apps.clearance.actions.submitting import propose
from apps.clearance.choices import Act
from apps.clearance.models import Proposal, Route, Submission
from apps.clearance.models.routes import Layout, Wish
from apps.clearance.queries.routes import layout_of
from apps.clearance.queries.submissions import authors_of
from apps.clearance.rules.routes import may_propose_route
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.choices import Marking
from apps.people.models import Person
from apps.records.actions import System

Done = Callable[[Proposal, Person | System, datetime], None]


@transaction.atomic
def propose_route(
    route: Route, wishes: Sequence[Wish], acts: Sequence[str], *, because: str, by: Person, at: datetime
) -> Submission:
    """This will send other steps for a route up that route as it is. Raises Refused with the rule's reason."""
    return _propose(route, Layout.of(wishes, acts, route.marking), because=because, by=by, at=at)


@transaction.atomic
def propose_sensitive_route(
    route: Route, wishes: Sequence[Wish], acts: Sequence[str], *, because: str, by: Person, at: datetime
) -> Submission:
    """This will send a route for OFFICIAL-SENSITIVE alone up the route that clears such text until then.

    Raises Refused with the rule's reason.
    """
    return _propose(route, Layout.of(wishes, acts, Marking.SENSITIVE), because=because, by=by, at=at)


def _propose(route: Route, wanted: Layout, *, because: str, by: Person, at: datetime) -> Submission:
    # Locked, so that of two changes proposed at once the second finds the first.
    route = Route.objects.select_for_update(of=("self",)).select_related("space__unit").get(pk=route.pk)
    may_propose_route.require(by, route, wanted, at)
    change = {**asdict(wanted), "was": asdict(layout_of(route))}
    proposal = Proposal(act=Act.ROUTE, space=route.space, route=route, change=change, because=because)
    return propose(proposal, by=by, at=at)


def do_as_proposed(submission: Submission, by: Person | System, at: datetime) -> None:
    """This will do what a cleared proposal says."""
    proposal = submission.proposal
    assert proposal is not None
    DONE[Act(proposal.act)](proposal, by, at)
    tell(authors_of(submission), NoticeKind.DONE, about=submission, at=at)


def _change_route(proposal: Proposal, by: Person | System, at: datetime) -> None:
    assert proposal.route is not None
    wanted = Layout.told(proposal.change)
    route, _ = Route.objects.get_or_create(
        space=proposal.space, audience=proposal.route.audience, marking=wanted.marking
    )
    lay_out(route, wanted.steps, wanted.acts, by=by, at=at)


DONE: Mapping[Act, Done] = {
    Act.WITHDRAW: do_to_page,
    Act.REPLACE: do_to_page,
    Act.REMOVE: do_to_page,
    Act.MOVE: do_to_page,
    Act.ROUTE: _change_route,
}

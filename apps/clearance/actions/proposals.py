"""Proposing what is done to a page or a route besides writing, and doing it once it is cleared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from apps.clearance.actions.routes import Wish, lay_out
from apps.clearance.actions.submitting import propose
from apps.clearance.choices import Act
from apps.clearance.models import Proposal, Route, Submission
from apps.clearance.rules import may_propose_route
from apps.people.models import Person
from apps.records.actions import System

Done = Callable[[Proposal, Person | System, datetime], None]


@transaction.atomic
def propose_route(
    route: Route, wishes: Sequence[Wish], acts: Sequence[str], *, because: str, by: Person, at: datetime
) -> Submission:
    """This will send other steps for a route up that route as it is. Raises Refused with the rule's reason."""
    may_propose_route.require(by, route, wishes, at)
    change = {"steps": [asdict(wish) for wish in wishes], "acts": list(acts)}
    proposal = Proposal(act=Act.ROUTE, space=route.space, route=route, change=change, because=because)
    return propose(proposal, by=by, at=at)


def do_as_proposed(submission: Submission, by: Person | System, at: datetime) -> None:
    """This will do what a cleared proposal says."""
    proposal = submission.proposal
    assert proposal is not None
    DONE[Act(proposal.act)](proposal, by, at)


def _change_route(proposal: Proposal, by: Person | System, at: datetime) -> None:
    assert proposal.route is not None
    wishes = [Wish(**one) for one in proposal.change["steps"]]
    lay_out(proposal.route, wishes, proposal.change["acts"], by=by, at=at)


DONE: Mapping[Act, Done] = {
    Act.ROUTE: _change_route,
}

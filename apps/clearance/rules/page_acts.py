"""Who may have a page withdrawn, replaced, unpublished or moved, and when that can be done."""

from collections.abc import Mapping
from datetime import datetime

from apps.clearance.choices import Act, SubmissionState
from apps.clearance.models import Submission
from apps.clearance.models.proposals import Change
from apps.core.rules import Grounds, Rule
from apps.pages.choices import PAGE_MOVES, Standing
from apps.pages.models import Page
from apps.pages.places import may_move_under, may_stand_in_for
from apps.pages.rules import may_keep
from apps.people.models import Person

LEADS_TO: Mapping[Act, Standing] = {
    Act.WITHDRAW: Standing.WITHDRAWN,
    Act.REPLACE: Standing.REPLACED,
    Act.REMOVE: Standing.REMOVED,
}


@Rule
def may_change_page(person: Person, page: Page, change: Change, at: datetime) -> Grounds:
    """Any member of the space may have it done or propose it; to move a page elsewhere, whoever drafts there too."""
    member = may_keep(person, page.space, at)
    yield member.allowed, member.reason
    if change.act == Act.MOVE and change.other and change.other.space_id != page.space_id:
        there = may_keep(person, change.other.space, at)
        yield there.allowed, f"That page stands in another space, {change.other.space}. {there.reason}"
    yield (
        not Submission.objects.filter(proposal__page=page, state=SubmissionState.OPEN).exists(),
        "Another change of what stands here is waiting for clearance already. Wait until that is decided.",
    )
    doing = may_be_done(page, change)
    yield doing.allowed, doing.reason


@Rule
def may_be_done(page: Page, change: Change) -> Grounds:
    """Whether a page as it stands, and the other one, let it happen."""
    standing, other = Standing(page.standing), change.other
    if change.act == Act.MOVE:
        assert other is not None
        moving = may_move_under(page, other, change.slug or page.slug)
        yield moving.allowed, moving.reason
        return
    yield LEADS_TO[change.act] in PAGE_MOVES[standing], f"This page is already {standing.label.lower()}."
    yield (
        change.act != Act.REPLACE or not page.is_front_page,
        "A space opens with this page, so no other page can take its place.",
    )
    if other is not None:
        standing_in = may_stand_in_for(other, page)
        yield standing_in.allowed, standing_in.reason

"""Having a page withdrawn, replaced, unpublished or moved: at once, or by way of clearance."""

from datetime import datetime

from django.db import transaction

from apps.clearance.actions.deciding import void_what_depends_on
from apps.clearance.actions.page_acts import do, lock_pages
from apps.clearance.actions.submitting import propose
from apps.clearance.choices import CHANGES_WHAT_STANDS
from apps.clearance.models import Proposal, Submission
from apps.clearance.models.proposals import Change
from apps.clearance.queries.routes import is_cleared
from apps.clearance.rules.page_acts import may_change_page
from apps.pages.models import Page
from apps.people.models import Person


@transaction.atomic
def change_page(page: Page, change: Change, *, by: Person, at: datetime) -> Submission | Page:
    """This will do it at once, or send it up the page's route where the route says that it is cleared.

    Returns the page, or what was submitted. Raises Refused with the rule's reason.
    """
    lock_pages(change.act, page.pk, change.other.pk if change.other else None)
    page = _afresh(page.pk)
    if change.other is not None:
        change = Change(change.act, change.because, _afresh(change.other.pk), change.slug)
    may_change_page.require(by, page, change, at)
    if not is_cleared(page, change.act):
        page = do(page, change, by=by, at=at)
        if change.act in CHANGES_WHAT_STANDS:
            void_what_depends_on(page, by=by, at=at)
        return page
    proposal = Proposal(act=change.act, space=page.space, page=page, target=change.other, slug=change.slug)
    proposal.because = change.because
    return propose(proposal, by=by, at=at)


def _afresh(pk: int) -> Page:
    return Page.objects.select_related("space__unit").get(pk=pk)

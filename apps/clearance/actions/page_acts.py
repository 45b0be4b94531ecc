"""Withdrawing, replacing, unpublishing and moving pages: at once, or once it has been cleared."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from apps.clearance.actions.aftermath import note_overtaken
from apps.clearance.actions.submitting import propose
from apps.clearance.choices import Act
from apps.clearance.models import Proposal, Submission
from apps.clearance.models.proposals import Change
from apps.clearance.page_rules import may_change_page
from apps.clearance.queries.routes import is_cleared
from apps.pages.actions import standing
from apps.pages.actions.moving import lock_for_move, move_page
from apps.pages.models import Page
from apps.people.models import Person
from apps.records.actions import System

Doing = Callable[[Page, Change, Person | System, datetime], Page]


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
        return _do(page, change, by, at)
    proposal = Proposal(act=change.act, space=page.space, page=page, target=change.other, slug=change.slug)
    proposal.because = change.because
    return propose(proposal, by=by, at=at)


def do_to_page(proposal: Proposal, by: Person | System, at: datetime) -> None:
    """This will do to a page what was proposed and cleared. Part of the last clearance, in its transaction."""
    assert proposal.page is not None
    change = Change.proposed(proposal)
    _do(proposal.page, change, by, at)


def lock_pages(act: Act, page_id: int, other_id: int | None) -> None:
    """This will lock a page and the other one of an act until the transaction ends; for a move, their spaces first.

    In the order of their keys, so that nobody waits in a ring.
    """
    if act == Act.MOVE and other_id is not None:
        lock_for_move(page_id, other_id)
        return
    pages = {page_id, other_id or page_id}
    list(Page.objects.select_for_update(of=("self",)).only("pk").filter(pk__in=pages).order_by("pk"))


def _afresh(pk: int) -> Page:
    return Page.objects.select_related("space__unit").get(pk=pk)


def _do(page: Page, change: Change, by: Person | System, at: datetime) -> Page:
    page = DOING[change.act](page, change, by, at)
    note_overtaken(page, by=by, at=at)
    return page


def _withdraw(page: Page, change: Change, by: Person | System, at: datetime) -> Page:
    return standing.withdraw(page, change.because, change.other, by=by, at=at)


def _replace(page: Page, change: Change, by: Person | System, at: datetime) -> Page:
    assert change.other is not None
    return standing.replace(page, change.other, change.because, by=by, at=at)


def _remove(page: Page, change: Change, by: Person | System, at: datetime) -> Page:
    return standing.remove(page, change.because, by=by, at=at)


def _move(page: Page, change: Change, by: Person | System, at: datetime) -> Page:
    assert change.other is not None
    return move_page(page, under=change.other, slug=change.slug, by=by, at=at, because=change.because)


DOING: Mapping[Act, Doing] = {
    Act.WITHDRAW: _withdraw,
    Act.REPLACE: _replace,
    Act.REMOVE: _remove,
    Act.MOVE: _move,
}

"""Withdrawing, replacing, unpublishing and moving pages."""

from collections.abc import Callable, Mapping
from datetime import datetime

from apps.clearance.actions.aftermath import note_overtaken
from apps.clearance.choices import Act
from apps.clearance.models import Proposal
from apps.clearance.models.proposals import Change
from apps.pages.actions import standing
from apps.pages.actions.crediting import debit_unpublished
from apps.pages.actions.moving import lock_for_move, move_page
from apps.pages.models import Page
from apps.people.models import Person
from apps.records.actions import System

Doing = Callable[[Page, Change, Person | System, datetime], Page]


def do_to_page(proposal: Proposal, by: Person | System, at: datetime) -> None:
    """This will do to a page what was proposed and cleared. Part of the last clearance, in its transaction."""
    assert proposal.page is not None
    do(proposal.page, Change.proposed(proposal), by=by, at=at)


def do(page: Page, change: Change, *, by: Person | System, at: datetime) -> Page:
    """This will do to a locked page what was cleared, or what whoever calls has made sure that a member may do."""
    page = DOING[change.act](page, change, by, at)
    if isinstance(by, Person):
        debit_unpublished(page, by=by, at=at)
    note_overtaken(page, by=by, at=at)
    return page


def lock_pages(act: Act, page_id: int, other_id: int | None) -> None:
    """This will lock a page and the other one of an act until the transaction ends; for a move, their spaces first.

    In the order of their keys, so that nobody waits in a ring.
    """
    if act == Act.MOVE and other_id is not None:
        lock_for_move(page_id, other_id)
        return
    pages = {page_id, other_id or page_id}
    list(Page.objects.select_for_update(of=("self",)).only("pk").filter(pk__in=pages).order_by("pk"))


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

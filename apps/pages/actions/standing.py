"""What stands at a page's address: withdrawing a page, replacing it, unpublishing what was published in error.

It comes back as a further edition, by `publishing.publish`. Whoever calls has made sure that the act was cleared, or
that a member of the space may do it at once.
"""

from datetime import datetime

from django.db import transaction

from apps.core.rules import Refused, StateChanged
from apps.pages.choices import EDITION_MOVES, PAGE_MOVES, EditionState, Standing
from apps.pages.models import Edition, Imprint, Page
from apps.pages.places import may_stand_in_for
from apps.records.actions import Actor, record


@transaction.atomic
def withdraw(page: Page, explanation: str, superseded_by: Page | None = None, *, by: Actor, at: datetime) -> Page:
    """This will mark a page as withdrawn. Its text stays to be read, under the explanation, and leaves the search.

    `superseded_by` is the page that says what holds now. Raises StateChanged when it is withdrawn already or
    unpublished, Refused when the other page is no page to send readers to.
    """
    page = _change(page, Standing.WITHDRAWN, explanation, superseded_by, at=at)
    _move_editions(page, EditionState.WITHDRAWN)
    record("pages.withdrawn", about=page, by=by, at=at, because=explanation, details=_facts(page))
    return page


@transaction.atomic
def replace(page: Page, by_page: Page, explanation: str, *, by: Actor, at: datetime) -> Page:
    """This will send readers of a page on to another one; whoever may not read that one is told why instead.

    Raises as `withdraw`, and for the page that a space opened with.
    """
    page = _change(page, Standing.REPLACED, explanation, by_page, at=at)
    _move_editions(page, EditionState.WITHDRAWN)
    record("pages.replaced", about=page, by=by, at=at, because=explanation, details=_facts(page))
    return page


@transaction.atomic
def remove(page: Page, explanation: str, *, by: Actor, at: datetime) -> Page:
    """This will take what was published in error from every reader: the text of every edition so far, and the title.

    Only the explanation is left, at the address, for those who were in the audience. Raises StateChanged when it is
    unpublished already.
    """
    page = _change(page, Standing.REMOVED, explanation, None, at=at)
    _move_editions(page, EditionState.REMOVED)
    record("pages.unpublished", about=page, by=by, at=at, because=explanation, details=_facts(page))
    return page


def _change(page: Page, to: Standing, explanation: str, other: Page | None, *, at: datetime) -> Page:
    """The page, locked, and the other one with it, in the order of their keys so that nobody waits in a ring."""
    wanted = [page.pk, *([other.pk] if other else [])]
    locked = Page.objects.select_for_update(of=("self",)).select_related("space__unit", "edition").order_by("pk")
    found = {one.pk: one for one in locked.filter(pk__in=wanted)}
    page = found[page.pk]
    if to not in PAGE_MOVES[Standing(page.standing)]:
        standing = Standing(page.standing).label.lower()
        raise StateChanged(f"Somebody changed what stands here since you opened this page: it is now {standing}.")
    if to == Standing.REPLACED and page.is_front_page:
        raise Refused("A space opens with this page, so no other page can take its place.")
    if other is not None:
        may_stand_in_for.require(found[other.pk], page)
    page.standing, page.standing_since, page.explanation, page.replaced_by = to, at, explanation, other
    page.save(update_fields=["standing", "standing_since", "explanation", "replaced_by"])
    Imprint.advance()
    return page


def _move_editions(page: Page, to: EditionState) -> None:
    """Move every edition of the page that the table lets go there."""
    movable = [state for state, moves in EDITION_MOVES.items() if to in moves]
    Edition.objects.filter(page=page, state__in=movable).update(state=to)
    if page.edition:
        page.edition.state = to


def _facts(page: Page) -> dict[str, object]:
    edition = page.edition.number if page.edition else None
    return {"path": page.path, "edition": edition, "other": page.replaced_by.path if page.replaced_by else ""}

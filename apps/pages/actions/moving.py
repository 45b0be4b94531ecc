"""Moving a page with everything below it. Every address it had before leads to where it stands now."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr

from apps.core.rules import StateChanged
from apps.pages.actions import tree
from apps.pages.models import Draft, Imprint, Page, Redirect
from apps.pages.places import may_move_under
from apps.records.actions import Actor, record

CHUNK = 2000


@transaction.atomic
def move_page(page: Page, *, under: Page, slug: str = "", by: Actor, at: datetime, because: str) -> Page:
    """This will move a page with all pages below it under another page, at `slug` or at the slug it has.

    Whoever calls has made sure that the act was cleared, or that a member of both spaces may do it at once. Open
    drafts go with their pages. Raises Refused with the rule's reason, StateChanged when either page moved to another
    space meanwhile.
    """
    page, under = lock_for_move(page.pk, under.pk)
    slug = slug or page.slug
    may_move_under.require(page, under, slug)
    before, path = page.path, f"{under.path}/{slug}"
    Redirect.objects.bulk_create(_left_behind(before), batch_size=CHUNK)
    tree.replant(page.urlpath, parent=under.urlpath, slug=slug, below=Page.objects.filter(path__below=before))
    if under.space_id != page.space_id:
        moved = Page.objects.within(before)
        Draft.objects.open().filter(Q(page__in=moved) | Q(parent__in=moved)).update(space=under.space)
    Page.objects.filter(pk=page.pk).update(parent=under)
    rest = Substr(F("path"), len(before) + 1)
    count = Page.objects.within(before).update(path=Concat(Value(path), rest), space=under.space)
    # Where a page stands now no redirect leads anywhere else.
    Redirect.objects.filter(path__in=Page.objects.within(path).values("path")).delete()
    Imprint.advance()
    facts = {"from": before, "to": path, "pages": count}
    page.path, page.parent, page.space = path, under, under.space
    record("pages.moved", about=page, by=by, at=at, because=because, details=facts)
    return page


def lock_for_move(page_id: int, under_id: int) -> tuple[Page, Page]:
    """Both pages afresh, locked until the transaction ends, and before them their spaces.

    Of all who move pages in a space, or add one there, each waits for the one before: nobody moves a page below one
    that is itself on the way below it. Every lock is taken in the order of its keys, so that nobody waits in a ring.
    """
    spaces = {space.pk for space in tree.lock_spaces(page_id, under_id)}
    locked = Page.objects.select_for_update(of=("self",)).select_related("space__unit", "urlpath")
    found = {one.pk: one for one in locked.filter(pk__in=(page_id, under_id)).order_by("pk")}
    if {one.space_id for one in found.values()} != spaces:
        raise StateChanged("One of these pages was moved to another space a moment ago. Try again.")
    return found[page_id], found[under_id]


def _left_behind(path: str) -> list[Redirect]:
    within = Page.objects.within(path).values_list("path", "pk")
    return [Redirect(path=before, page_id=pk) for before, pk in within.iterator(chunk_size=CHUNK)]

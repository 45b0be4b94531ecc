"""Looking after pages: finding them still right, handing them over, and telling their owners of what is due."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from apps.core.months import months_after
from apps.core.rules import StateChanged
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.models import Imprint, Page
from apps.pages.queries.owners import others_of, owner_of
from apps.pages.rules import may_look_after, may_own
from apps.people.models import Person
from apps.people.queries import OwnerPost, who_answers_for
from apps.records.actions import record


@transaction.atomic
def confirm(page: Page, *, edition: int, by: Person, at: datetime) -> Page:
    """This will put on record that a page is still right, and put its next review off by the months it was given.

    `edition` is the number of the edition they read. Raises Refused with the rule's reason, StateChanged when the
    page was published again meanwhile.
    """
    page = _locked(page)
    may_look_after.require(by, page, at)
    if page.edition is None or page.edition.number != edition:
        raise StateChanged("The page was published again after you opened it. Read it again before you confirm it.")
    page.confirmed_on, page.confirmed_post = localdate(at), by.post_at(at)
    page.review_by = months_after(page.confirmed_on, page.review_months)
    page.nudged_on = None
    page.save(update_fields=["confirmed_on", "confirmed_post", "review_by", "nudged_on"])
    Imprint.advance()
    details = {"edition": edition, "review_by": page.review_by.isoformat()}
    record("pages.confirmed", about=page, by=by, at=at, details=details)
    return page


@transaction.atomic
def hand_over(
    page: Page, to: OwnerPost, *, with_its_others: bool, because: str, by: Person, at: datetime
) -> list[Page]:
    """This will give a page to another post, and tell whoever holds that; returns the pages that changed hands.

    `with_its_others` gives all pages of the space that the same post owns. Raises Refused with the rule's reason.
    """
    page = _locked(page)
    may_look_after.require(by, page, at)
    given = [page, *(_its_others(page) if with_its_others else ())]
    for one in given:
        may_own.require(to, one, at)
    was = owner_of(page)
    changed = Page.objects.filter(pk__in=[one.pk for one in given])
    changed.update(owner=to.unit, owner_post=to.title, nudged_on=None, vacancy_told_on=None)
    Imprint.advance()
    for one in given:
        details = {"from": str(was), "to": str(to), "unit": to.unit.pk, "post": to.title}
        record("pages.handed_over", about=one, by=by, at=at, because=because, details=details)
    _tell_new_owner(given, to, by=by, at=at)
    return given


def _locked(page: Page) -> Page:
    locked = Page.objects.select_for_update(of=("self",))
    return locked.select_related("space__unit", "owner", "audience_unit", "edition").get(pk=page.pk)


def _its_others(page: Page) -> list[Page]:
    locked = others_of(page).select_for_update(of=("self",)).order_by("pk")
    return list(locked.select_related("owner", "audience_unit"))


def _tell_new_owner(given: list[Page], to: OwnerPost, *, by: Person, at: datetime) -> None:
    people = [person for person in who_answers_for([to], at=at)[to.key].people if person != by]
    if len(given) == 1:
        tell(people, NoticeKind.NEW_OWNER, about=given[0], at=at)
    else:
        tell(people, NoticeKind.NEW_PAGES, about=given[0].space, at=at)

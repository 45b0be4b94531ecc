"""Is this still right? Asking it of whoever looks after a page, and answering."""

from datetime import datetime

from django.db import transaction

from apps.core.rules import Refused
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.actions.owners import confirm
from apps.pages.queries.owners import answer_for
from apps.people.models import Person
from apps.practice.actions.locking import lock
from apps.practice.actions.ranking import refresh
from apps.practice.choices import DoubtOutcome
from apps.practice.models import Doubt, Practice
from apps.practice.rules.doubts import may_doubt, may_settle
from apps.records.actions import record


@transaction.atomic
def ask(practice: Practice, *, because: str, by: Person, at: datetime) -> Doubt:
    """This will ask whoever looks after a practice whether it is still right, and tell them.

    Raises Refused with the rule's reason.
    """
    practice = lock(practice.pk)
    page = practice.page
    may_doubt.require(by, page, at)
    doubt = Doubt.objects.create(page=page, by=by, because=because, at=at)
    refresh(practice, at=at)
    details = {"practice": str(practice.pk), "page": str(page.pk)}
    record("practice.doubted", about=doubt, by=by, at=at, details=details)
    people = [person for person in answer_for(page, at=at).people if person != by]
    tell(people, NoticeKind.DOUBTED, about=doubt, at=at)
    return doubt


@transaction.atomic
def settle(doubt: Doubt, outcome: DoubtOutcome, *, answer: str, edition: int, by: Person, at: datetime) -> Doubt:
    """This will answer a doubt, and tell whoever asked. What is still right is confirmed by it.

    `edition` is the number of the edition that was read. Raises Refused with the rule's reason, StateChanged when the
    page was published again meanwhile.
    """
    practice = lock(Practice.objects.values_list("pk", flat=True).get(page=doubt.page_id))
    doubt = Doubt.objects.select_for_update(of=("self",)).select_related("by").get(pk=doubt.pk)
    doubt.page = practice.page
    may_settle.require(by, doubt, outcome, at)
    if outcome == DoubtOutcome.WAITING:
        raise Refused("Say whether the page is still right, or was changed.")
    doubt.outcome, doubt.answer, doubt.settled_by, doubt.settled_at = outcome, answer, by, at
    doubt.save(update_fields=["outcome", "answer", "settled_by", "settled_at"])
    if outcome == DoubtOutcome.STILL_RIGHT:
        practice.page = confirm(practice.page, edition=edition, by=by, at=at)
    refresh(practice, at=at)
    details = {"practice": str(practice.pk), "outcome": outcome}
    record("practice.doubt_settled", about=doubt, by=by, at=at, details=details)
    if doubt.by != by:
        tell([doubt.by], NoticeKind.DOUBT_OVER, about=doubt, at=at)
    return doubt

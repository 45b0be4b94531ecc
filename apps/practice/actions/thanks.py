"""Saying thank you for an answer or a practice, and taking it back."""

from datetime import datetime

from django.db import IntegrityError, transaction

from apps.people.models import Person
from apps.practice.actions.locking import lock
from apps.practice.actions.ranking import refresh
from apps.practice.models import Answer, Practice, Thanks
from apps.practice.queries.writers import people_behind
from apps.practice.rules.questions import may_thank
from apps.records.actions import record
from apps.trust.actions.credits import credit, void
from apps.trust.choices import CreditKind

TAKEN_BACK = "Whoever said thank you took it back."


@transaction.atomic
def thank(thing: Answer | Practice, *, by: Person, at: datetime) -> None:
    """This will thank whoever wrote something, and credit them; once, however often it is done. Raises Refused."""
    may_thank.require(by, thing, at)
    practice = lock(thing.pk) if isinstance(thing, Practice) else None
    is_answer = isinstance(thing, Answer)
    try:
        with transaction.atomic():
            given = Thanks.objects.create(**{"answer" if is_answer else "practice": thing}, by=by, at=at)
    except IntegrityError:
        return
    if practice:
        refresh(practice, at=at)
    record("practice.thanked", about=thing, by=by, at=at)
    space = thing.question.space if isinstance(thing, Answer) else thing.page.space
    place = thing.question if isinstance(thing, Answer) else thing.page
    for writer in [thing.by] if isinstance(thing, Answer) else people_behind(thing):
        credit(CreditKind.THANKS, to=writer, about=given, on=place, community=space.community, by=by, at=at)


@transaction.atomic
def take_back(thing: Answer | Practice, *, by: Person, at: datetime) -> None:
    """This will take back somebody's thanks and what they were credited with; nothing where they gave none."""
    practice = lock(thing.pk) if isinstance(thing, Practice) else None
    given = Thanks.objects.about(thing).filter(by=by).select_for_update(of=("self",)).first()
    if given is None:
        return
    record("practice.thanks_taken_back", about=thing, by=by, at=at)
    void(given, kind=CreditKind.THANKS, because=TAKEN_BACK, by=by, at=at)
    given.delete()
    if practice:
        refresh(practice, at=at)

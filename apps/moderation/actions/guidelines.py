"""Agreeing to follow the guidelines."""

from datetime import datetime

from django.db import transaction

from apps.moderation import guidelines
from apps.moderation.models import Acceptance
from apps.people.models import Person
from apps.records.actions import record


@transaction.atomic
def accept(*, by: Person, at: datetime) -> Acceptance:
    """This will keep that somebody accepted the guidelines in the words they have now; once, however often they do."""
    accepted, is_new = Acceptance.objects.get_or_create(person=by, edition=guidelines.EDITION, defaults={"at": at})
    if is_new:
        record("moderation.guidelines_accepted", about=accepted, by=by, at=at, details={"edition": accepted.edition})
    return accepted

"""What each level asks for is data, which administrators set."""

from datetime import datetime

from django.db import transaction

from apps.core.rules import StateChanged
from apps.people.models import Person
from apps.people.rules import may_manage_people
from apps.records.actions import record
from apps.trust.models import Threshold

ASKED = ("points", "days", "pages", "teams", "most_reversed")


@transaction.atomic
def set_threshold(threshold: Threshold, *, by: Person, at: datetime) -> Threshold:
    """This will set what a level asks for in communities of a size, which holds from the next night on.

    Raises Refused when `by` looks after no settings, StateChanged when that level asks for nothing there.
    """
    may_manage_people.require(by)
    was = Threshold.objects.select_for_update().filter(pk=threshold.pk).first()
    if was is None:
        raise StateChanged("There is no such threshold any more.")
    threshold.save(update_fields=ASKED)
    changed = {name: [getattr(was, name), getattr(threshold, name)] for name in ASKED}
    details = {name: list(pair) for name, pair in changed.items() if pair[0] != pair[1]}
    record("trust.threshold_set", about=threshold, by=by, at=at, details=details)
    return threshold

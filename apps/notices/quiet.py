"""Quiet hours: whether somebody is to be left in peace now."""

from datetime import datetime, time

from django.utils import timezone

from apps.core.working_time import is_working_day
from apps.notices.models import QuietHours
from apps.people.choices import Nation
from apps.people.models import Person
from apps.people.queries import units_of


def is_between(moment: time, starts: time, ends: time) -> bool:
    """Whether a time of day is from `starts` up to `ends`, which may be after midnight."""
    return starts <= moment < ends if starts < ends else moment >= starts or moment < ends


class Quiet:
    """Who is to be left in peace at one moment. Each person is looked up once."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.known: dict[int, bool] = {}

    def is_for(self, person: Person) -> bool:
        """Whether this person has quiet hours now, or a day off on which they want none told of."""
        if person.pk not in self.known:
            hours = QuietHours.objects.filter(person=person).first()
            self.known[person.pk] = hours is not None and self._covers(hours, person)
        return self.known[person.pk]

    def _covers(self, hours: QuietHours, person: Person) -> bool:
        local = timezone.localtime(self.at)
        if is_between(local.time(), hours.starts, hours.ends):
            return True
        return hours.days_off_too and not is_working_day(local.date(), nation=self._nation_of(person))

    def _nation_of(self, person: Person) -> Nation:
        unit = units_of(person, at=self.at).first()
        return unit.keeps_holidays_of() if unit else Nation.ENGLAND_AND_WALES

"""What practices and questions are filed under is data, which administrators set."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from apps.people.models import Person
from apps.people.rules import may_manage_people
from apps.practice.models import Profession, Topic
from apps.records.actions import record


@transaction.atomic
def set_name(row: Topic | Profession, *, by: Person, at: datetime) -> Topic | Profession:
    """This will add a topic or profession under the name it has, or rename it; addresses made of it stay as they are.

    Raises Refused when `by` looks after no settings.
    """
    may_manage_people.require(by)
    if row.pk is None:
        row.slug = slugify(row.name)
    row.save()
    verb = "practice.topic_named" if isinstance(row, Topic) else "practice.profession_named"
    record(verb, about=row, by=by, at=at)
    return row

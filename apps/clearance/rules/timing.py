"""When cleared text may be published, and who may hold it back or call it off."""

from datetime import datetime, timedelta

from apps.clearance.choices import Act
from apps.clearance.models import Submission
from apps.core.rules import Grounds, Rule
from apps.pages.rules import may_keep
from apps.people.models import Person

FURTHEST = timedelta(days=366)


@Rule
def may_be_published_at(when: datetime, at: datetime) -> Grounds:
    yield when > at, "The date and time must be in the future."
    yield when <= at + FURTHEST, "The date must be within a year from today."


@Rule
def may_call_off(person: Person, submission: Submission, at: datetime) -> Grounds:
    """Any member of the space may keep back what has been cleared: it reaches nobody, and nothing is lost."""
    member = may_keep(person, submission.space, at)
    yield member.allowed, member.reason
    yield submission.waits_for_its_time and submission.act == Act.PUBLISH, "This is not waiting to be published."


@Rule
def may_postpone(person: Person, submission: Submission, to: datetime, at: datetime) -> Grounds:
    """Later only: whoever cleared it said nothing about readers seeing it before the time that was set."""
    waits = may_call_off(person, submission, at)
    yield waits.allowed, waits.reason
    assert submission.publish_at is not None
    yield (
        to > submission.publish_at,
        "The new time must be later than the one that was set. To publish it earlier, call it off and submit it again.",
    )
    when = may_be_published_at(to, at)
    yield when.allowed, when.reason

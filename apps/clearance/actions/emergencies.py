"""Publishing in an emergency, before anybody has cleared it: who may, doing it, and who is to review it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from apps.clearance.actions.aftermath import lock_emergency, note_overtaken
from apps.clearance.actions.deciding import lock, make_void, void_what_depends_on
from apps.clearance.actions.submitting import send_up
from apps.clearance.choices import SECOND_PAIR, Act, SubmissionState, WhyVoid
from apps.clearance.models import Emergency, EmergencyRole, Seat, Step, Submission
from apps.clearance.queries.emergencies import last_step, review_due, roles_held, waiting_emergency
from apps.clearance.queries.routes import Stop, route_digest
from apps.clearance.queries.submissions import authors_so_far
from apps.clearance.rules.emergencies import (
    may_be_second,
    may_name_another,
    may_publish_in_emergency,
    may_review,
    may_start_urgent,
)
from apps.clearance.rules.routes import may_set_routes
from apps.core.rules import StateChanged
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.actions import drafts
from apps.pages.actions.locking import lock_draft
from apps.pages.actions.publishing import publish_unreviewed
from apps.pages.choices import Significance
from apps.pages.models import Draft, Imprint, Page
from apps.people.acting import InPost
from apps.people.models import Person, Unit
from apps.people.queries import post_giving
from apps.records.actions import record


@dataclass(frozen=True, slots=True)
class Urgency:
    """What the publisher says: why it cannot wait, and who is to look at it at once.

    With `falls_back` the last cleared text comes back when nobody has reviewed it in time; a role may ask that of
    all its holders.
    """

    because: str
    second: Person
    falls_back: bool = False


@transaction.atomic
def set_emergency_role(role: EmergencyRole, *, by: Person, at: datetime) -> EmergencyRole:
    """This will let the holders of a role publish a space's pages in an emergency, or change what the role asks."""
    may_set_routes.require(by)
    role.save()
    facts = {"role": str(role), "working_hours": role.working_hours, "falls_back": role.falls_back}
    record("clearance.emergency_role_set", about=role.space, by=by, at=at, details=facts)
    return role


@transaction.atomic
def remove_emergency_role(role: EmergencyRole, *, by: Person, at: datetime) -> None:
    """This will take a role away. What was published by its holders is reviewed all the same."""
    may_set_routes.require(by)
    record("clearance.emergency_role_removed", about=role.space, by=by, at=at, details={"role": str(role)})
    role.delete()


@transaction.atomic
def start_urgent(page: Page, *, by: Person, at: datetime) -> Draft:
    """This will start an urgent draft of a page beside its usual one, or join the one that is open."""
    may_start_urgent.require(by, page, at)
    return drafts.start(page, by=by, at=at, is_urgent=True)


@transaction.atomic
def publish_in_emergency(draft: Draft, urgency: Urgency, *, version: int, by: Person, at: datetime) -> Emergency:
    """This will publish a draft before anybody has cleared it, and ask the second pair of eyes to review it.

    `version` is the version the publisher was looking at. A review of the draft in progress becomes void, and what is
    submitted of the page's other drafts too. Raises Refused with the rule's reason; StateChanged when somebody saved
    meanwhile.
    """
    draft = _lock_draft(draft, at=at)
    may_publish_in_emergency.require(by, draft, at)
    may_be_second.require(urgency.second, draft, by, at)
    if draft.version != version:
        raise StateChanged("Somebody saved this draft after you opened this page. Read it again before you publish it.")
    role = roles_held(by, draft.space, at=at)[0]
    acting = InPost(by, str(post_giving(by, unit=role.unit, least_rank=role.grade.rank, at=at)))
    before = waiting_emergency(draft.page) if draft.page else None
    authors = authors_so_far(draft, submitted_by=by)
    _stop_review(draft, by=by, at=at)
    draft = _lock_draft(draft, at=at)
    draft.change_note, draft.significance = urgency.because, Significance.MAJOR
    draft.save(update_fields=["change_note", "significance"])
    edition = publish_unreviewed(draft, digest=draft.digest(), by=by, at=at)
    draft.page = edition.page
    review = _review(draft, urgency, authors, by=by, at=at)
    due_at = review_due(role, at=at)
    emergency = Emergency.objects.create(
        edition=edition,
        page=edition.page,
        submission=review,
        role_name=role.name,
        published_by=by,
        post=acting.post,
        second=urgency.second,
        because=urgency.because,
        at=at,
        # A further emergency edition buys no time.
        due_at=min(due_at, before.due_at) if before else due_at,
        working_hours=role.working_hours,
        falls_back=urgency.falls_back or role.falls_back,
    )
    note_overtaken(edition.page, by=by, at=at)
    void_what_depends_on(edition.page, sparing=draft, by=by, at=at)
    facts = {"edition": edition.number, "submission": review.pk, "role": role.name}
    facts |= {"second": str(urgency.second), "due_at": emergency.due_at.isoformat()}
    record(
        "clearance.emergency_published", about=edition.page, by=acting, at=at, because=urgency.because, details=facts
    )
    return emergency


@transaction.atomic
def name_another(emergency: Emergency, second: Person, *, because: str, by: Person, at: datetime) -> Emergency:
    """This will ask somebody else to review what was published in an emergency. The deadline stays.

    Raises Refused with the rule's reason, or when they could not clear it.
    """
    submission = lock(emergency.submission)
    emergency = lock_emergency(submission)
    may_name_another.require(by, emergency, at)
    may_review.require(second, submission, at)
    ask(submission, second, None)
    was, emergency.second = emergency.second, second
    emergency.save(update_fields=["second"])
    facts = {"submission": submission.pk, "was": str(was), "second": str(second)}
    record("clearance.second_named", about=emergency.page, by=by, at=at, because=because, details=facts)
    tell([second], NoticeKind.EMERGENCY, about=submission, at=at)
    return emergency


def ask(submission: Submission, person: Person | None, unit: Unit | None) -> Seat:
    """This will turn the one seat of a locked review to another person, or to whoever holds the post in a unit.

    Part of naming another and of an overdue review's climb.
    """
    seat = Seat.objects.select_for_update(of=("self",)).get(submission=submission)
    seat.person, seat.unit = person, unit
    seat.save(update_fields=["person", "unit"])
    submission.route_bound_to = route_digest([seat])
    submission.save(update_fields=["route_bound_to"])
    Imprint.advance()
    return seat


def _lock_draft(draft: Draft, *, at: datetime) -> Draft:
    """The draft afresh, locked after its page and what is submitted of it, as whoever decides on that does."""
    if draft.page_id is not None:
        Page.objects.select_for_update(of=("self",)).only("pk").get(pk=draft.page_id)
    waiting = Submission.objects.filter(draft=draft, state=SubmissionState.OPEN)
    list(waiting.select_for_update(of=("self",)).only("pk"))
    return lock_draft(draft.pk, "base", "page", "parent", at=at)


def _stop_review(draft: Draft, *, by: Person, at: datetime) -> None:
    waiting = Submission.objects.filter(draft=draft, state=SubmissionState.OPEN).defer("body").first()
    if waiting is not None:
        make_void(lock(waiting), because=WhyVoid.EMERGENCY, by=by, at=at)


def _review(draft: Draft, urgency: Urgency, authors: set[Person], *, by: Person, at: datetime) -> Submission:
    step = last_step(draft.space, draft)
    assert step is not None
    submission = Submission(
        act=Act.EMERGENCY,
        draft=draft,
        space=draft.space,
        page=draft.page,
        **draft.words(),
        bound_to=draft.digest(),
        version=draft.version,
        change_note=urgency.because,
        significance=Significance.MAJOR,
        submitted_by=by,
        submitted_at=at,
    )
    asked = Step(position=1, stage=1, name=SECOND_PAIR, person=urgency.second, grade=step.grade)
    return send_up(submission, [Stop(asked, None, [urgency.second])], authors=authors, at=at)

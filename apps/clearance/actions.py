"""Submitting, clearing, sending back and taking back. Every path locks the submission and its draft first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from apps.clearance import queries
from apps.clearance.choices import SUBMISSION_MOVES, Role, SubmissionState
from apps.clearance.models import Part, Route, RouteDefault, Seat, Step, Submission
from apps.clearance.rules import may_decide, may_set_routes, may_submit, may_take_back, waiting_seats
from apps.core.rules import Refused, StateChanged
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.actions.drafts import move
from apps.pages.actions.publishing import publish
from apps.pages.choices import DraftState
from apps.pages.models import Draft, Space
from apps.pages.models.editions import Clearance
from apps.people.acting import InPost
from apps.people.models import Person
from apps.people.queries import post_giving
from apps.records.actions import record

CHANGED_SINCE = "The text changed after it was submitted, so what was cleared no longer stands. Submit the draft again."


@dataclass(frozen=True, slots=True)
class Cover:
    """What the submitter says about the change, asked in GOV.UK publishing's words."""

    change_note: str
    significance: str
    review_by: date


def give_routes(space: Space) -> None:
    """This will give a new space a route for every audience, copied from the department's defaults."""
    for default in RouteDefault.objects.select_related("grade"):
        route = Route.objects.create(space=space, audience=default.audience)
        Step.objects.create(route=route, position=1, scope=default.scope, grade=default.grade)


@transaction.atomic
def set_default(default: RouteDefault, *, by: Person, at: datetime) -> RouteDefault:
    """This will set the least grade for an audience. Spaces opened from now on start with it."""
    may_set_routes.require(by)
    default.save()
    record("clearance.default_set", about=default, by=by, at=at, details={"least": str(default)})
    return default


@transaction.atomic
def set_step(step: Step, *, by: Person, at: datetime) -> Step:
    """This will add or change a step of a route. What is in review keeps the route it started with."""
    may_set_routes.require(by)
    step.save()
    record("clearance.step_set", about=step.route.space, by=by, at=at, details=_step_facts(step))
    return step


@transaction.atomic
def remove_step(step: Step, *, by: Person, at: datetime) -> None:
    """This will take a step out of a route. A route without steps falls back on the department's default."""
    may_set_routes.require(by)
    record("clearance.step_removed", about=step.route.space, by=by, at=at, details=_step_facts(step))
    step.delete()


@transaction.atomic
def submit(draft: Draft, cover: Cover, *, version: int, by: Person, at: datetime) -> Submission:
    """This will freeze the draft by its digest and send it up its route.

    `version` is the version the submitter was looking at. Raises Refused with the rule's reason, or when no route
    is set; StateChanged when somebody saved meanwhile.
    """
    draft = Draft.objects.select_for_update(of=("self",)).select_related("space__unit", "base", "page").get(pk=draft.pk)
    may_submit.require(by, draft, at)
    if draft.version != version:
        raise StateChanged("Somebody saved this draft after you opened this page. Read it again before you submit it.")
    stops = queries.route_of(draft, submitted_by=by, at=at)
    if not stops:
        raise Refused("No clearance route is set for this audience. Ask an administrator to set one.")
    draft.change_note, draft.significance = cover.change_note, cover.significance
    draft.review_by = cover.review_by
    move(draft, DraftState.IN_REVIEW, "change_note", "significance", "review_by")
    submission = Submission.objects.create(
        draft=draft,
        title=draft.title,
        body=draft.body,
        audience=draft.audience,
        marking=draft.marking,
        handling=draft.handling,
        bound_to=draft.digest(),
        version=draft.version,
        change_note=cover.change_note,
        significance=cover.significance,
        submitted_by=by,
        submitted_at=at,
    )
    authors = queries.authors_so_far(draft, submitted_by=by)
    Part.objects.bulk_create(Part(submission=submission, person=who, role=Role.AUTHOR, at=at) for who in authors)
    Seat.objects.bulk_create(
        Seat(submission=submission, position=number, unit=stop.unit, grade=stop.grade, least_rank=stop.grade.rank)
        for number, stop in enumerate(stops, start=1)
    )
    record(
        "clearance.submitted",
        about=draft,
        by=by,
        at=at,
        because=cover.change_note,
        details={"submission": submission.pk, "digest": submission.bound_to, "route": [str(stop) for stop in stops]},
    )
    tell(queries.who_could_fill(waiting_seats(submission)[0], at=at), NoticeKind.WAITING, about=submission, at=at)
    return submission


@transaction.atomic
def clear(submission: Submission, *, by: Person, at: datetime, comment: str = "") -> Submission:
    """This will clear the next step; clearing the last one publishes.

    Returns the submission, void when the draft's words are no longer those that were submitted (law 4). Raises
    Refused with the rule's reason (law 3), StateChanged when somebody else filled the step first.
    """
    submission = _locked(submission)
    may_decide.require(by, submission, at)
    if not submission.draft.digest() == submission.bound_to == submission.digest():
        return _void(submission, by=by, at=at)
    seat, *later = waiting_seats(submission)
    acting = _play(seat, Role.CLEARED, by=by, at=at, comment=comment)
    if not later:
        _close(submission, SubmissionState.CLEARED, by=by, at=at)
        move(submission.draft, DraftState.CLEARED)
        publish(submission.draft, digest=submission.bound_to, clearances=_clearances(submission), by=by, at=at)
    details = {"submission": submission.pk, "digest": submission.bound_to}
    record("clearance.cleared", about=submission.draft, by=acting, at=at, because=comment, details=details)
    if later:
        tell(queries.who_could_fill(later[0], at=at), NoticeKind.WAITING, about=submission, at=at)
    else:
        tell(queries.authors_of(submission), NoticeKind.PUBLISHED, about=submission, at=at)
    return submission


@transaction.atomic
def send_back(submission: Submission, *, because: str, by: Person, at: datetime) -> Submission:
    """This will return the draft to its authors with comments, and let them write again. Raises Refused."""
    submission = _locked(submission)
    may_decide.require(by, submission, at)
    acting = _play(waiting_seats(submission)[0], Role.RETURNED, by=by, at=at, comment=because)
    _close(submission, SubmissionState.RETURNED, by=by, at=at, outcome=because)
    move(submission.draft, DraftState.CHANGES_NEEDED)
    details = {"submission": submission.pk, "digest": submission.bound_to}
    record("clearance.returned", about=submission.draft, by=acting, at=at, because=because, details=details)
    tell(queries.authors_of(submission), NoticeKind.RETURNED, about=submission, at=at)
    return submission


@transaction.atomic
def take_back(submission: Submission, *, by: Person, at: datetime) -> Submission:
    """This will stop a submission so that its authors may write again; steps cleared so far no longer count."""
    submission = _locked(submission)
    may_take_back.require(by, submission, at)
    _close(submission, SubmissionState.TAKEN_BACK, by=by, at=at)
    move(submission.draft, DraftState.DRAFT)
    record("clearance.taken_back", about=submission.draft, by=by, at=at, details={"submission": submission.pk})
    return submission


def _step_facts(step: Step) -> dict[str, str | int]:
    return {"route": str(step.route), "position": step.position, "step": str(step)}


def _locked(submission: Submission) -> Submission:
    locked = Submission.objects.select_for_update(of=("self", "draft")).select_related("draft__space__unit")
    return locked.get(pk=submission.pk)


def _play(seat: Seat, role: Role, *, by: Person, at: datetime, comment: str) -> InPost:
    post = post_giving(by, unit=seat.unit, least_rank=seat.least_rank, at=at)
    try:
        with transaction.atomic():
            Part.objects.create(
                submission_id=seat.submission_id,
                person=by,
                role=role,
                seat=seat,
                post=str(post),
                at=at,
                comment=comment,
            )
    except IntegrityError as doubled:
        raise StateChanged("Somebody else filled this step a moment before you.") from doubled
    return InPost(by, str(post))


def _close(submission: Submission, to: SubmissionState, *, by: Person, at: datetime, outcome: str = "") -> None:
    if to not in SUBMISSION_MOVES[SubmissionState(submission.state)]:
        raise StateChanged("Somebody decided on this a moment before you.")
    open_still = Submission.objects.filter(pk=submission.pk, state=submission.state)
    if not open_still.update(state=to, closed_by=by, closed_at=at, outcome=outcome):
        raise StateChanged("Somebody decided on this a moment before you.")
    submission.state, submission.closed_by, submission.closed_at, submission.outcome = to, by, at, outcome


def _void(submission: Submission, *, by: Person, at: datetime) -> Submission:
    _close(submission, SubmissionState.VOID, by=by, at=at, outcome=CHANGED_SINCE)
    move(submission.draft, DraftState.DRAFT)
    details = {"submission": submission.pk, "was": submission.bound_to, "is": submission.draft.digest()}
    record("clearance.voided", about=submission.draft, by=by, at=at, because=CHANGED_SINCE, details=details)
    tell(queries.authors_of(submission), NoticeKind.VOID, about=submission, at=at)
    return submission


def _clearances(submission: Submission) -> list[Clearance]:
    parts = Part.objects.filter(submission=submission, role=Role.CLEARED).select_related("person")
    return [
        {"person_id": part.person_id, "name": str(part.person), "post": part.post, "at": part.at.isoformat()}
        for part in parts
    ]

"""Clearing, sending back, taking back, and making void. Every path locks the submission and its draft first."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from apps.clearance.actions.closing import close
from apps.clearance.actions.finishing import carry_out, give_up
from apps.clearance.actions.page_acts import lock_pages
from apps.clearance.actions.submitting import open_next_stage
from apps.clearance.choices import CHANGES_WHAT_STANDS, Act, Role, SubmissionState, WhyVoid
from apps.clearance.models import Part, Seat, Submission
from apps.clearance.models.proposals import Change
from apps.clearance.queries.authority import Authority
from apps.clearance.queries.mergers import is_merger_as_bound
from apps.clearance.queries.routes import route_digest
from apps.clearance.queries.submissions import authorities, authors_of, open_conditions
from apps.clearance.rules.page_acts import may_be_done
from apps.clearance.rules.submissions import may_clear, may_decide, may_take_back
from apps.core.rules import StateChanged
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.actions.absorbing import take_place_of
from apps.pages.choices import LEAVES_A_NOTICE, DraftState
from apps.pages.models import Draft, Page
from apps.people.acting import InPost
from apps.people.models import Person
from apps.records.actions import SYSTEM, Actor, System, record


@transaction.atomic
def clear(
    submission: Submission, *, by: Person, at: datetime, comment: str = "", way: str = "", seat: Seat | None = None
) -> Submission:
    """This will fill a waiting seat; filling the last one carries out what was submitted.

    `way` is the key of one of the person's `authorities`: which seat, and on whose behalf. `seat` says the seat alone.
    Without either it is the first way. Returns the submission, void when what it was bound to has changed (law 4).
    Raises Refused with the rule's reason (law 3), StateChanged when somebody else filled the seat first.
    """
    submission = lock(submission)
    may_clear.require(by, submission, at)
    if why := why_void(submission):
        return make_void(submission, because=why, by=by, at=at)
    authority = _authority(by, submission, way, seat, at=at)
    acting = _play(authority, Role.CLEARED, by=by, at=at, comment=comment)
    _go_on(submission, by=by, at=at)
    note("clearance.cleared", submission, by=acting, at=at, because=comment)
    return submission


@transaction.atomic
def send_back(submission: Submission, *, because: str, by: Person, at: datetime, way: str = "") -> Submission:
    """This will return what was submitted to its authors with comments, and let them write again.

    `way` is as in `clear`. Raises Refused with the rule's reason.
    """
    submission = lock(submission)
    may_decide.require(by, submission, at)
    acting = _play(_authority(by, submission, way, None, at=at), Role.RETURNED, by=by, at=at, comment=because)
    close(submission, SubmissionState.RETURNED, by=by, at=at, outcome=because)
    give_up(submission, by=by, at=at)
    note("clearance.returned", submission, by=acting, at=at, because=because)
    what_followed = NoticeKind.RETURNED
    if submission.act == Act.EMERGENCY and submission.page is not None:
        # Readers see another text from now on.
        void_what_depends_on(submission.page, by=by, at=at)
        what_followed = NoticeKind.FELL_BACK
    tell(authors_of(submission), what_followed, about=submission, at=at)
    return submission


@transaction.atomic
def take_back(submission: Submission, *, by: Person, at: datetime) -> Submission:
    """This will stop a submission so that its authors may write again; steps cleared so far no longer count."""
    submission = lock(submission)
    may_take_back.require(by, submission, at)
    close(submission, SubmissionState.TAKEN_BACK, by=by, at=at)
    give_up(submission, by=by, at=at)
    note("clearance.taken_back", submission, by=by, at=at)
    return submission


@transaction.atomic
def let_silence_clear(submission: Submission, *, at: datetime) -> int:
    """This will fill each seat that is due and that silence clears with a nil return, and count them.

    Silence clears nothing while a condition is open, nor a marking lowered, which takes a second person.
    """
    submission = lock(submission)
    due = Seat.objects.waiting().filter(submission=submission, silence_clears=True, due_at__lte=at)
    seats = list(due.order_by("position", "chair"))
    if not submission.is_open or not seats or open_conditions(submission) or submission.lowers_marking():
        return 0
    if why := why_void(submission):
        make_void(submission, because=why, by=SYSTEM, at=at)
        return 0
    for seat in seats:
        Part.objects.create(submission=submission, person=None, role=Role.SILENT, seat=seat, at=at)
        note("clearance.nil_return", submission, by=SYSTEM, at=at, because=str(seat))
    _go_on(submission, by=SYSTEM, at=at)
    return len(seats)


def make_void(submission: Submission, *, because: WhyVoid, by: Person | System, at: datetime) -> Submission:
    """This will close a locked submission because what it was bound to has changed; its decisions stay to be seen."""
    close(submission, SubmissionState.VOID, by=by, at=at, outcome=because.label)
    give_up(submission, by=by, at=at)
    note("clearance.voided", submission, by=by, at=at, because=because.label)
    tell(authors_of(submission), NoticeKind.VOID, about=submission, at=at)
    return submission


@transaction.atomic
def void_what_depends_on(page: Page, *, sparing: Draft | None = None, by: Person | System, at: datetime) -> int:
    """This will make void every open or scheduled submission about a page, but of the draft `sparing`, and count them.

    Whoever calls has locked the page and changed what stands there. What somebody else is busy with at this instant is
    left out, as whoever holds a record's lock must wait for no other: it becomes void when anybody decides on it.
    """
    waits = Q(state=SubmissionState.OPEN) | Q(state=SubmissionState.CLEARED, draft__state=DraftState.SCHEDULED)
    free = Submission.objects.select_for_update(of=("self",), skip_locked=True).select_related("space__unit", "page")
    voided = 0
    for submission in free.filter(waits, page=page).exclude(act=Act.EMERGENCY).order_by("pk"):
        if submission.draft_id is None:
            make_void(submission, because=WhyVoid.PAGE, by=by, at=at)
            voided += 1
        elif sparing is None or submission.draft_id != sparing.pk:
            drafts = Draft.objects.select_for_update(of=("self",), skip_locked=True).select_related("space__unit")
            submission.draft = drafts.filter(pk=submission.draft_id).first()
            if submission.draft is not None:
                make_void(submission, because=WhyVoid.PAGE, by=by, at=at)
                voided += 1
    return voided


def settle_around(submission: Submission, *, by: Person | System, at: datetime) -> None:
    """This will end what no longer holds once a submission was carried out: what waits on the same page, and the page
    that it takes the place of. Part of the act that carries it out, in its transaction."""
    page = submission.page
    if page is None:
        return
    void_what_depends_on(page, sparing=submission.draft, by=by, at=at)
    if submission.absorbs is not None:
        other = submission.absorbs.page
        void_what_depends_on(other, by=by, at=at)
        take_place_of(other, page, by=by, at=at)


def lock(submission: Submission) -> Submission:
    """The submission afresh, it, its page and its draft locked until the transaction ends.

    The page first: two drafts of it may be cleared at once, and publishing either makes the other's clearance void.
    """
    if submission.page_id is not None:
        other = submission.proposal.target_id if submission.proposal else None
        absorbed = submission.absorbs.page_id if submission.absorbs else None
        lock_pages(Act(submission.act), submission.page_id, other or absorbed)
    # The draft in a query of its own: PostgreSQL locks no row that may be missing from an outer join.
    locked = Submission.objects.select_for_update(of=("self",))
    submission = locked.select_related("space__unit", "proposal", "page").get(pk=submission.pk)
    if submission.draft_id is not None:
        drafts = Draft.objects.select_for_update(of=("self",)).select_related("space__unit", "page", "base", "parent")
        submission.draft = drafts.get(pk=submission.draft_id)
    if submission.absorbs is not None:
        list(Draft.objects.select_for_update(of=("self",)).only("pk").open().filter(page=absorbed).order_by("pk"))
    return submission


def why_void(submission: Submission) -> WhyVoid | None:
    """What has changed since it was submitted (law 4): the words, the seats, or the page beneath them."""
    bound = submission.draft or submission.proposal
    assert bound is not None
    if bound.digest() != submission.bound_to or (submission.draft and submission.digest() != submission.bound_to):
        return WhyVoid.WORDS if submission.draft else WhyVoid.PAGE
    if route_digest(list(submission.seats.all())) != submission.route_bound_to:
        return WhyVoid.ROUTE
    draft = submission.draft
    if draft and draft.page and submission.is_takeable and draft.page.edition_id != draft.base_id:
        return WhyVoid.PAGE
    return _why_void_besides(submission)


def _why_void_besides(submission: Submission) -> WhyVoid | None:
    """What has changed around the text: what stands at the page, and at the one whose place it takes."""
    draft, page = submission.draft, submission.page
    if draft and submission.is_takeable and not is_merger_as_bound(submission, draft):
        return WhyVoid.MERGER
    if draft and draft.page is None and draft.parent and draft.parent.standing in LEAVES_A_NOTICE:
        return WhyVoid.OTHERS
    if page and submission.is_takeable and page.standing_since and page.standing_since > submission.submitted_at:
        return WhyVoid.PAGE
    if page and submission.proposal and not may_be_done(page, Change.proposed(submission.proposal)):
        return WhyVoid.OTHERS
    return None


def _authority(by: Person, submission: Submission, key: str, seat: Seat | None, *, at: datetime) -> Authority:
    ways = authorities(by, submission, at=at)
    wanted = [way for way in ways if key in {"", way.key} and (seat is None or way.seat.pk == seat.pk)]
    if not wanted:
        raise StateChanged("That step is no longer waiting for you. Look at what is still to be cleared.")
    return wanted[0]


def _play(authority: Authority, role: Role, *, by: Person, at: datetime, comment: str) -> InPost:
    seat, other = authority.seat, authority.on_behalf_of
    part = Part(submission_id=seat.submission_id, person=by, role=role, seat=seat, on_behalf_of=other, at=at)
    part.post, part.comment = authority.post, comment
    try:
        with transaction.atomic():
            part.save(force_insert=True)
            if other is not None:
                Part.objects.create(submission_id=seat.submission_id, person=other, role=Role.REPRESENTED, at=at)
    except IntegrityError as doubled:
        raise StateChanged("Somebody else filled this step a moment before you.") from doubled
    return InPost(by, f"{authority.post}, on behalf of {other}" if other else authority.post)


def _go_on(submission: Submission, *, by: Person | System, at: datetime) -> None:
    """Begin the next stage once the present one is filled, and carry the whole out once the last one is."""
    if Seat.objects.waiting().filter(submission=submission).exists():
        return
    if open_next_stage(submission, at=at):
        return
    close(submission, SubmissionState.CLEARED, by=by, at=at)
    carry_out(submission, by=by, at=at)
    if submission.act in CHANGES_WHAT_STANDS and not submission.waits_for_its_time:
        settle_around(submission, by=by, at=at)


def note(verb: str, submission: Submission, *, by: Actor, at: datetime, because: str = "") -> None:
    """This will put on the record what was done to a submission. Part of the act, in its transaction."""
    details = {"submission": submission.pk, "act": submission.act, "digest": submission.bound_to}
    record(verb, about=submission.recorded_under, by=by, at=at, because=because, details=details)

"""Declaring an interest: it bars for good, and undoes what was cleared by whoever declares it, or for them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from apps.clearance.actions.deciding import lock, make_void, note
from apps.clearance.actions.submitting import begin
from apps.clearance.choices import Role, SubmissionState, WhyVoid
from apps.clearance.models import Interest, Part, Seat, Submission
from apps.clearance.rules.standing_in import may_declare, may_declare_in_draft
from apps.core.rules import StateChanged
from apps.pages.choices import DraftState
from apps.pages.models import Draft
from apps.people.models import Person
from apps.records.actions import record


@transaction.atomic
def declare_in(submission: Submission, *, because: str, by: Person, at: datetime) -> Submission:
    """This will bar somebody from every step of this and every later round, and undo what was cleared by or for them.

    The seats that were filled wait again, and who could fill them is told; stages that have begun stay begun. What was
    cleared already and waits to be published becomes void. Raises Refused when they have declared it before or wrote
    in it, or when readers see it already.
    """
    submission = lock(submission)
    may_declare.require(by, submission)
    Interest.objects.create(draft=submission.draft, proposal=submission.proposal, person=by, because=because, at=at)
    reopened = _undo(by, submission, at=at)
    _bar(by, submission, because=because, at=at)
    note("clearance.interest_declared", submission, by=by, at=at, because=because)
    if not submission.is_open:
        return make_void(submission, because=WhyVoid.DECLARED, by=by, at=at)
    begin(reopened, submission, at=at)
    return submission


@transaction.atomic
def declare(draft: Draft, *, because: str, by: Person, at: datetime) -> None:
    """This will bar somebody from every step of every round of a draft, one that it is going through among them.

    Raises Refused with the rule's reason, StateChanged when it was submitted at that very moment.
    """
    waiting = _undecided(draft)
    if waiting is not None:
        declare_in(waiting, because=because, by=by, at=at)
        return
    draft = Draft.objects.select_for_update(of=("self",)).select_related("space__unit").get(pk=draft.pk)
    if _undecided(draft) is not None:
        raise StateChanged("This draft was submitted a moment before. Look at it again before you declare an interest.")
    may_declare_in_draft.require(by, draft)
    Interest.objects.create(draft=draft, person=by, because=because, at=at)
    record("clearance.interest_declared", about=draft, by=by, at=at, because=because)


def _undecided(draft: Draft) -> Submission | None:
    """The round that could still be undone: one that waits for clearance, or for its time to be published."""
    rounds = Submission.objects.filter(draft=draft)
    if draft.state == DraftState.SCHEDULED:
        return rounds.filter(state=SubmissionState.CLEARED).order_by("-pk").first()
    return rounds.filter(state=SubmissionState.OPEN).first()


def _undo(person: Person, submission: Submission, *, at: datetime) -> list[Seat]:
    """Make void what they cleared and what was cleared for them, and return the seats that are empty again."""
    stands = Part.objects.filter(submission=submission, role=Role.CLEARED, void_at=None)
    undone = list(stands.filter(Q(person=person) | Q(on_behalf_of=person)).select_related("seat__unit", "seat__grade"))
    for part in undone:
        why = WhyVoid.INTEREST if part.person_id == person.pk else WhyVoid.GIVERS_INTEREST
        part.void_at, part.void_because = at, why.label
        part.save(update_fields=["void_at", "void_because"])
    # Whoever they stood in for has had no part in it then, and may decide for themselves.
    freed = [part.on_behalf_of_id for part in undone if part.on_behalf_of_id != person.pk]
    Part.objects.filter(submission=submission, role=Role.REPRESENTED, person__in=filter(None, freed)).delete()
    return [part.seat for part in undone if part.seat is not None]


def _bar(person: Person, submission: Submission, *, because: str, at: datetime) -> None:
    Seat.objects.filter(submission=submission, claimed_by=person).update(claimed_by=None, claimed_at=None)
    part, is_new = Part.objects.get_or_create(
        submission=submission, person=person, defaults={"role": Role.INTEREST, "at": at, "comment": because}
    )
    if not is_new and part.role == Role.REPRESENTED:
        part.role, part.comment = Role.INTEREST, because
        part.save(update_fields=["role", "comment"])

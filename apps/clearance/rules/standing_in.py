"""Who may ask whom to decide on their behalf, and who declares that they must not decide at all."""

from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from apps.clearance.choices import Role
from apps.clearance.models import Delegation, Interest, Part, Submission
from apps.core.months import months_after
from apps.core.rules import Grounds, Rule
from apps.pages.models import Draft
from apps.pages.queries.pages import drafts_since_published, writers_of
from apps.people.models import Person, Posting

LONGEST_DELEGATION_MONTHS = 12
WHY_NO_NEED = "You wrote in this or submitted it, so you cannot clear it anyway."
DECLARED_ALREADY = "You have already declared an interest in this."


@Rule
def may_delegate(giver: Person, receiver: Person, starts_at: datetime, ends_at: datetime, at: datetime) -> Grounds:
    """In writing and dated, to somebody else who holds a grade. Whether theirs suffices is asked at every decision."""
    yield receiver.pk != giver.pk, "You cannot ask yourself to decide on your behalf. Enter somebody else."
    yield _holds_a_grade(giver, at), "You hold no post with a grade now, so there is nothing that you could delegate."
    yield (
        receiver.is_active and _holds_a_grade(receiver, at),
        f"{receiver} holds no post with a grade now, so they cannot decide on your behalf.",
    )
    yield localdate(starts_at) >= localdate(at), "It must start today or on a later day."
    yield ends_at > starts_at and ends_at > at, "It must end after it starts."
    last = months_after(localdate(starts_at), LONGEST_DELEGATION_MONTHS)
    yield localdate(ends_at) <= last, "It must end within 12 months of its start."
    lasting = Delegation.objects.filter(giver=giver, receiver=receiver, ended_at=None, ends_at__gt=starts_at)
    yield (
        not lasting.filter(starts_at__lt=ends_at).exists(),
        f"You have already asked {receiver} to decide on your behalf in that time. End that first to change it.",
    )


@Rule
def may_end_delegation(person: Person, delegation: Delegation, at: datetime) -> Grounds:
    """Either of the two may."""
    yield (
        person.pk in {delegation.giver_id, delegation.receiver_id},
        "Only the person who asked and the one who was asked can end this.",
    )
    yield delegation.ended_at is None and delegation.ends_at > at, "This has already ended."


@Rule
def may_declare(person: Person, submission: Submission) -> Grounds:
    part = Part.objects.filter(submission=submission, person=person).first()
    yield part is None or part.role != Role.AUTHOR, WHY_NO_NEED
    declared = Interest.objects.filter(person=person)
    mine = declared.filter(draft=submission.draft_id, proposal=submission.proposal_id)
    yield (part is None or part.role != Role.INTEREST) and not mine.exists(), DECLARED_ALREADY
    cleared = Part.objects.filter(submission=submission, role=Role.CLEARED, void_at=None)
    had_a_hand = submission.waits_for_its_time and cleared.filter(Q(person=person) | Q(on_behalf_of=person)).exists()
    yield submission.is_open or had_a_hand, "This is no longer waiting for clearance."


@Rule
def may_declare_in_draft(person: Person, draft: Draft) -> Grounds:
    """Before it is submitted. Whoever wrote in it is barred for that already."""
    yield draft.is_open, "This draft is no longer open, so there is nothing left to clear."
    yield not writers_of(draft).filter(pk=person.pk).exists(), WHY_NO_NEED
    before = Interest.objects.filter(draft__in=drafts_since_published(draft), person=person)
    yield not before.exists(), DECLARED_ALREADY


def _holds_a_grade(person: Person, at: datetime) -> bool:
    return Posting.objects.held_at(at).filter(person_id=person.pk, grade__isnull=False).exists()

"""Who may submit a draft, and who may clear it or send it back."""

from datetime import datetime

from apps.clearance.choices import Role, SubmissionState
from apps.clearance.models import Part, Seat, Submission
from apps.core.rules import Grounds, Rule
from apps.pages.models import Draft
from apps.pages.rules import may_draft_in, may_write
from apps.people.models import Person
from apps.people.queries import post_giving

WHY_NOT_YOU = {
    Role.AUTHOR: "You wrote in this draft or submitted it, so somebody else must clear it.",
    Role.CLEARED: "You have already cleared this, and one person can fill only one step.",
    Role.RETURNED: "You have already sent this back.",
}


@Rule
def may_set_routes(person: Person) -> Grounds:
    yield (
        person.is_active and person.is_staff and person.has_perm("clearance.change_step"),
        "Only an administrator who looks after clearance routes can change them.",
    )


@Rule
def may_submit(person: Person, draft: Draft, at: datetime) -> Grounds:
    writing = may_write(person, draft, at)
    yield writing.allowed, writing.reason
    published = draft.base
    yield (
        published is None or published.digest != draft.digest(),
        "This draft says the same as the published page, so there is nothing to clear.",
    )
    yield bool(draft.body.strip()), "Write something in the draft before you submit it."
    page = draft.page
    yield (
        page is None or page.edition_id == draft.base_id,
        "The page was published again after this draft was started. Discard this draft and start from the new text.",
    )


@Rule
def may_decide(person: Person, submission: Submission, at: datetime) -> Grounds:
    """Law 3: nobody clears their own words, and one person fills one step; superusers too."""
    state = SubmissionState(submission.state)
    yield state == SubmissionState.OPEN, f"This has already been decided: {state.label.lower()}."
    part = Part.objects.filter(submission=submission, person=person).first()
    yield part is None, WHY_NOT_YOU[Role(part.role)] if part else ""
    seats = waiting_seats(submission)
    yield bool(seats), "Every step of this route has been cleared."
    seat = seats[0]
    yield (
        post_giving(person, unit=seat.unit, least_rank=seat.least_rank, at=at) is not None,
        f"Clearing this needs {seat}, and you hold no such post now.",
    )


@Rule
def may_take_back(person: Person, submission: Submission, at: datetime) -> Grounds:
    member = may_draft_in(person, submission.draft.space, at)
    yield member.allowed, member.reason
    yield submission.is_open, "This is no longer waiting for clearance, so there is nothing to take back."


def waiting_seats(submission: Submission) -> list[Seat]:
    """The steps nobody has cleared yet, in order."""
    seats = Seat.objects.unfilled().filter(submission=submission)
    return list(seats.select_related("unit", "grade").order_by("position"))

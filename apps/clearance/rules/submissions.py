"""Who may submit, who may clear or send back, and who may not."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from apps.clearance.choices import OF_A_DRAFT, Role, SubmissionState
from apps.clearance.models import Part, Seat, Submission
from apps.clearance.queries.authority import Authority
from apps.clearance.queries.mergers import is_narrow_enough
from apps.clearance.queries.submissions import authorities, open_conditions, waiting_seats
from apps.core.rules import Grounds, Rule
from apps.pages.choices import Standing
from apps.pages.models import Draft
from apps.pages.rules import may_be_marked, may_draft_in, may_write
from apps.people.models import Person

WHY_NOT_YOU = {
    Role.AUTHOR: "You wrote in this draft or submitted it, so somebody else must clear it.",
    Role.INTEREST: "You declared an interest in this, so somebody else must clear it.",
    Role.CLEARED: "You have already cleared this, and one person can fill only one step.",
    Role.RETURNED: "You have already sent this back.",
    Role.REPRESENTED: "Somebody has already decided on this on your behalf, and one person can fill only one step.",
}


@Rule
def may_submit(person: Person, draft: Draft, at: datetime) -> Grounds:
    writing = may_write(person, draft, at)
    yield writing.allowed, writing.reason
    page, published = draft.page, draft.base
    comes_back = page is not None and page.standing != Standing.PUBLISHED
    yield (
        published is None or comes_back or published.digest != draft.digest(),
        "This draft says the same as the published page, so there is nothing to clear.",
    )
    yield (
        draft.absorbs is None or is_narrow_enough(draft, draft.absorbs),
        f"This draft takes the place of ‘{draft.absorbs}’, and would show its words to people who cannot read them. "
        "Select fewer people.",
    )
    yield bool(draft.body.strip()), "Write something in the draft before you submit it."
    marked = may_be_marked(draft, localdate(at))
    yield marked.allowed, marked.reason
    yield (
        page is None or page.edition_id == draft.base_id,
        "The page was published again after this draft was started. Bring the draft up to date before you submit it.",
    )


@Rule
def may_decide(
    person: Person, submission: Submission, at: datetime, ways: Sequence[Authority] | None = None
) -> Grounds:
    """Law 3: nobody clears their own words, and one person fills one step; superusers too.

    `ways` are their authorities where somebody who only shows this has read them already.
    """
    state = SubmissionState(submission.state)
    yield state == SubmissionState.OPEN, f"This has already been decided: {state.label.lower()}."
    part = Part.objects.filter(submission=submission, person=person).first()
    yield part is None, _why_not(part, submission) if part else ""
    ways = authorities(person, submission, at=at) if ways is None else ways
    yield bool(ways), "" if ways else _needs(submission)


@Rule
def may_clear(person: Person, submission: Submission, at: datetime, ways: Sequence[Authority] | None = None) -> Grounds:
    """As `may_decide`; a condition stops whoever raised it, and the last clearance whoever gives it."""
    deciding = may_decide(person, submission, at, ways)
    yield deciding.allowed, deciding.reason
    conditions = list(open_conditions(submission))
    yield (
        all(condition.by_id != person.pk for condition in conditions),
        "You raised a condition that is not settled yet. Settle it, or send the draft back.",
    )
    is_last = Seat.objects.unfilled().filter(submission=submission).count() == 1
    yield not (conditions and is_last), conditions_stand(len(conditions))


def conditions_stand(number: int) -> str:
    """Why the last step cannot be cleared while conditions are open."""
    what = "A condition has" if number == 1 else f"{number} conditions have"
    return f"{what} been raised and not settled yet, so the last step cannot be cleared."


@Rule
def may_take_back(person: Person, submission: Submission, at: datetime) -> Grounds:
    space = submission.space
    member = may_draft_in(person, space, at)
    yield member.allowed, member.reason
    # In a practice space everybody may write, and would take everybody's tips out of the stewards' hands.
    wrote = Part.objects.filter(submission=submission, person=person, role=Role.AUTHOR)
    yield (
        not space.is_practice or space.has_member(person, at=at) or wrote.exists(),
        f"Only whoever wrote in this or submitted it, or somebody posted in {space.unit}, can take it back.",
    )
    yield submission.is_open, "This is no longer waiting for clearance, so there is nothing to take back."
    yield submission.is_takeable, "Readers see this already, so it cannot be taken back before it is reviewed."


def _why_not(part: Part, submission: Submission) -> str:
    if part.void_at is not None:
        return "What you cleared here no longer stands, so somebody else must clear it."
    if part.role == Role.AUTHOR and submission.act not in OF_A_DRAFT:
        return "You proposed this, so somebody else must clear it."
    return WHY_NOT_YOU[Role(part.role)]


def _needs(submission: Submission) -> str:
    seats = waiting_seats(submission)
    if not seats:
        return "Every step of this route has been cleared."
    asked = " or ".join(dict.fromkeys(str(seat) for seat in seats))
    return f"Clearing this needs {asked}, and you hold no such post now."

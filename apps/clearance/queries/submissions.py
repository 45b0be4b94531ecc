"""Reads across submissions, seats and people."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import QuerySet

from apps.clearance.choices import DECISIONS, FILLS_A_SEAT, EmergencyState, Role
from apps.clearance.models import Interest, Part, Seat, Submission
from apps.clearance.queries.authority import Authority, ways_to_fill
from apps.clearance.queries.routes import Stop, could_sit, could_stand, steps_of, stops_of
from apps.notices.subjects import Subject
from apps.pages.models import Comment, Draft, Edition
from apps.pages.models.editions import Clearance
from apps.pages.queries.pages import drafts_since_published, last_cleared_edition, writers_of
from apps.people.models import Person


def authors_so_far(draft: Draft, *, submitted_by: Person) -> set[Person]:
    """Everyone law 3 bars as an author if this person submits now: who wrote, and who submits or submitted before."""
    earlier = Submission.objects.filter(draft__in=drafts_since_published(draft))
    submitters = Person.objects.filter(pk__in=earlier.values("submitted_by_id"))
    return {*writers_of(draft), *_writers_of_uncleared(draft), *submitters, submitted_by}


def _writers_of_uncleared(draft: Draft) -> QuerySet[Person]:
    """Whoever wrote what was published in an emergency, here or on the page taken in, and nobody has cleared since."""
    pages = [pk for pk in (draft.page_id, draft.absorbs_id) if pk is not None]
    waiting = (EmergencyState.UNREVIEWED, EmergencyState.FELL_BACK)
    wrote = Part.objects.filter(
        role=Role.AUTHOR, submission__emergency__page__in=pages, submission__emergency__state__in=waiting
    )
    return Person.objects.filter(pk__in=wrote.values("person_id"))


def interested_in(draft: Draft) -> set[Person]:
    """Everyone who declared an interest in the draft, or in one given up before it."""
    declared = Interest.objects.filter(draft__in=drafts_since_published(draft))
    return set(Person.objects.filter(pk__in=declared.values("person_id")))


def route_of(draft: Draft, *, submitted_by: Person, at: datetime) -> list[Stop]:
    """Every step the draft would go through, with who could clear it at that moment."""
    barred = {person.pk for person in authors_so_far(draft, submitted_by=submitted_by) | interested_in(draft)}
    steps = steps_of(draft)
    return stops_of(draft.space, steps, barred=barred, at=at)


def waiting_seats(submission: Submission) -> list[Seat]:
    """The seats of stages that have begun which nobody has filled yet, in order."""
    seats = Seat.objects.waiting().filter(submission=submission)
    return list(seats.select_related("unit", "grade", "person", "claimed_by").order_by("position", "chair"))


def who_could_fill(seat: Seat, *, at: datetime) -> QuerySet[Person]:
    """Everyone who could clear from this seat at that moment: as it asks, by grade or standing, with no part so far."""
    played = Part.objects.filter(submission=seat.submission_id, person__isnull=False)
    barred = list(played.values_list("person_id", flat=True))
    if seat.standing is not None:
        return could_stand(seat.submission.space, seat.standing, barred=barred, at=at)
    assert seat.least_rank is not None
    return could_sit(seat.unit, seat.person, seat.least_rank, barred=barred, at=at)


def authorities(person: Person, submission: Submission, *, at: datetime) -> list[Authority]:
    """Every way in which this person could fill a waiting seat at that moment, their own posts before others'."""
    return ways_to_fill(person, waiting_seats(submission), at=at)


def open_conditions(submission: Submission) -> QuerySet[Comment]:
    """Conditions on the draft that nobody has settled yet, oldest first."""
    if submission.draft_id is None:
        return Comment.objects.none()
    raised = Comment.objects.filter(draft=submission.draft_id).conditions().unsettled()
    return raised.select_related("by").order_by("at", "pk")


def authors_of(submission: Submission) -> QuerySet[Person]:
    """Everyone barred as an author of this submission, by name."""
    wrote = Part.objects.filter(submission=submission, role=Role.AUTHOR)
    return Person.objects.filter(pk__in=wrote.values("person_id")).order_by("name", "pk")


def decisions_on(submission: Submission) -> QuerySet[Part]:
    """What was decided so far, in order: clearances, nil returns, requests for changes, those made void too."""
    decided = Part.objects.filter(submission=submission, role__in=DECISIONS)
    return decided.select_related("person", "on_behalf_of", "seat").order_by("at", "pk")


def seats_of(submission: Submission) -> list[tuple[Seat, Part | None]]:
    """Every seat in order, each with the clearance or nil return that filled it, if any."""
    stands = (part for part in decisions_on(submission) if part.role in FILLS_A_SEAT and part.void_at is None)
    filled = {part.seat_id: part for part in stands}
    seats = Seat.objects.filter(submission=submission).select_related("unit", "grade", "person", "claimed_by")
    return [(seat, filled.get(seat.pk)) for seat in seats.order_by("position", "chair")]


def clearances_of(submission: Submission) -> tuple[list[Clearance], Person | None]:
    """Who cleared, in order and as it stood then, nil returns among them; and the last person who did."""
    parts = Part.objects.filter(submission=submission, role__in=(Role.CLEARED, Role.SILENT), void_at=None)
    told: list[Clearance] = []
    last = None
    for part in parts.select_related("person", "on_behalf_of", "seat__unit", "seat__grade", "seat__person"):
        one: Clearance = {
            "person_id": part.person_id,
            "name": str(part.person or ""),
            "post": part.post,
            "at": part.at.isoformat(),
            "step": str(part.seat),
        }
        if part.on_behalf_of:
            one["on_behalf_of"] = str(part.on_behalf_of)
        told.append(one)
        last = part.person or last
    return told, last


def cleared_by_standing(submission: Submission) -> Person | None:
    """The steward who cleared it first; None where nobody did by standing."""
    if not submission.space.is_practice:
        return None
    cleared = Part.objects.filter(submission=submission, role=Role.CLEARED, void_at=None, seat__standing__gt=0)
    part = cleared.select_related("person").order_by("at", "pk").first()
    return part.person if part else None


def earlier_rounds(submission: Submission) -> QuerySet[Submission]:
    """What became of the same draft when it was submitted before, latest first."""
    if submission.draft_id is None:
        return Submission.objects.none()
    before = Submission.objects.filter(draft=submission.draft_id, pk__lt=submission.pk)
    return before.select_related("closed_by").defer("body").order_by("-pk")


def last_cleared_by(person: Person, submission: Submission) -> Submission | None:
    """The latest earlier round of the same draft that this person cleared, or had cleared for them."""
    theirs = Part.objects.filter(person=person, role__in=(Role.CLEARED, Role.REPRESENTED))
    return earlier_rounds(submission).defer(None).filter(pk__in=theirs.values("submission_id")).first()


def published_before(draft: Draft, person: Person) -> Edition | None:
    """The published text a draft is compared with; None for a new page, or when this person may not read that text.

    A draft that widens a page's audience is cleared by people whom the narrower text was never for. What readers see
    unreviewed since an emergency is no text to compare with: whoever clears the draft clears that too.
    """
    base = draft.base
    if base is not None and base.awaits_review:
        base = last_cleared_edition(base)
    if base is None:
        return None
    return Edition.objects.visible_to(person).select_related("revision").filter(pk=base.pk).first()


def subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of these submissions."""
    seen = Submission.objects.visible_to(person).concerning(person).filter(pk__in=ids)
    return {
        str(one.pk): Subject(
            one.headline, one.get_absolute_url(), one.marking, is_over=not one.is_open, handling=one.handling
        )
        for one in seen
    }

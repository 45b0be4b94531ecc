"""Freezing a draft or a proposal by its digest and sending it up its route."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from apps.clearance.choices import Act, Role
from apps.clearance.models import Part, Proposal, Seat, Submission
from apps.clearance.queries.routes import Stop, route_digest, steps_for, stops_of
from apps.clearance.queries.submissions import (
    authors_so_far,
    interested_in,
    route_of,
    who_could_fill,
)
from apps.clearance.rules.routes import may_ask_for_standing
from apps.clearance.rules.submissions import may_submit
from apps.clearance.rules.timing import may_be_published_at
from apps.core.rules import Refused, StateChanged
from apps.core.working_time import end_of_working_day
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.actions.drafts import move
from apps.pages.actions.live import settle_now
from apps.pages.actions.locking import lock_draft
from apps.pages.actions.unfinished import tell_who_was_typing
from apps.pages.choices import DraftState
from apps.pages.models import Draft, Page
from apps.people.models import Person
from apps.records.actions import record


@dataclass(frozen=True, slots=True)
class Cover:
    """What the submitter says about the change, asked in GOV.UK publishing's words.

    `publish_at` holds the text back until then once it is cleared; None publishes it at once. Whoever finds the
    page still right later puts its review off by `review_months` more.
    """

    change_note: str
    significance: str
    review_by: date
    publish_at: datetime | None = None
    review_months: int = 12


def submit(draft: Draft, cover: Cover, *, version: int, by: Person, at: datetime) -> Submission:
    """This will freeze the draft by its digest and send it up its route.

    `version` is the version the submitter was looking at. Raises Refused with the rule's reason, or when no route
    is set; StateChanged when somebody saved meanwhile, or typed live.
    """
    # Before and by itself: whoever is refused now finds what was typed when they look again.
    settle_now(draft.pk, at=at)
    return _submit(draft, cover, version=version, by=by, at=at)


@transaction.atomic
def _submit(draft: Draft, cover: Cover, *, version: int, by: Person, at: datetime) -> Submission:
    return freeze(covered(draft, cover, version=version, by=by, at=at), by=by, at=at)


def covered(draft: Draft, cover: Cover, *, version: int, by: Person, at: datetime) -> Draft:
    """This will lock a draft that may be submitted as it is seen, and write down in it what the submitter says of it.

    Part of submitting, and of publishing on standing. Raises as `submit`.
    """
    # The pages first, as whoever clears does: what is submitted refers to them, and would wait for them at its end.
    pages = [pk for pk in (draft.page_id, draft.absorbs_id) if pk is not None]
    list(Page.objects.select_for_update(of=("self",)).only("pk").filter(pk__in=pages).order_by("pk"))
    draft = lock_draft(draft.pk, "base", "page", at=at)
    may_submit.require(by, draft, at)
    if draft.version != version:
        raise StateChanged("Somebody saved this draft after you opened this page. Read it again before you submit it.")
    if cover.publish_at is not None:
        may_be_published_at.require(cover.publish_at, at)
    draft.change_note, draft.significance = cover.change_note, cover.significance
    draft.review_by, draft.review_months = cover.review_by, cover.review_months
    draft.publish_at = cover.publish_at
    draft.save(update_fields=["change_note", "significance", "review_by", "review_months", "publish_at"])
    return draft


def freeze(draft: Draft, *, by: Person, at: datetime) -> Submission:
    """This will send a covered draft up its route. Part of submitting, in its transaction; raises as `submit`."""
    stops = route_of(draft, submitted_by=by, at=at)
    move(draft, DraftState.IN_REVIEW)
    tell_who_was_typing(draft, at=at)
    submission = Submission(
        act=Act.PUBLISH,
        draft=draft,
        space=draft.space,
        page=draft.page,
        **draft.words(),
        bound_to=draft.digest(),
        version=draft.version,
        change_note=draft.change_note,
        significance=draft.significance,
        publish_at=draft.publish_at,
        absorbs=draft.absorbs.edition if draft.absorbs else None,
        submitted_by=by,
        submitted_at=at,
    )
    return send_up(submission, stops, authors=authors_so_far(draft, submitted_by=by), at=at)


@transaction.atomic
def propose(proposal: Proposal, *, by: Person, at: datetime) -> Submission:
    """This will save a proposal and send it up the route of the page, or the very route it would change.

    Whoever calls has checked that `by` may propose it. Raises Refused when no route is set.
    """
    proposal.proposed_by, proposal.proposed_at = by, at
    proposal.save(force_insert=True)
    on = proposal.page or proposal.route
    assert on is not None
    marked = proposal.page.marked() if proposal.page else {"marking": on.marking}
    submission = Submission(
        act=proposal.act,
        proposal=proposal,
        space=proposal.space,
        page=proposal.page,
        title=str(on)[:200],
        body=proposal.because,
        audience=on.audience,
        **marked,
        bound_to=proposal.digest(),
        change_note=proposal.because,
        submitted_by=by,
        submitted_at=at,
    )
    steps = steps_for(proposal.space, audience=on.audience, marking=on.marking)
    return send_up(submission, stops_of(proposal.space, steps, barred={by.pk}, at=at), authors={by}, at=at)


def send_up(submission: Submission, stops: list[Stop], *, authors: Iterable[Person], at: datetime) -> Submission:
    """This will save a submission with its seats and everybody barred from them, and open its first stage.

    Part of the act that made the submission, in its transaction. Raises Refused when there are no stops, or
    one of a policy space asks for standing.
    """
    if not stops:
        raise Refused("No clearance route is set for this audience. Ask an administrator to set one.")
    for stop in stops:
        may_ask_for_standing.require(submission.space, stop.step.standing)
    barred = dict.fromkeys(authors, Role.AUTHOR)
    for who in interested_in(submission.draft) if submission.draft else ():
        barred.setdefault(who, Role.INTEREST)
    submission.save(force_insert=True)
    Part.objects.bulk_create(Part(submission=submission, person=who, role=role, at=at) for who, role in barred.items())
    seats = [seat for stop in stops for seat in stop.seats()]
    for seat in seats:
        seat.submission = submission
    Seat.objects.bulk_create(seats)
    submission.route_bound_to = route_digest(seats)
    submission.save(update_fields=["route_bound_to"])
    record(
        "clearance.submitted",
        about=submission.recorded_under,
        by=submission.submitted_by,
        at=at,
        because=submission.change_note,
        details={
            "submission": submission.pk,
            "act": submission.act,
            "digest": submission.bound_to,
            "route": [str(stop) for stop in stops],
        },
    )
    open_next_stage(submission, at=at)
    return submission


def open_next_stage(submission: Submission, *, at: datetime) -> bool:
    """This will begin the next stage, if there is one, and tell whoever could clear it.

    Returns whether there was one: when not, every seat is filled.
    """
    unfilled = Seat.objects.unfilled().filter(submission=submission).order_by("stage")
    following = unfilled.filter(opened_at=None).first()
    if following is None:
        return False
    begin(list(unfilled.filter(stage=following.stage)), submission, at=at)
    return True


def begin(seats: list[Seat], submission: Submission, *, at: datetime) -> None:
    """This will let seats wait from now on, with as many working days as at the first, and tell who could fill them.

    Part of submitting, of clearing, and of declaring an interest, which lets a seat wait again that was filled.
    """
    nation = submission.space.unit.keeps_holidays_of()
    for seat in seats:
        seat.opened_at = at
        seat.due_at = end_of_working_day(at, days=seat.working_days, nation=nation) if seat.working_days else None
        seat.claimed_by = seat.claimed_at = seat.claimed_until = seat.reminded_on = seat.climbed_to = None
    anew = ["opened_at", "due_at", "claimed_by", "claimed_at", "claimed_until", "reminded_on", "climbed_to"]
    Seat.objects.bulk_update(seats, anew)
    could = {person for seat in seats for person in who_could_fill(seat, at=at)}
    kind = NoticeKind.EMERGENCY if submission.act == Act.EMERGENCY else NoticeKind.WAITING
    tell(sorted(could, key=lambda person: person.pk), kind, about=submission, at=at)

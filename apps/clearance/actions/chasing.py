"""Reviews of what was published in an emergency that are overdue: they climb the chain, or the text falls back."""

from datetime import datetime

from apps.clearance.actions.aftermath import fall_back, is_shown, lock_emergency, note_overtaken
from apps.clearance.actions.closing import close
from apps.clearance.actions.deciding import lock, void_what_depends_on
from apps.clearance.actions.emergencies import ask
from apps.clearance.choices import EmergencyState, SubmissionState, WhyFellBack, WhyVoid
from apps.clearance.models import Emergency, Seat, Submission
from apps.clearance.queries.emergencies import asked_unit, last_step, still_shown
from apps.clearance.queries.submissions import authors_of, who_could_fill
from apps.core.one_by_one import one_by_one
from apps.core.rules import StateChanged
from apps.core.working_time import add_working_hours
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.models import Imprint
from apps.people.models import Posting, Unit
from apps.people.queries import post_giving
from apps.records.actions import SYSTEM, record

# Whoever has not looked after this many periods has been told often enough to be asked by other means.
MOST_CLIMBS = 20


def chase_reviews(at: datetime) -> int:
    """This will see to every emergency whose review is overdue or which readers no longer see, and count them.

    One that falls back does so at its deadline. Any other climbs once in every period of its role's working hours:
    first the second pair of eyes is told again, then whoever holds the post of the last step in the unit above, and
    so on to the top.
    """
    waiting = Emergency.objects.filter(state=EmergencyState.UNREVIEWED)
    waiting = waiting.select_related("page__space__unit", "submission")
    overdue = waiting.filter(due_at__lte=at, climbs__lt=MOST_CLIMBS).order_by("due_at", "pk")
    # Those whose next time has not come are left alone, unlocked: this runs every minute.
    due = (one for one in overdue if one.falls_back or _next_climb(one, one.climbs) <= at)
    found = {one.pk: one for one in (*due, *waiting.exclude(still_shown()))}
    return one_by_one(found.values(), lambda emergency: _chase(emergency, at=at))


def _chase(emergency: Emergency, *, at: datetime) -> int:
    submission = lock(emergency.submission)
    emergency = lock_emergency(submission)
    if emergency.state != EmergencyState.UNREVIEWED:
        raise StateChanged("Somebody reviewed it a moment before.")
    if not is_shown(emergency.page, emergency.edition):
        return note_overtaken(emergency.page, by=SYSTEM, at=at)
    if emergency.falls_back:
        close(submission, SubmissionState.VOID, by=SYSTEM, at=at, outcome=WhyVoid.DEADLINE.label)
        fall_back(emergency, WhyFellBack.OVERDUE, by=SYSTEM, at=at)
        void_what_depends_on(emergency.page, by=SYSTEM, at=at)
        tell({*authors_of(submission), emergency.second}, NoticeKind.FELL_BACK, about=submission, at=at)
        return 1
    return _climb(emergency, submission, at=at)


def _climb(emergency: Emergency, submission: Submission, *, at: datetime) -> int:
    """Go as far up as the periods since the deadline say, and tell only those it comes to."""
    climbs = emergency.climbs
    while climbs < MOST_CLIMBS and _next_climb(emergency, climbs) <= at:
        climbs += 1
    if climbs == emergency.climbs:
        return 0
    emergency.climbs = climbs
    emergency.save(update_fields=["climbs"])
    Imprint.advance()
    seat = _turn_to(emergency, submission, at=at)
    facts = {"submission": submission.pk, "climbs": climbs, "asked": str(seat)}
    record("clearance.emergency_climbed", about=emergency.page, by=SYSTEM, at=at, details=facts)
    tell(who_could_fill(seat, at=at), NoticeKind.UNREVIEWED, about=submission, at=at)
    return 1


def _next_climb(emergency: Emergency, climbs: int) -> datetime:
    if not climbs:
        return emergency.due_at
    nation = emergency.page.space.unit.keeps_holidays_of()
    return add_working_hours(emergency.due_at, hours=emergency.working_hours * climbs, nation=nation)


def _turn_to(emergency: Emergency, submission: Submission, *, at: datetime) -> Seat:
    """The seat as it now asks: the second again the first time, as long as they can clear, and then a unit above."""
    seat = Seat.objects.select_related("unit", "person", "grade").get(submission=submission)
    has_left = _post_of_second(emergency, seat, at=at) is None
    levels = emergency.climbs - 1
    if not levels and not has_left:
        return seat
    return ask(submission, None, _above(_unit_asked(emergency, seat, at=at), levels))


def _unit_asked(emergency: Emergency, seat: Seat, *, at: datetime) -> Unit:
    """Where the last step of the route looks for its people; a step of one person looks where they are posted."""
    space = emergency.page.space
    step = last_step(space, emergency.submission)
    unit = asked_unit(space, step) if step else None
    post = _post_of_second(emergency, seat, at=at)
    return unit or (post.unit if post else space.unit)


def _post_of_second(emergency: Emergency, seat: Seat, *, at: datetime) -> Posting | None:
    assert seat.least_rank is not None, "An emergency is reviewed by grade"
    return post_giving(emergency.second, unit=None, least_rank=seat.least_rank, at=at)


def _above(unit: Unit, levels: int) -> Unit:
    """The unit so many levels above, or the topmost."""
    ids = [int(pk) for pk in unit.path.strip("/").split("/")]
    return Unit.objects.get(pk=ids[max(0, len(ids) - 1 - levels)])

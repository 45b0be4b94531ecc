"""What becomes of text that was published in an emergency: reviewed, refused, or overtaken."""

from datetime import datetime

from apps.clearance.actions.closing import TOO_LATE, close
from apps.clearance.choices import EMERGENCY_MOVES, Act, EmergencyState, SubmissionState, WhyFellBack, WhyVoid
from apps.clearance.models import Emergency, Submission
from apps.clearance.queries.submissions import authors_of, clearances_of
from apps.core.rules import StateChanged
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.actions import publishing, standing
from apps.pages.choices import EditionState, Standing
from apps.pages.models import Edition, Page
from apps.pages.queries.pages import last_cleared_edition
from apps.people.models import Person
from apps.records.actions import System, record


def note_reviewed(submission: Submission, by: Person | System, at: datetime) -> None:  # noqa: ARG001 - a Following
    """This will note that the second pair of eyes has cleared what was published in an emergency."""
    emergency = lock_emergency(submission)
    clearances, _ = clearances_of(submission)
    publishing.note_review(emergency.edition, clearances)
    _end(emergency, EmergencyState.REVIEWED, at=at)
    tell(authors_of(submission), NoticeKind.REVIEWED, about=submission, at=at)


def note_refused(submission: Submission, by: Person | System, at: datetime) -> None:
    """This will put back the last cleared text after the second pair of eyes refused the one that was published."""
    fall_back(lock_emergency(submission), WhyFellBack.REFUSED, by=by, at=at)


def fall_back(emergency: Emergency, why: WhyFellBack, *, by: Person | System, at: datetime) -> None:
    """This will end a locked emergency by showing readers what was cleared last, or nothing where nothing was.

    On the word of whoever refused it; at the deadline, of whoever published it knowing that it would fall back.
    """
    page, edition = emergency.page, emergency.edition
    if not is_shown(page, edition):
        _end(emergency, EmergencyState.OVERTAKEN, at=at)
        return
    last = _cleared_before(edition)
    if last is None or page.standing != Standing.PUBLISHED:
        standing.remove(page, why.label, by=by, at=at)
    else:
        word = by if isinstance(by, Person) else emergency.published_by
        publishing.put_back(last, change_note=why.label, by=word, at=at, acting=by)
    _end(emergency, EmergencyState.FELL_BACK, at=at)
    facts = {"edition": edition.number, "put_back": last.number if last else None}
    record("clearance.emergency_fell_back", about=page, by=by, at=at, because=why.label, details=facts)


def note_overtaken(page: Page, *, by: Person | System, at: datetime) -> int:
    """This will close the reviews of editions that a locked page no longer shows, and count them."""
    waiting = Submission.objects.filter(
        act=Act.EMERGENCY, state=SubmissionState.OPEN, emergency__page=page
    ).select_for_update(of=("self",))
    page.refresh_from_db(fields=["edition", "standing"])
    closed = 0
    for submission in waiting.order_by("pk"):
        emergency = lock_emergency(submission)
        if is_shown(page, emergency.edition):
            continue
        close(submission, SubmissionState.VOID, by=by, at=at, outcome=WhyVoid.LATER.label)
        _end(emergency, EmergencyState.OVERTAKEN, at=at)
        facts = {"edition": emergency.edition.number, "submission": submission.pk}
        record("clearance.emergency_overtaken", about=page, by=by, at=at, details=facts)
        closed += 1
    return closed


def is_shown(page: Page, edition: Edition) -> bool:
    """Whether readers find this edition at the page's address."""
    return page.edition_id == edition.pk and page.standing in (Standing.PUBLISHED, Standing.WITHDRAWN)


def lock_emergency(submission: Submission) -> Emergency:
    """The emergency that a locked submission reviews, afresh and locked too."""
    locked = Emergency.objects.select_for_update(of=("self",))
    wanted = locked.select_related("edition__page", "page__space__unit", "second", "published_by")
    return wanted.get(submission=submission)


def _cleared_before(edition: Edition) -> Edition | None:
    """The latest text of the page that was cleared, and that nobody has unpublished since."""
    last = last_cleared_edition(edition)
    return None if last is None or last.state == EditionState.REMOVED else last


def _end(emergency: Emergency, to: EmergencyState, *, at: datetime) -> None:
    if to not in EMERGENCY_MOVES[EmergencyState(emergency.state)]:
        raise StateChanged(TOO_LATE)
    emergency.state, emergency.closed_at = to, at
    emergency.save(update_fields=["state", "closed_at"])

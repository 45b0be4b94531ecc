"""What falls due by itself, whoever is signed in: `manage.py do_what_is_due` does it."""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime

from apps.clearance.actions.chasing import chase_reviews
from apps.clearance.actions.deciding import let_silence_clear
from apps.clearance.actions.reminding import remind_of_what_is_overdue
from apps.clearance.actions.scheduling import publish_what_is_due
from apps.clearance.choices import SubmissionState
from apps.clearance.models import Seat, Submission
from apps.core.due import DUTIES, Duty
from apps.core.one_by_one import one_by_one
from apps.pages.actions.crediting import void_what_is_gone
from apps.pages.actions.files import throw_away_orphans
from apps.pages.actions.keeping import let_go_of_old_texts
from apps.pages.actions.live import forget_what_is_over, settle_what_was_left
from apps.pages.actions.nudging import nudge_about_markings, nudge_owners, tell_of_vacancies
from apps.pages.actions.presence import forget_who_left
from apps.pages.actions.unfinished import let_go_of_old_unfinished_texts

log = logging.getLogger(__name__)


def do_what_is_due(at: datetime) -> Iterator[tuple[str, int]]:
    """This will do everything that is due, and yield what was done and how many times as it goes.

    Two who do it at once do nothing twice: each act locks what it acts on and looks again.
    """
    for name, duty in list(DUTIES.items()):
        try:
            done = duty(at)
        except Exception:  # One duty that fails as a whole must not keep the others waiting.
            log.exception("Could not find out about %s", name)
            continue
        if done:
            yield name, done


def _give_nil_returns(at: datetime) -> int:
    silent = Seat.objects.waiting().filter(silence_clears=True, due_at__lte=at)
    waiting = Submission.objects.filter(state=SubmissionState.OPEN, pk__in=silent.values("submission_id"))
    return one_by_one(waiting.order_by("pk"), lambda one: let_silence_clear(one, at=at))


# What is due to pages comes after what clearance publishes.
CLEARANCE_AND_PAGES: Mapping[str, Duty] = {
    "nil returns": _give_nil_returns,
    "steps reminded of": remind_of_what_is_overdue,
    "publications": publish_what_is_due,
    "emergency reviews": chase_reviews,
    "pages due to be checked": nudge_owners,
    "markings due to be looked at": nudge_about_markings,
    "vacant posts that own pages": tell_of_vacancies,
    "drafts typed live and saved": settle_what_was_left,
    "live texts let go": forget_what_is_over,
    "kept texts let go": let_go_of_old_texts,
    "unfinished texts let go": let_go_of_old_unfinished_texts,
    "people who left drafts": forget_who_left,
    "edits that are gone": void_what_is_gone,
    "uploads thrown away": throw_away_orphans,
}

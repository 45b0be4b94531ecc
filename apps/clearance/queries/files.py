"""Where the files of a text are read by whoever clears it, and by an outsider who checks its facts."""

from apps.clearance.models import FactCheck, Submission
from apps.pages.models import Draft, DraftSave, Edition
from apps.pages.models.drafts import Wording
from apps.pages.queries.files import Places, in_draft, in_edition, in_version, places


def in_submission(submission: Submission) -> Places:
    """Where the files of what was submitted are read, as they were then."""
    return places(submission.files, "clearance:submission-file", submission.pk)


def in_wording(wording: Wording | Edition) -> Places:
    """Where the files of a text are read that somebody comments on, whichever text of a draft that is."""
    if isinstance(wording, Submission):
        return in_submission(wording)
    if isinstance(wording, Draft):
        return in_draft(wording)
    if isinstance(wording, DraftSave):
        return in_version(wording)
    return in_edition(wording) if isinstance(wording, Edition) else {}


def in_fact_check(check: FactCheck, key: str) -> Places:
    """Where the files of a frozen text are read behind a link with this key."""
    return places(check.files, "clearance:fact-check-file", key)

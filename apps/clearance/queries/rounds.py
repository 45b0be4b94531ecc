"""What went before a submission of the same draft: what changed since, and what was decided and no longer stands."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from apps.clearance.choices import FILLS_A_SEAT, SubmissionState
from apps.clearance.models import Part, Submission
from apps.clearance.queries.files import in_submission
from apps.clearance.queries.submissions import last_cleared_by
from apps.pages import markup
from apps.pages.compare import Comparison, compare_words
from apps.pages.queries.files import FileChange, changes
from apps.pages.queries.pages import rendered_difference
from apps.people.models import Person


@dataclass(frozen=True, slots=True)
class Since:
    """What is different from an earlier round that somebody cleared, `part` saying when.

    `comparison` is None where that round was marked higher than what is shown here: it is read on its own page.
    """

    round: Submission
    part: Part
    comparison: Comparison | None = None
    difference: str = ""
    file_changes: list[FileChange] = field(default_factory=list)


def since_cleared(person: Person, submission: Submission) -> Since | None:
    """What changed since the latest earlier round that this person cleared, or had cleared for them, if any."""
    before = last_cleared_by(person, submission)
    if before is None:
        return None
    part = Part.objects.select_related("person", "on_behalf_of").get(submission=before, person=person)
    if before.is_sensitive and before.marking_line != submission.marking_line:
        return Since(before, part)
    earlier, later = markup.render(before.body).html, markup.render(submission.body).html
    return Since(
        before,
        part,
        compare_words(before.body, submission.body),
        rendered_difference(earlier, later, in_submission(before) | in_submission(submission)),
        changes(before.files, submission.files),
    )


def decisions_undone(submission: Submission) -> QuerySet[Part]:
    """Who cleared this or an earlier round of the same draft, where that no longer stands, the latest first."""
    rounds = Q(submission=submission)
    if submission.draft_id is not None:
        rounds = Q(submission__draft=submission.draft_id, submission__pk__lte=submission.pk)
    cleared = Part.objects.filter(rounds, role__in=FILLS_A_SEAT)
    stands = Q(void_at=None, submission__state__in=(SubmissionState.OPEN, SubmissionState.CLEARED))
    people = cleared.exclude(stands).select_related("person", "on_behalf_of", "submission", "seat__unit", "seat__grade")
    return people.select_related("seat__person").order_by("-at", "-pk")

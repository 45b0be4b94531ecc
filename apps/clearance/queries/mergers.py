"""Whether a merger is still the one that was submitted."""

from apps.clearance.models import Submission
from apps.pages.choices import Standing
from apps.pages.models import Draft, Page
from apps.pages.queries.absorbed import widest_within


def is_merger_as_bound(submission: Submission, draft: Draft) -> bool:
    """Whether the page whose place the draft takes, if any, is as it was when this was submitted."""
    if submission.absorbs is None or draft.absorbs_id is None:
        return submission.absorbs is None and draft.absorbs_id is None
    other = Page.objects.select_related("audience_unit").get(pk=draft.absorbs_id)
    return (
        other.edition_id == submission.absorbs_id
        and other.standing in (Standing.PUBLISHED, Standing.WITHDRAWN)
        and draft.page is not None
        and draft.page.standing == Standing.PUBLISHED
        and is_narrow_enough(draft, other)
    )


def is_narrow_enough(draft: Draft, other: Page) -> bool:
    """Whether everybody who would read the draft can read the other page now."""
    return widest_within(draft.space.unit, draft.audience, other.audience_unit) == draft.audience

"""Taking a page of a practice space from its readers, and giving it back: parts of stewards' acts, which record them.

Law 8: what grade has cleared is hidden by nobody's standing.
"""

from datetime import datetime

from django.db import transaction

from apps.core.rules import Refused
from apps.pages.models import Imprint, Page

BY_GRADE = "Grade has cleared this page, so stewards can neither hide nor change it."


@transaction.atomic
def hide(page_id: str, at: datetime) -> None:
    """This will hide a page from everybody until it is shown again. Raises Refused in a policy space."""
    _change(page_id, at)


@transaction.atomic
def show(page_id: str, at: datetime) -> None:  # noqa: ARG001 - as moderation calls it
    """This will show a hidden page again. Raises Refused in a policy space."""
    _change(page_id, None)


def lock(page_id: str) -> Page:
    """This will lock a page of a practice space. Raises Refused in a policy space."""
    page = Page.objects.select_for_update(of=("self",)).select_related("space__unit", "edition").get(pk=page_id)
    if not page.space.is_practice:
        raise Refused(BY_GRADE)
    return page


def _change(page_id: str, hidden_at: datetime | None) -> None:
    page = lock(page_id)
    page.hidden_at = hidden_at
    page.save(update_fields=["hidden_at"])
    Imprint.advance()

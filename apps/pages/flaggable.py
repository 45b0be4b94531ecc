"""How moderation reaches pages: filled into its registry when everything is loaded."""

from datetime import datetime

from apps.moderation.choices import Measure
from apps.moderation.subjects import Flaggable
from apps.pages.actions import hiding, redacting
from apps.pages.actions.crediting import credit_writers
from apps.pages.models import Page
from apps.pages.queries.flagged import pages_found, pages_seen_by
from apps.people.models import Person


def lock_page(page_id: str) -> None:
    """The page is locked before the matter about it, as whoever publishes it does."""
    list(Page.objects.select_for_update(of=("self",)).only("pk").filter(pk=page_id))


def accept_page(page_id: str, by: Person, at: datetime) -> None:
    """A steward looked at what was picked, and found it good: its writers gain by it, unless it was cleared since."""
    page = Page.objects.select_related("space__community", "edition").get(pk=page_id)
    if page.edition is not None and page.edition.on_standing:
        page.edition.page = page
        credit_writers(page.edition, by=by, at=at)


PAGE = Flaggable(
    name="page",
    measures=frozenset(Measure),
    seen_by=pages_seen_by,
    found=pages_found,
    hide=hiding.hide,
    show=hiding.show,
    redact=redacting.redact,
    lock=lock_page,
    accepted=accept_page,
)

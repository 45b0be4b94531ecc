"""Who may ask whether a practice is still right, and who may say so."""

from datetime import datetime

from apps.core.rules import Grounds, Rule
from apps.moderation.rules.contributing import may_contribute
from apps.pages.choices import Standing
from apps.pages.models import Page
from apps.pages.rules import may_look_after
from apps.people.models import Person
from apps.practice.choices import DoubtOutcome
from apps.practice.models import Doubt


@Rule
def may_doubt(person: Person, page: Page, at: datetime) -> Grounds:
    """Anybody who takes part where it stands, once until they are answered."""
    writing = may_contribute(person, page.space.community, at)
    yield writing.allowed, writing.reason
    yield page.standing == Standing.PUBLISHED, "This practice is not published any more."
    yield (
        not Doubt.objects.filter(page=page, by=person, outcome=DoubtOutcome.WAITING).exists(),
        "You have asked already whether this is still right, and nobody has answered yet.",
    )


@Rule
def may_settle(person: Person, doubt: Doubt, outcome: DoubtOutcome | str, at: datetime) -> Grounds:
    """Whoever looks after the page; that it was changed, only once it was."""
    looking_after = may_look_after(person, doubt.page, at)
    yield looking_after.allowed, looking_after.reason
    yield doubt.outcome == DoubtOutcome.WAITING, "Somebody has answered this already."
    edition = doubt.page.edition
    yield (
        outcome != DoubtOutcome.CHANGED or (edition is not None and edition.published_at > doubt.at),
        "The page has not been published again since this was asked. Change it first.",
    )

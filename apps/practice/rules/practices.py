"""Who files practices, and who keeps collections of them."""

from datetime import datetime

from apps.core.rules import Grounds, Rule
from apps.pages.models import Space
from apps.pages.rules import may_draft_in
from apps.people.models import Person, Unit
from apps.people.queries import units_of
from apps.practice.models import Collection, Practice
from apps.trust.choices import Level
from apps.trust.queries.levels import level_of


@Rule
def may_give_tip(person: Person, space: Space, team: Unit, at: datetime) -> Grounds:
    yield space.is_practice, "Tips are written in practice spaces, and this is not one."
    verdict = may_draft_in(person, space, at)
    yield verdict.allowed, verdict.reason
    yield (
        units_of(person, at=at).filter(pk=team.pk).exists(),
        f"You can only write for a team you are posted in, and you hold no post in {team} now.",
    )


@Rule
def may_file(person: Person, practice: Practice, at: datetime) -> Grounds:
    """Whoever may write on the page says what it is about."""
    verdict = may_draft_in(person, practice.page.space, at)
    yield verdict.allowed, verdict.reason


@Rule
def may_gather(person: Person, space: Space, at: datetime) -> Grounds:
    """Whoever earned the standing of a contributor keeps the collections of a practice space, all of them alike."""
    yield space.is_practice, "Collections are made in practice spaces, and this is not one."
    verdict = may_draft_in(person, space, at)
    yield verdict.allowed, verdict.reason
    yield (
        level_of(person, space.community, at=at) >= Level.CONTRIBUTOR,
        f"Only contributors and stewards of {space} can make collections and change them.",
    )


@Rule
def may_collect(collection: Collection, practice: Practice) -> Grounds:
    """A collection holds practices of its own space, each once: whoever may read it may read most of them."""
    yield (
        practice.page.space_id == collection.space_id,
        f"This practice is of another space than ‘{collection}’. Select a collection of its own space.",
    )
    yield (
        not collection.items.filter(practice=practice).exists(),
        f"‘{practice}’ is in this collection already.",
    )

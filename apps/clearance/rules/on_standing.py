"""What is published at once on the standing of its writers, and why anything else goes to the stewards first."""

from collections.abc import Mapping
from datetime import datetime

from apps.clearance.choices import Role
from apps.clearance.models import Part
from apps.clearance.queries.submissions import authors_so_far
from apps.core.rules import Grounds, Rule
from apps.pages.choices import Standing
from apps.pages.models import Comment, Draft
from apps.pages.queries.taking_part import are_paused
from apps.people.models import Person
from apps.trust.choices import Level
from apps.trust.queries.levels import levels_of


@Rule
def may_go_live(person: Person, draft: Draft, at: datetime, levels: Mapping[Person, Level] | None = None) -> Grounds:
    """Whether the draft is published at once when this person submits it; the reasons follow 'Stewards look at it'.

    Law 8: nothing of a policy space, nor what an OFFICIAL-SENSITIVE marking or other readers make more than an edit.
    """
    space, page = draft.space, draft.page
    yield space.is_practice, "this space is cleared by grade."
    levels = writers_levels(draft, submitted_by=person) if levels is None else levels
    newcomers = sorted((one for one, level in levels.items() if level < Level.MEMBER), key=lambda one: one.name)
    yield not newcomers, _new_here(newcomers, person)
    yield not are_paused(levels, space, at=at), "somebody who wrote in it is paused in this space."
    marked = draft.is_sensitive or (page is not None and page.is_sensitive)
    yield not marked, "it is, or was, marked OFFICIAL-SENSITIVE."
    yield (
        draft.audience == (page.audience if page else space.audience),
        "it would be for other readers than before." if page else "it is for others than all that the space is for.",
    )
    yield draft.absorbs_id is None, "it takes the place of another page."
    yield page is None or page.standing == Standing.PUBLISHED, "it brings back a page that is not published any more."
    yield page is None or page.edition is None or not page.edition.awaits_review, "the page is under review."
    yield draft.publish_at is None, "it has a time to be published at."
    asked = Part.objects.filter(submission__draft=draft, role=Role.RETURNED)
    yield not asked.exists(), "a steward asked for changes before."
    yield not Comment.objects.filter(draft=draft).conditions().unsettled().exists(), "a condition is not settled yet."


def writers_levels(draft: Draft, *, submitted_by: Person) -> dict[Person, Level]:
    """Everybody whose words it would publish, the submitter too, with their level. Nobody has any in a policy space."""
    people = authors_so_far(draft, submitted_by=submitted_by)
    found = levels_of(people, draft.space.community)
    return {person: found[person.pk] for person in people}


def _new_here(newcomers: list[Person], person: Person) -> str:
    if person in newcomers:
        return "you are a newcomer in this space, and what newcomers write is looked at first."
    names = " and ".join(str(one) for one in newcomers)
    return f"{names} wrote in it too, and what newcomers write is looked at first."

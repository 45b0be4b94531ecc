"""Who may say what a team does with a practice, and take it back."""

from datetime import datetime

from apps.core.rules import Grounds, Rule
from apps.moderation.rules.contributing import may_contribute, may_write
from apps.pages.choices import Standing
from apps.people.models import Person, Unit
from apps.people.queries import OwnerPost, units_of, who_answers_for
from apps.practice.models import Adoption, Practice


@Rule
def may_report(person: Person, practice: Practice, team: Unit, at: datetime) -> Grounds:
    """Whoever speaks for the team, and takes part by the guidelines where the practice stands."""
    writing = may_contribute(person, practice.page.space.community, at)
    yield writing.allowed, writing.reason
    speaking = may_say_still_so(person, practice, team, at)
    yield speaking.allowed, speaking.reason


@Rule
def may_say_still_so(person: Person, practice: Practice, team: Unit, at: datetime) -> Grounds:
    """Whoever speaks for the team. They write nothing by it, so nobody asks them about the guidelines."""
    page = practice.page
    writing = may_write(person, page.space.community, at)
    yield writing.allowed, writing.reason
    yield page.standing == Standing.PUBLISHED, "This practice is not published any more."
    yield (
        speaks_for(person, team, at=at),
        f"You can only say what your own team does, and you hold no post in {team} now.",
    )
    yield (
        not Adoption.objects.filter(practice=practice, team=team, hidden_at__isnull=False).exists(),
        f"Stewards have hidden what was said here for {team}. Appeal against that before you say anything else for it.",
    )


@Rule
def may_retract(person: Person, adoption: Adoption, at: datetime) -> Grounds:
    """Whoever speaks for the team: it is the team's word, whoever of it said so first."""
    yield (
        speaks_for(person, adoption.team, at=at),
        f"Only people posted in {adoption.team} can take back what was said for it.",
    )
    yield adoption.retracted_at is None, "This has been taken back already."


def speaks_for(person: Person, team: Unit, *, at: datetime) -> bool:
    """Whether somebody is posted in that very team, or answers for it while nobody is."""
    if units_of(person, at=at).filter(pk=team.pk).exists():
        return person.is_active
    post = OwnerPost(team)
    return person in who_answers_for([post], at=at)[post.key].people

"""Who may ask the members whether a steward stays, and who may vote."""

from datetime import datetime, timedelta

from apps.core.rules import Grounds, Rule
from apps.people.models import Person
from apps.trust.choices import DAYS_BETWEEN_RECALLS, Level, RecallOutcome
from apps.trust.models import Community, Recall
from apps.trust.queries.levels import level_of


@Rule
def may_recall(person: Person, community: Community, steward: Person, at: datetime) -> Grounds:
    """Members and above, of anybody but themselves, while nobody else has asked."""
    yield (
        level_of(person, community, at=at) >= Level.MEMBER,
        "Only people who have become members of this space can ask for a vote on its stewards.",
    )
    yield steward.pk != person.pk, "You cannot ask for a vote on yourself. You can step down if you were appointed."
    yield level_of(steward, community, at=at) == Level.STEWARD, f"{steward} is not a steward of this space."
    recalls = Recall.objects.filter(community=community, steward=steward)
    yield (
        not recalls.filter(outcome=RecallOutcome.OPEN).exists(),
        f"Members are voting on {steward} already. You can vote too.",
    )
    late = recalls.filter(outcome=RecallOutcome.STAYS, closed_at__gt=at - timedelta(days=DAYS_BETWEEN_RECALLS))
    yield (
        not late.exists(),
        f"Members voted on {steward} less than {DAYS_BETWEEN_RECALLS} days ago, and they stayed.",
    )


@Rule
def may_vote(person: Person, recall: Recall, at: datetime) -> Grounds:
    """Members and above but for the steward, once each, until the vote closes."""
    yield recall.is_open_at(at), "This vote is closed."
    yield recall.steward_id != person.pk, "This vote is about you, so you cannot vote in it."
    yield (
        level_of(person, recall.community, at=at) >= Level.MEMBER,
        "Only people who have become members of this space can vote on its stewards.",
    )
    yield not recall.votes.filter(person=person).exists(), "You have voted already. A vote cannot be changed."

"""How members voted."""

from dataclasses import dataclass

from django.db.models import Count, Q

from apps.trust.choices import LEAST_VOTES, OF_VOTES, TO_GO
from apps.trust.models import Recall


@dataclass(frozen=True, slots=True)
class Tally:
    """How many want somebody to go, and how many want them to stay."""

    to_go: int
    to_stay: int

    @property
    def votes(self) -> int:
        return self.to_go + self.to_stay

    @property
    def goes(self) -> bool:
        """Enough members voted, and two of three of them want it."""
        return self.votes >= LEAST_VOTES and self.to_go * OF_VOTES >= self.votes * TO_GO


def tally_of(recall: Recall) -> Tally:
    """How members have voted so far; shown to nobody until the vote has closed."""
    counted = recall.votes.aggregate(to_go=Count("pk", filter=Q(to_go=True)), votes=Count("pk"))
    return Tally(counted["to_go"], counted["votes"] - counted["to_go"])

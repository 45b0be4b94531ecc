"""What a steward makes of something, before it is a ruling."""

from dataclasses import dataclass
from datetime import datetime

from apps.moderation.choices import Measure


@dataclass(frozen=True, slots=True)
class Judgement:
    """A measure, why, and the key of the rule that it cites; a judgement that something may stay cites none.

    `until` is for what ends, `words` for what takes some out. `text` is the fingerprint of what the steward read, of
    which they said it; without one, it is of what is there.
    """

    measure: Measure
    because: str
    rule: str = ""
    until: datetime | None = None
    words: str = ""
    text: str = ""

"""The words for practices, who uses them, and questions about them."""

from collections.abc import Mapping

from django.db.models import TextChoices


class Use(TextChoices):
    """What a team did with a practice."""

    ADOPTED = "ADOPTED", "We use this"
    ADAPTED = "ADAPTED", "We use this, changed to fit us"
    DROPPED = "DROPPED", "We tried this and stopped"
    PLANNED = "PLANNED", "We plan to use this"


class Outcome(TextChoices):
    BETTER = "BETTER", "It helped"
    SAME = "SAME", "It made no difference"
    WORSE = "WORSE", "It did not work here"
    TOO_EARLY = "TOO_EARLY", "It is too early to tell"


class Tells(TextChoices):
    """What a team's use and its outcome come to, for the ranking."""

    HELPED = "HELPED", "In use, and it helped"
    IN_USE = "IN_USE", "In use, and it made no difference or it is too early to tell"
    PLANNED = "PLANNED", "Planned"
    STOPPED = "STOPPED", "Tried and stopped"
    DID_NOT_WORK = "DID_NOT_WORK", "It did not work there"


class Freshness(TextChoices):
    """How long ago there was a last sign that a practice still holds."""

    FRESH = "FRESH", "Up to date"
    FADING = "FADING", "Fading"
    STALE = "STALE", "Out of date"


class QuestionState(TextChoices):
    OPEN = "OPEN", "Open"
    ANSWERED = "ANSWERED", "Answered"
    CLOSED = "CLOSED", "Closed"


Q = QuestionState
QUESTION_MOVES: Mapping[QuestionState, frozenset[QuestionState]] = {
    Q.OPEN: frozenset({Q.ANSWERED, Q.CLOSED}),
    Q.ANSWERED: frozenset({Q.OPEN, Q.CLOSED}),
    Q.CLOSED: frozenset({Q.OPEN, Q.ANSWERED}),
}
# A newcomer's talk shows at once, as all talk does, and is kept to so much a day in each space.
NEWCOMER_A_DAY = 5


class DoubtOutcome(TextChoices):
    WAITING = "WAITING", "Waiting for an answer"
    STILL_RIGHT = "STILL_RIGHT", "Still right"
    CHANGED = "CHANGED", "The page was changed"


# In use: these rank a practice. Whoever plans to use it has not yet anything to tell.
IN_USE = (Use.ADOPTED, Use.ADAPTED)
DAYS_UNTIL_ASKED_AGAIN = 90
# Without a new edition, a check or a team's word for so many months a practice is fading, and then stale.
MONTHS_UNTIL_FADING = 12
MONTHS_UNTIL_STALE = 18
# A doubt that nobody has answered for so many days fades the page.
DAYS_TO_ANSWER_DOUBT = 30

# The structured head of a practice: the headings of its page, in order, each with what to write under it.
HEAD = (
    ("problem", "The problem", "What was going wrong, or could be better"),
    ("helps", "Who it helps", "Which teams or jobs it is for"),
    ("did", "What we did", "So that another team could do it too"),
    ("took", "What it took", "Time, money, people, permission"),
    ("happened", "What happened", "What got better, and what did not. Say how you know"),
    ("contact", "Contact", "A post, not a person: ‘Data lead, Rural Transport’"),
)

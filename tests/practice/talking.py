"""How people ask and answer in a practice space, for tests that begin there."""

from datetime import datetime

from apps.core.clock import now
from apps.moderation.actions.guidelines import accept
from apps.pages.models import Space
from apps.people.models import Person
from apps.practice.actions import answers, questions
from apps.practice.actions.answers import Said
from apps.practice.actions.questions import Asked
from apps.practice.models import Answer, Question


def ask(
    space: Space, by: Person, title: str = "Has anyone counted passengers?", at: datetime | None = None
) -> Question:
    """A question of somebody who has accepted the guidelines."""
    accept(by=by, at=now())
    return questions.ask(space, Asked(title, "By hand, we never finish."), by=by, at=at or now())


def answer(question: Question, by: Person, body: str = "We did, in May.", at: datetime | None = None) -> Answer:
    """An answer of somebody who has accepted the guidelines."""
    accept(by=by, at=now())
    return answers.answer(question, Said(body), by=by, at=at or now())

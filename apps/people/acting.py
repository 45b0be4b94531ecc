"""Acting in one post of several."""

from dataclasses import dataclass
from datetime import datetime

from apps.people.models import Person


@dataclass(frozen=True, slots=True)
class InPost:
    """A person acting in the post that gave them the authority, for the record to say so."""

    person: Person
    post: str

    @property
    def pk(self) -> int:
        return self.person.pk

    def __str__(self) -> str:
        return str(self.person)

    def post_at(self, at: datetime) -> str:  # noqa: ARG002 - it is the same at any moment of the act
        return self.post

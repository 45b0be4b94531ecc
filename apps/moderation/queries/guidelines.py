"""Who has accepted the guidelines as they read now."""

from apps.moderation import guidelines
from apps.moderation.models import Acceptance
from apps.people.models import Person


def has_accepted(person: Person) -> bool:
    """Whether this person has accepted the guidelines in the words they have now."""
    return Acceptance.objects.filter(person=person, edition=guidelines.EDITION).exists()


def last_accepted(person: Person) -> Acceptance | None:
    """The latest words that this person accepted and when, whether they still read so or not."""
    return Acceptance.objects.filter(person=person).order_by("-at", "-pk").first()

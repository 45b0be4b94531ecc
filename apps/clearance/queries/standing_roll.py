"""Who stands at which level in the practice spaces of some routes, for the steps that ask for it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from apps.clearance.models import Step
from apps.clearance.queries.roll import Candidate, StaffedStep
from apps.pages.models import Space
from apps.people.models import Person, Posting, ids_along
from apps.trust.choices import Level
from apps.trust.models import Appointment, Standing


class StandingRoll:
    """Whoever has a standing in these spaces and still takes part, read in three queries; `barred` are ids of people.

    Law 8: of a policy space it holds nobody.
    """

    def __init__(self, spaces: Collection[Space], *, barred: Collection[int], at: datetime) -> None:
        self.levels: dict[int, dict[Person, int]] = defaultdict(dict)
        readers = {space.community_id: space.audience_unit_id for space in spaces if space.is_practice}
        if not readers:
            return
        earned = Standing.objects.filter(community__in=readers, level__gt=0).exclude(person__in=barred)
        appointed = Appointment.objects.filter(community__in=readers, ended_at=None).exclude(person__in=barred)
        rows = [(one.community_id, one.person, one.level) for one in earned.select_related("person")]
        rows += [(one.community_id, one.person, Level.STEWARD) for one in appointed.select_related("person")]
        reach = _reaches({person.pk for _, person, _ in rows}, at=at)
        for community, person, level in rows:
            if person.is_active and readers[community] in reach[person.pk]:
                found = self.levels[community]
                found[person] = max(level, found.get(person, 0))

    def staffed(self, step: Step, space: Space) -> StaffedStep:
        """The step with everyone who could clear it there."""
        least = step.standing or Level.STEWARD
        able = [person for person, level in self.levels[space.community_id].items() if level >= least]
        able.sort(key=lambda person: (person.name, person.pk))
        return StaffedStep(step, None, [Candidate(person) for person in able], able)


def _reaches(people: Collection[int], *, at: datetime) -> dict[int, set[int]]:
    """By person, the ids of the units they are posted in, and of all above."""
    found: dict[int, set[int]] = defaultdict(set)
    held = Posting.objects.held_at(at).filter(person__in=people)
    for pk, path in held.values_list("person_id", "unit__path"):
        found[pk].update(ids_along([path]))
    return found

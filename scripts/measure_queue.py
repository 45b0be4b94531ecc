"""Measure the stewards' queue: two stewards work through 1,000 things at once, and each must be dealt with once.

    python -m scripts.postgres python -m scripts.measure_queue
    ITEMS=200 DATABASE_URL=sqlite:////tmp/queue.sqlite3 python -m scripts.measure_queue

Half of the ITEMS (1,000) are flagged by somebody, half were picked. Each steward takes what comes next and rules on it,
by the actions that the screens call, in a thread of their own: every third thing is hidden, the others may stay. It
ends with 1 if anything was dealt with twice or not at all, or if the record is broken. The database must be empty.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apps.people.models import Person
    from apps.trust.models import Community

ITEMS = int(os.environ.get("ITEMS", "1000"))
STEWARDS = ("Steward One", "Steward Two")
KIND = "practice.question"


def prepare() -> tuple[Community, list[Person]]:
    """Fill the empty database; return the community and its two stewards."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "wiki_site.settings"
    os.environ["LOCAL"] = "true"
    os.environ["EMAIL_URL"] = "dummymail://"
    os.environ.setdefault("SECRET_KEY", "for-measuring-only")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from apps.core.clock import now
    from apps.moderation.actions import flagging, queue
    from apps.moderation.choices import Why
    from apps.practice.models import Question
    from apps.trust.choices import Level
    from tests import cast
    from tests.exchange import open_exchange, stand

    team = cast.build_government().rural_transport
    names = ("Opener", "Author", "Flagger", *STEWARDS)
    people = [cast.post(cast.person(name), team, "HEO", "Policy adviser") for name in names]
    opener, author, flagger, *stewards = people
    space = open_exchange(opener)
    for steward in stewards:
        stand(steward, space.community, Level.STEWARD)
    asked = [Question(space=space, title=f"Has anyone done {n}?", by=author, at=now()) for n in range(ITEMS)]
    for number, question in enumerate(Question.objects.bulk_create(asked)):
        about = str(question.pk)
        if number % 2:
            flagging.flag(KIND, about, rule="consistent", because="It is rude.", by=flagger, at=now())
        else:
            queue.put(KIND, about, why=Why.SAMPLED, author=author, community=space.community, at=now())
    return space.community, stewards


def work(community: Community, steward: Person) -> tuple[list[int], int]:
    """Take what comes next until nothing is left; return what this steward dealt with, and how much was refused."""
    from apps.core.clock import now
    from apps.core.rules import Refused
    from apps.moderation.actions import queue
    from apps.moderation.actions.ruling import rule_on
    from apps.moderation.choices import Measure
    from apps.moderation.judgement import Judgement

    dealt_with, refused = [], 0
    while matter := queue.claim_next(community, by=steward, at=now()):
        measure, rule = (Measure.HIDE, "consistent") if matter.pk % 3 == 0 else (Measure.NONE, "")
        judgement = Judgement(measure, "It is about a person.", rule)
        try:
            rule_on(matter, judgement, version=matter.version, by=steward, at=now())
        except Refused:
            refused += 1
        else:
            dealt_with.append(matter.pk)
    return dealt_with, refused


def judge(dealt_with: list[int]) -> list[str]:
    """What is wrong with what is left in the database; nothing is what is wanted."""
    from apps.moderation.choices import MatterState
    from apps.moderation.models import Flag, Matter, Ruling
    from apps.practice.models import Question
    from apps.records.models import Event
    from apps.records.queries import first_fault

    hidden = [int(pk) for pk in Matter.objects.filter(rulings__measure="HIDE").values_list("about_id", flat=True)]
    wrong = {
        "dealt with twice": [pk for pk, times in Counter(dealt_with).items() if times > 1],
        "not dealt with": list(Matter.objects.exclude(state=MatterState.RULED).values_list("pk", flat=True)),
        "rulings too many or too few": [] if Ruling.objects.count() == ITEMS else [Ruling.objects.count()],
        "rulings off the record": [n] if (n := Event.objects.filter(verb="moderation.ruled").count()) != ITEMS else [],
        "flags that still wait": list(Flag.objects.filter(settled_at=None).values_list("pk", flat=True)),
        "hidden otherwise than ruled": set(hidden)
        ^ set(Question.objects.filter(hidden_at__isnull=False).values_list("pk", flat=True)),
        "faults of the records": [fault] if (fault := first_fault()) else [],
    }
    return [f"{what}: {found}" for what, found in wrong.items() if found]


def main() -> int:
    """Measure and say what came of it."""
    community, stewards = prepare()
    from tests.together import together

    began = time.monotonic()
    done = together([partial(work, community, steward) for steward in stewards])
    took = time.monotonic() - began
    shares = [one for one in done if not isinstance(one, Exception)]
    wrong = [f"failed: {one!r}" for one in done if isinstance(one, Exception)]
    each = ", ".join(f"{steward} {len(dealt)}" for steward, (dealt, _) in zip(stewards, shares, strict=False))
    refused = sum(refused for _, refused in shares)
    print(f"{ITEMS} things in {took:.1f} s, {took / ITEMS * 1000:.0f} ms each: {each}; refused {refused}.")
    wrong += judge([pk for dealt, _ in shares for pk in dealt])
    print("\n".join(wrong) or "Each was dealt with exactly once.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

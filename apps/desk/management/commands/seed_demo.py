"""manage.py seed_demo: put a department that does not exist into Greenpaper, for newcomers to look around in."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.text import Truncator

from apps.clearance.models import Submission
from apps.core.clock import now
from apps.core.rules import Refused
from apps.desk.demonstration.department import PASSWORD, PEOPLE
from apps.desk.demonstration.telling import is_told, tell
from apps.moderation.queries.queue import for_steward
from apps.pages.choices import DraftState
from apps.pages.queries.pages import drafts_written_by
from apps.people.models import Person
from apps.trust.models import Appointment, Community
from apps.trust.queries.levels import communities_kept_by

HEADINGS = ("Name", "Post", "E-mail address", "What waits for them")


class Command(BaseCommand):
    help = "Set up the demonstration department. Once it is there, this changes nothing and tells who can sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="Do it although this is not a machine of your own.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        if is_told():
            self.stdout.write("The demonstration department is here already, so nothing was changed.\n\n")
        elif settings.LOCAL or options["force"]:
            try:
                tell(at=now())
            except Refused as refusal:
                raise CommandError(f"The demonstration department was not set up. {refusal.reason}") from refusal
            self.stdout.write("The demonstration department was set up.\n\n")
        else:
            raise CommandError(
                "The demonstration department is for trying Greenpaper out: anyone can sign in as its people. "
                "Set LOCAL=true on a machine of your own, or add --force."
            )
        self._introduce()

    def _introduce(self) -> None:
        found = {person.email: person for person in Person.objects.filter(email__in=[one.email for one in PEOPLE])}
        rows = [HEADINGS, *(_row(found[one.email]) for one in PEOPLE if one.email in found)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS) - 1)]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
            self.stdout.write("  ".join((*cells, row[-1])).rstrip())
        self.stdout.write(f"\nEverybody's password was set to: {PASSWORD}\n")


def _row(person: Person) -> Sequence[str]:
    at = now()
    post = person.post_at(at) or "Has left: signs in and sees nothing"
    if person.is_superuser:
        post = f"{post}; administrator"
    waiting = Submission.objects.waiting_for(person, at=at).order_by("submitted_at")
    told = [f"to clear: {title}" for title in waiting.values_list("title", flat=True)]
    back = drafts_written_by(person).filter(state=DraftState.CHANGES_NEEDED)
    told += [f"to change: {title}" for title in back.values_list("title", flat=True)]
    told += [_stewardship(person, community) for community in communities_kept_by(person)]
    return person.name, post, person.email, Truncator("; ".join(told)).chars(160)


def _stewardship(person: Person, community: Community) -> str:
    """That they are a steward there, how they came to it, and how much waits for them."""
    is_appointed = Appointment.objects.filter(community=community, person=person, ended_at=None).exists()
    waiting = for_steward(person, at=now()).filter(community=community).count()
    return f"steward of {community}, {'appointed' if is_appointed else 'by standing'}: {waiting} to look into"

"""Fill the search indexes afresh from the published editions and from what was said in rooms."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS

from apps.search.actions import SAID, keep, rebuild


class Command(BaseCommand):
    help = (
        "Fill the search indexes afresh. Safe at any time; nothing is published, and nobody says anything, meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *args: Any, database: str, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        keep(database)
        pages, said = rebuild(database), rebuild(database, SAID)
        self.stdout.write(f"Search holds {pages} published pages and {said} messages.")

"""Fill the search index afresh from the published editions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS

from apps.search.actions import keep, rebuild


class Command(BaseCommand):
    help = "Fill the search index afresh from the published editions. Safe at any time; nothing is published meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *args: Any, database: str, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        keep(database)
        self.stdout.write(f"Search holds {rebuild(database)} published pages.")

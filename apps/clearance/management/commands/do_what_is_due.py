"""`manage.py do_what_is_due`: what falls due by itself, once or again and again."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from apps.clearance.actions.due import do_what_is_due
from apps.core.clock import now


class Command(BaseCommand):
    help = "Does what is due now: nil returns, reminders, what was scheduled. Run it every minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on, and look again after so many seconds")

    def handle(self, *, every: int | None, **_options: Any) -> None:
        self._once()
        while every:
            # A connection that the server closed meanwhile is opened again.
            close_old_connections()
            time.sleep(every)
            self._once()

    def _once(self) -> None:
        for name, number in do_what_is_due(now()):
            self.stdout.write(f"{number} {name}")

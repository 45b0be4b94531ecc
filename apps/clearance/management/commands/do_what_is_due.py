"""`manage.py do_what_is_due`: what falls due by itself, once or again and again."""

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from apps.clearance.actions.due import do_what_is_due
from apps.core.clock import now


class Command(BaseCommand):
    help = "Does what is due now: nil returns, reminders, what was scheduled. Run it every minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on, and look again after so many seconds")
        parser.add_argument("--until-parent-ends", action="store_true", help="stop when whoever started it is gone")

    def handle(self, *, every: int | None, until_parent_ends: bool, **_options: Any) -> None:
        if every is not None and every < 1:
            raise CommandError("--every takes a number of seconds from 1.")
        parent = os.getppid()
        self._once()
        while every:
            time.sleep(every)
            if until_parent_ends and os.getppid() != parent:
                return
            # A connection that the database closed meanwhile is opened again.
            close_old_connections()
            self._once()

    def _once(self) -> None:
        for name, number in do_what_is_due(now()):
            self.stdout.write(f"{name}: {number}")
        self.stdout.flush()

"""manage.py verify_records: is the ledger as it was written?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.records.models import Event
from apps.records.queries import first_fault


class Command(BaseCommand):
    help = "Check every recorded event against the hash chain and name the first that was touched."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        fault = first_fault()
        if fault:
            raise CommandError(f"Event {fault.sequence} {fault.what}.")
        self.stdout.write(f"All {Event.objects.count()} events are as they were written.")

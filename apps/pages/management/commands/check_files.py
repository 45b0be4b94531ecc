"""manage.py check_files: whether what files hold is all there, and as it was cleared."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.pages.files import shelving
from apps.pages.models import StoredFile


class Command(BaseCommand):
    help = "Read what every file of a text holds, and name each content that is missing or changed."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        checked = found = 0
        contents = StoredFile.objects.filter(attached_at__isnull=False).order_by("pk")
        for sha256 in contents.values_list("sha256", flat=True).iterator():
            checked += 1
            if fault := shelving.fault(sha256):
                found += 1
                self.stdout.write(f"{sha256} {fault}")
        if found:
            raise CommandError(f"{found} of {checked} contents are not as they were cleared.")
        self.stdout.write(f"{checked} contents checked: all are as they were cleared.")

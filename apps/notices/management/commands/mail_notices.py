"""manage.py mail_notices: e-mail what the mail server would not take before."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.notices.actions import deliver
from apps.notices.models import Notice


class Command(BaseCommand):
    help = "E-mail every notice that has not been e-mailed yet. Run it every few minutes."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        waiting = Notice.objects.filter(mailed_at=None, person__is_active=True).select_related("person").order_by("pk")
        self.stdout.write(f"{deliver(waiting.iterator())} notices went by e-mail.")

"""Allauth tells of sign-ins by signals alone; each is turned into one action here."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import login_code_rejected, user_logged_in
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from apps.core.clock import now
from apps.identity.actions import note_failure, note_sign_in, note_sign_out
from apps.people.models import Person


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Person, **_others: Any) -> None:
    steps = get_authentication_records(request, user)
    note_sign_in(user, method=steps[-1]["method"] if steps else "welcome link", at=now())


@receiver(user_logged_out)
def signed_out(user: Person | None, **_others: Any) -> None:
    if user is not None:
        note_sign_out(user, at=now())


@receiver(user_login_failed)
def password_failed(credentials: dict[str, Any], **_others: Any) -> None:
    note_failure(str(credentials.get("email", "")), method="password", at=now())


@receiver(login_code_rejected)
def code_failed(user: Person, **_others: Any) -> None:
    note_failure(user.email, method="code", at=now())

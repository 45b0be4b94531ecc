"""What allauth asks of us: where people go once they are in, and who may come in by single sign-on."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from apps.core.clock import now
from apps.core.rules import Refused
from apps.identity.actions import come_in
from apps.people.requests import person_of


class SignInAdapter(DefaultAccountAdapter):
    """Signing in by password or code. Nobody signs up: people are registered, or arrive with a proven address."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or password is wrong. Check both and try again.",
        "enter_current_password": "Enter the password you use now",
        "incorrect_code": "The code is wrong. Check it and try again.",
        "invalid_password_reset": "The link to set a password no longer works",
        "rate_limited": "You have tried too many times. Wait a minute and try again.",
        "too_many_login_attempts": "You have tried too many times. Wait a few minutes and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home; for somebody who holds no post, the page that says what to do about that."""
        if person_of(request).reach:
            return str(super().get_login_redirect_url(request))
        return reverse("identity:account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the letter, at our own address: whoever sends the request chooses the host it asks for."""
        path: str = urlsplit(super().get_reset_password_from_key_url(key)).path
        return f"{settings.PUBLIC_ADDRESS}{path}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        return reverse("identity:account")


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Signing in through the one identity provider that the environment names."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Providers from the environment alone: a row in allauth's table would be a way in that no deployment named."""
        return [app for app in super().list_apps(request, provider, client_id) if app.pk is None]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Settle who this is before allauth would look for a sign-up screen."""
        if sociallogin.is_existing:
            return
        told: dict[str, dict[str, Any]] = sociallogin.account.extra_data
        claims = {**told.get("id_token", {}), **told.get("userinfo", {})}
        trusted = sociallogin.provider.app.settings.get("verified_domains", [])
        try:
            sociallogin.user = come_in(sociallogin.account, claims, domains=trusted, at=now())
        except Refused as refusal:
            page = render(request, "identity/turned_away.html", {"reason": refusal.reason}, status=403)
            raise ImmediateHttpResponse(page) from refusal

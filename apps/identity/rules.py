"""Who may come in."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from apps.core.rules import Grounds, Rule


def is_trusted_domain(email: str) -> bool:
    """Whether the address belongs to an organisation whose people may let themselves in.

    Letters beyond ASCII are not trusted: some look like others, and so would the people.
    """
    return email.isascii() and email.rpartition("@")[2].lower() in settings.SIGN_IN_EMAIL_DOMAINS


def is_vouched_for(claims: dict[str, Any], *, domains: list[str]) -> bool:
    """Whether the identity provider says that the person holds the address it gives.

    Only a plain yes counts. Where it says nothing, as Microsoft Entra ID does, its word is taken for the domains
    that the administrator has named; a plain no always stands. Some providers write yes and no as text.
    """
    said = claims.get("email_verified")
    if said is None:
        return address_in(claims).rpartition("@")[2] in domains
    return str(said).lower() == "true"


def address_in(claims: dict[str, Any]) -> str:
    """The well-formed address the provider gives, in lower case; empty when there is none."""
    address = str(claims.get("email") or "").strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if address.isascii() else ""


@Rule
def may_arrive(claims: dict[str, Any], *, domains: list[str]) -> Grounds:
    """An identity provider's person may come in when it vouches for an address in a trusted domain."""
    address = address_in(claims)
    yield bool(address), "Your organisation’s sign-in service did not give us your e-mail address."
    yield (
        is_vouched_for(claims, domains=domains),
        "Your organisation’s sign-in service did not confirm that your e-mail address is yours.",
    )
    yield (
        is_trusted_domain(address),
        f"Greenpaper is not open to people whose e-mail address ends in {address.rpartition('@')[2]}.",
    )

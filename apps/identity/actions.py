"""What happens when people come, go, or are turned away."""

from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from apps.core.rules import Refused
from apps.core.text import without_hidden_characters
from apps.identity.rules import address_in, is_trusted_domain, may_arrive
from apps.people.actions import arrive
from apps.people.models import Person
from apps.records.actions import SYSTEM, record

NEWCOMER = "identity.newcomer"


@transaction.atomic
def come_in(account: SocialAccount, claims: dict[str, Any], *, domains: list[str], at: datetime) -> Person:
    """This will tie an identity provider's account to the person with its address, who is added when new.

    `claims` are what the provider says of them, `domains` those for which its silence on verification is a yes.
    Raises Refused when the provider does not vouch for an address in a trusted domain, or when that person already
    comes in by another of its accounts: an address may have been handed on to somebody else.
    """
    may_arrive.require(claims, domains=domains)
    address = address_in(claims)
    person = Person.objects.select_for_update(no_key=True).filter(email=address).first()
    if person is None:
        person = arrive(address, _name_in(claims), at=at)
    linked = SocialAccount.objects.filter(user=person, provider=account.provider)
    if linked.exclude(uid=account.uid).exists():
        raise Refused(
            "Somebody already signs in here with this e-mail address, through another account. "
            "If the address has been passed on to you, ask an administrator to sort this out."
        )
    if not linked.exists():
        account.user = person
        account.save()
        record("identity.account_linked", about=person, by=person, at=at, details={"provider": account.provider})
    return person


def answer_stranger(email: str, *, address_of_welcome: str) -> None:
    """This will write to somebody who asked for a code and gets none, where the address is one we may write to.

    A newcomer is sent a link to start; somebody who has been stopped is told so. Nobody else hears anything, so
    that asking teaches nothing about who is registered. `address_of_welcome` is the link, with 'TOKEN' to fill.
    """
    if not is_trusted_domain(email):
        return
    known = Person.objects.filter(email=email).exists()
    letter = "stopped" if known else "newcomer"
    token = signing.dumps(email, salt=NEWCOMER)
    words = {"link": address_of_welcome.replace("TOKEN", token), "minutes": settings.NEWCOMER_LINK_SECONDS // 60}
    subject = render_to_string(f"identity/mail/{letter}_subject.txt").strip()
    body = render_to_string(f"identity/mail/{letter}_body.txt", words)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [email])


def newcomer_of(token: str) -> str:
    """The address that a newcomer's link was sent to. Raises Refused when the link is old, used or not ours."""
    try:
        email: str = signing.loads(token, salt=NEWCOMER, max_age=settings.NEWCOMER_LINK_SECONDS)
    except signing.BadSignature:
        raise Refused("This link no longer works. Ask for a new one on the sign-in page.") from None
    if not is_trusted_domain(email) or Person.objects.filter(email=email).exists():
        raise Refused("This link has been used. Ask for a code on the sign-in page.")
    return email


@transaction.atomic
def note_sign_in(person: Person, *, method: str, at: datetime) -> None:
    """This will put on the record that somebody signed in, and by which method."""
    record("identity.signed_in", about=person, by=person, at=at, details={"method": method})


@transaction.atomic
def note_sign_out(person: Person, *, at: datetime) -> None:
    """This will put on the record that somebody signed out."""
    record("identity.signed_out", about=person, by=person, at=at)


@transaction.atomic
def note_failure(email: str, *, method: str, at: datetime) -> None:
    """This will put on the record that signing in as somebody failed.

    An address that nobody has leaves no trace: what people type there by mistake may be their password.
    """
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is not None:
        record("identity.sign_in_failed", about=person, by=SYSTEM, at=at, details={"method": method})


def _name_in(claims: dict[str, Any]) -> str:
    parts = f"{claims.get('given_name') or ''} {claims.get('family_name') or ''}"
    said = (without_hidden_characters(str(name)) for name in (claims.get("name") or "", parts))
    return next(filter(None, said), address_in(claims).partition("@")[0])[:150]

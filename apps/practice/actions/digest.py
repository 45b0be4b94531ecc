"""The letter each week of what is new in a practice space: asked for, sent and stopped."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from apps.core.rules import Refused
from apps.pages.models import Space
from apps.people.models import Person
from apps.practice.models import DigestReader
from apps.practice.queries.digest import digest_for, readers_due, stop_url
from apps.records.actions import record

log = logging.getLogger(__name__)


@transaction.atomic
def ask_for_digest(space: Space, *, by: Person, at: datetime) -> DigestReader:
    """This will send somebody a letter each Monday of what is new in a practice space. Raises Refused."""
    if not space.is_practice or space.audience_unit_id not in by.reach_at(at):
        raise Refused("Letters tell of practice spaces that you can read.")
    reader, is_new = DigestReader.objects.get_or_create(space=space, person=by, defaults={"since": at})
    if is_new:
        record("practice.digest_asked_for", about=space, by=by, at=at)
    return reader


@transaction.atomic
def stop_digest(space: Space, *, by: Person, at: datetime) -> bool:
    """This will send somebody no more letters of a space, and say whether they got any."""
    stopped, _ = DigestReader.objects.filter(space=space, person=by).delete()
    if stopped:
        record("practice.digest_stopped", about=space, by=by, at=at)
    return bool(stopped)


def send_digests(at: datetime) -> int:
    """This will send this week's letters that have not been sent, and count them.

    Each is claimed before it is written, so that two who run this at once send it once. Where nothing is new there is
    no letter, and a mail server that fails leaves it for the next time.
    """
    due = readers_due(at).select_related("space", "person").order_by("pk")
    return sum(_send(reader, at=at) for reader in due.iterator())


def _send(reader: DigestReader, *, at: datetime) -> bool:
    claimed = DigestReader.objects.filter(pk=reader.pk, sent_at=reader.sent_at)
    if not claimed.update(sent_at=at):
        return False
    try:
        return _mail(reader, at=at)
    except Exception:  # An address that no server can take raises what it likes, and the others still wait.
        log.exception("The digest of %s could not be e-mailed", reader.pk)
        DigestReader.objects.filter(pk=reader.pk, sent_at=at).update(sent_at=reader.sent_at)
        return False


def _mail(reader: DigestReader, *, at: datetime) -> bool:
    digest = digest_for(reader, at=at)
    if not digest:
        return False
    stop = f"{settings.PUBLIC_ADDRESS}{stop_url(reader)}"
    context = {"digest": digest, "reader": reader, "address": settings.PUBLIC_ADDRESS, "stop": stop}
    subject = render_to_string("practice/digest_subject.txt", context).strip()
    body = render_to_string("practice/digest_body.txt", context)
    # RFC 8058: a mail program stops it with one click, by a POST to the first address.
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    EmailMessage(subject, body, to=[reader.person.email], headers=headers).send()
    return True

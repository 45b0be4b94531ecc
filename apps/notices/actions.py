"""Telling people, in the app and by e-mail."""

import logging
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, time

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.template.loader import render_to_string

from apps.core.clock import now
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice, QuietHours
from apps.notices.queries import told
from apps.notices.quiet import Quiet
from apps.notices.subjects import ANSWERED_FROM_MAIL, Answerable
from apps.people.models import Person

log = logging.getLogger(__name__)
# Machines do not answer what says that a machine wrote it: RFC 3834.
BY_A_MACHINE = {"Auto-Submitted": "auto-generated"}


def tell(people: Iterable[Person], kind: NoticeKind, *, about: models.Model, at: datetime, because: str = "") -> None:
    """This will give each person a notice now and an e-mail once the transaction has committed.

    `because` is why, in a sentence, where they are told that something of theirs was refused.
    """
    facts = {"about_kind": about._meta.label_lower, "about_id": str(about.pk), "because": because, "at": at}
    notices = [Notice(person=person, kind=kind, **facts) for person in people]
    Notice.objects.bulk_create(notices)
    if notices:
        transaction.on_commit(lambda: deliver(notices), robust=True)


def deliver(notices: Iterable[Notice]) -> int:
    """This will e-mail notices that have not been e-mailed yet, and count those that went.

    A person who may no longer see the subject, or sign in at all, gets no mail; one in their quiet hours gets it from
    `manage.py mail_notices` once these are over. A mail server that fails leaves the
    notice unmailed, for `manage.py mail_notices` to try again; it never fails the act the notice tells of.
    """
    post = get_connection()
    try:
        post.open()
    except OSError:
        log.exception("The mail server could not be reached")
        return 0
    quiet = Quiet(now())
    with closing(post):
        waiting = (one for one in notices if one.mailed_at is None and not quiet.is_for(one.person))
        return sum(_mail(notice, post) for notice in waiting)


def mark_read(person: Person, *, at: datetime) -> int:
    """This will mark everything this person has been told as read."""
    return Notice.objects.filter(person=person, read_at=None).update(read_at=at)


def keep_quiet(person: Person, starts: time, ends: time, *, days_off_too: bool) -> QuietHours:
    """This will send this person no mail from one time of day to another, which may be after midnight."""
    hours = {"starts": starts, "ends": ends, "days_off_too": days_off_too}
    kept, _ = QuietHours.objects.update_or_create(person=person, defaults=hours)
    return kept


def end_quiet(person: Person) -> None:
    """This will send this person mail at any time again."""
    QuietHours.objects.filter(person=person).delete()


def _mail(notice: Notice, post: BaseEmailBackend) -> bool:
    waiting = Notice.objects.filter(pk=notice.pk, mailed_at=None)
    if not waiting.filter(person__in=Person.objects.filter(is_active=True)).update(mailed_at=now()):
        return False
    try:
        for one in told(notice.person, [notice]):
            answer = _answered_from_mail(notice)
            context = {"told": one, "answer": answer, "address": settings.PUBLIC_ADDRESS}
            subject = render_to_string("notices/mail_subject.txt", context).strip()
            body = render_to_string("notices/mail_body.txt", context)
            reply_to = [answer.address] if answer else None
            letter = EmailMessage(subject, body, to=[notice.person.email], reply_to=reply_to, headers=BY_A_MACHINE)
            letter.connection = post
            letter.send()
    except Exception:  # An address that no server can take raises what it likes, and the others still wait.
        log.exception("Notice %s could not be e-mailed", notice.pk)
        Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
        return False
    return True


def _answered_from_mail(notice: Notice) -> Answerable | None:
    answered = ANSWERED_FROM_MAIL.get(notice.about_kind)
    return answered(notice.person, notice.kind, notice.about_id) if answered else None

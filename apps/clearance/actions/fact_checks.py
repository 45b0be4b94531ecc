"""Asking somebody outside about the facts of a draft, and what they do by the link they were sent."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate

from apps.clearance.models import FactCheck, FactRemark
from apps.clearance.queries.fact_checks import digest_of, passages_of
from apps.clearance.rules.fact_checks import may_ask, may_remark, may_revoke
from apps.core.rules import Refused
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice
from apps.pages.actions.locking import lock_draft
from apps.pages.models import Draft
from apps.people.models import Person
from apps.records.actions import record

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked what, and for how many days the link is open."""

    name: str
    email: str
    question: str
    days: int


@dataclass(frozen=True, slots=True)
class Outsider:
    """Somebody without an account, who acts by a link that was sent to their address."""

    name: str
    email: str
    pk = ""

    def __str__(self) -> str:
        return self.name

    def post_at(self, at: datetime) -> str:  # noqa: ARG002 - they hold no post here at any time
        return f"{self.email}, no account"


@transaction.atomic
def ask(draft: Draft, question: Question, *, by: Person, at: datetime) -> tuple[FactCheck, str]:
    """This will freeze the draft as it reads now for one outsider and e-mail them a link to it.

    Returns the fact check and the path of the link. Its key is kept nowhere: this is the one time it can be shown.
    Raises Refused with the rule's reason.
    """
    draft = lock_draft(draft.pk, at=at)
    may_ask.require(by, draft, question.email, question.days, at)
    key = secrets.token_urlsafe(KEY_BYTES)
    check = FactCheck.objects.create(
        draft=draft,
        version=draft.version,
        **draft.words(),
        key_digest=digest_of(key),
        name=question.name,
        email=question.email,
        question=question.question,
        asked_by=by,
        asked_at=at,
        ends_at=at + timedelta(days=question.days),
    )
    facts = _facts(check) | {"email": check.email, "ends_at": check.ends_at.isoformat(), "digest": check.digest()}
    record("clearance.fact_check_asked", about=draft, by=by, at=at, because=check.question, details=facts)
    path = reverse("clearance:fact-check", args=[key])
    transaction.on_commit(lambda: _send(check, path), robust=True)
    return check, path


@transaction.atomic
def note_opening(check: FactCheck, *, at: datetime) -> None:
    """This will put on the record that the link was opened, once for every day on which it was."""
    day = localdate(at)
    fresh = FactCheck.objects.filter(Q(opened_on=None) | Q(opened_on__lt=day), pk=check.pk)
    if fresh.update(opened_on=day):
        record("clearance.fact_check_opened", about=check.draft, by=_outsider(check), at=at, details=_facts(check))


@transaction.atomic
def remark(check: FactCheck, body: str, *, paragraph: int = 0, at: datetime) -> FactRemark:
    """This will keep what the outsider says of one paragraph, or of the whole (0), and tell whoever asked.

    Raises Refused when the fact check is closed or there is no such paragraph.
    """
    draft = Draft.objects.select_for_update(of=("self",)).select_related("space__unit").get(pk=check.draft_id)
    check = FactCheck.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=check.pk)
    check.draft = draft
    may_remark.require(check, at)
    quotes = {0: ""} | {one.number: one.source for one in passages_of(check)}
    if paragraph not in quotes:
        raise Refused("There is no such paragraph in this text.")
    made = FactRemark.objects.create(fact_check=check, paragraph=paragraph, quote=quotes[paragraph], body=body, at=at)
    facts = _facts(check) | {"remark": made.pk, "paragraph": paragraph}
    record("clearance.fact_remarked", about=draft, by=_outsider(check), at=at, because=body, details=facts)
    _tell_asker(check, at=at)
    return made


@transaction.atomic
def revoke(check: FactCheck, *, by: Person, at: datetime) -> FactCheck:
    """This will make the link lead nowhere from now on. What was said stays. Raises Refused."""
    draft = Draft.objects.select_for_update(of=("self",)).select_related("space__unit").get(pk=check.draft_id)
    check = FactCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    check.draft = draft
    may_revoke.require(by, check, at)
    check.revoked_by, check.revoked_at = by, at
    check.save(update_fields=["revoked_by", "revoked_at"])
    record("clearance.fact_check_revoked", about=draft, by=by, at=at, details=_facts(check))
    return check


def _outsider(check: FactCheck) -> Outsider:
    return Outsider(check.name, check.email)


def _facts(check: FactCheck) -> dict[str, object]:
    return {"fact_check": check.pk, "version": check.version, "name": check.name}


def _tell_asker(check: FactCheck, *, at: datetime) -> None:
    """Once until they have read it: many remarks on one text are one piece of news."""
    told = Notice.objects.filter(person=check.asked_by, kind=NoticeKind.REMARKED, read_at=None)
    if not told.filter(about_kind=check._meta.label_lower, about_id=str(check.pk)).exists():
        tell([check.asked_by], NoticeKind.REMARKED, about=check, at=at)


def _send(check: FactCheck, path: str) -> None:
    words = {"check": check, "link": settings.PUBLIC_ADDRESS + path}
    subject = render_to_string("clearance/mail/fact_check_subject.txt", words).strip()
    body = render_to_string("clearance/mail/fact_check_body.txt", words)
    EmailMessage(subject, body, to=[check.email], reply_to=[check.asked_by.email]).send()

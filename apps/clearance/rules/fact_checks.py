"""What somebody outside may be asked about, and what they may still say."""

from datetime import datetime

from apps.clearance.models import FactCheck
from apps.clearance.models.fact_checks import MOST_DAYS, MOST_REMARKS, is_for_enough, may_be_seen_outside
from apps.core.rules import Grounds, Rule
from apps.pages.models import Draft
from apps.pages.rules import may_keep
from apps.people.models import Person

CLOSED = "This fact check is closed."


@Rule
def may_be_checked(person: Person, draft: Draft, at: datetime) -> Grounds:
    """An open draft by the unit that keeps its space, as long as its marking and its audience let it go outside."""
    member = may_keep(person, draft.space, at)
    yield member.allowed, member.reason
    yield draft.is_open, "This draft is no longer open, so there is nothing to check."
    yield not draft.is_sensitive, "This draft is marked OFFICIAL-SENSITIVE, so nobody outside may be shown it."
    yield (
        is_for_enough(draft),
        "This draft is for a team or a directorate alone, so nobody outside may be shown it. "
        "A fact check is for text that at least the whole department will read.",
    )
    yield (
        may_be_seen_outside(draft),
        "The page that this changes or takes in is OFFICIAL-SENSITIVE, for fewer people than a department, or "
        "unpublished. Nobody outside may be shown it before somebody else has cleared that.",
    )
    yield bool(draft.body.strip()), "Nothing has been written in this draft yet, so there is nothing to check."


@Rule
def may_ask(person: Person, draft: Draft, email: str, days: int, at: datetime) -> Grounds:
    draft_may = may_be_checked(person, draft, at)
    yield draft_may.allowed, draft_may.reason
    yield 1 <= days <= MOST_DAYS, f"A fact check can stay open from 1 to {MOST_DAYS} days."
    same = FactCheck.objects.filter(draft=draft, version=draft.version, email__iexact=email)
    yield (
        not same.filter(revoked_at=None, ends_at__gt=at).exists(),
        f"{email} has been asked about this version already. Revoke that link before you send another.",
    )


@Rule
def may_revoke(person: Person, check: FactCheck, at: datetime) -> Grounds:
    member = may_keep(person, check.draft.space, at)
    yield member.allowed, member.reason
    yield check.revoked_at is None, "This link has been revoked already."
    yield check.is_open_at(at), "This fact check is closed already, so its link leads nowhere."


@Rule
def may_remark(check: FactCheck, at: datetime) -> Grounds:
    yield check.is_open_at(at), CLOSED
    yield (
        check.remarks.count() < MOST_REMARKS,
        f"You have made {MOST_REMARKS} remarks, which is as many as can be kept. Send the rest to whoever asked you.",
    )

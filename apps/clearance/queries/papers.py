"""Who cleared what, and when: the paper of one edition, as docs/clearance-papers.md explains it."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import IntegerField, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from apps.clearance.choices import Act, SubmissionState
from apps.clearance.models import Emergency, Part, Seat, Submission
from apps.clearance.queries.submissions import authors_of, earlier_rounds, seats_of
from apps.pages.choices import CommentKind
from apps.pages.models import Comment, Edition
from apps.pages.queries.pages import events_of
from apps.people.models import Person
from apps.records.models import Event

FORMAT = "greenpaper-clearance-1"


def paper_of(edition: Edition, person: Person) -> dict[str, Any]:
    """All that is told this reader of how an edition was cleared, with moments as datetimes.

    Members of the space are told what was said besides, and every event; other readers only of the edition itself,
    whose clearance is no secret to them. Of the words of drafts and of earlier rounds nobody is told anything. A
    number of queries that depends on nothing.
    """
    submission = _submission_of(edition)
    is_member = edition.page.space.unit_id in person.reach
    rounds = list(earlier_rounds(submission)) if submission else []
    return {
        "format": FORMAT,
        "marking": edition.marking_line,
        "told_to": "members" if is_member else "readers",
        "edition": _edition(edition),
        "authors": [_who(author) for author in authors_of(submission)] if submission else [],
        "submission": _sent(submission) if submission else None,
        "seats": _seats(submission, edition, is_member=is_member) if submission else [],
        "earlier_rounds": [_round(one, is_member=is_member) for one in rounds],
        "conditions": _conditions(submission, is_member=is_member),
        "emergency": _emergency(edition),
        "events": _events(edition, person, [one.pk for one in (submission, *rounds) if one]),
    }


def as_json(paper: Mapping[str, Any]) -> bytes:
    """The paper as a file: the same bytes each time, with the digest of each of its parts."""
    plain = json.loads(json.dumps(paper, default=_moment))
    told = plain | {"parts": {name: _digest(value) for name, value in plain.items()}}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _digest(value: object) -> str:
    canonical = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _moment(value: object) -> str:
    assert isinstance(value, date)
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else str(value)


def _submission_of(edition: Edition) -> Submission | None:
    """What was cleared: the latest submission of these words that was cleared by the time they were published.

    Of what was published in an emergency, its review; of an edition put back, that of the edition it puts back; and
    nothing of what was published on standing.
    """
    source = edition.puts_back or edition
    if source.on_standing:
        return None
    sent = Submission.objects.select_related("submitted_by", "closed_by").defer("body")
    if review := sent.filter(emergency__edition=source).first():
        return review
    of_these_words = sent.filter(act=Act.PUBLISH, bound_to=source.digest, draft__page=source.page_id)
    cleared = of_these_words.filter(state=SubmissionState.CLEARED, closed_at__lte=source.published_at)
    return cleared.order_by("-closed_at", "-pk").first()


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "page": edition.page_id,
        "number": edition.number,
        "title": edition.title,
        "text": edition.body,
        **edition.marked(),
        "sensitive_until": edition.sensitive_until or "",
        "audience": int(edition.audience),
        "audience_in_words": edition.get_audience_display(),
        "audience_of": str(edition.audience_unit),
        "attachments": edition.files,
        "digest": edition.digest,
        "change_note": edition.change_note,
        "significance": edition.significance,
        "published_at": edition.published_at,
        "published_by": _who(edition.published_by),
        "writers": edition.writers,
        "provenance": edition.provenance,
        **({"on_standing": True} if edition.on_standing else {}),
    }


def _who(person: Person) -> dict[str, Any]:
    return {"person": person.pk, "name": str(person)}


def _sent(submission: Submission) -> dict[str, Any]:
    return {
        "number": submission.pk,
        "act": submission.get_act_display(),
        "submitted_by": _who(submission.submitted_by),
        "submitted_at": submission.submitted_at,
        "closed_at": submission.closed_at,
        "digest": submission.bound_to,
        "route_digest": submission.route_bound_to,
    }


def _seats(submission: Submission, edition: Edition, *, is_member: bool) -> list[dict[str, Any]]:
    """Every seat and who filled it, in the words of that moment: units and people have other names later."""
    told = {(one["person_id"], one["at"]): one for one in edition.clearances}
    return [_seat(seat, part, told, is_member=is_member) for seat, part in seats_of(submission)]


def _seat(seat: Seat, part: Part | None, told: Mapping[Any, Any], *, is_member: bool) -> dict[str, Any]:
    then = told.get((part.person_id, part.at.isoformat()), {}) if part else {}
    by = other = None
    if part and part.person:
        by = {"person": part.person_id, "name": then.get("name", str(part.person)), "post": part.post}
    if part and part.on_behalf_of:
        name = then.get("on_behalf_of", str(part.on_behalf_of))
        other = {"person": part.on_behalf_of_id, "name": name}
    facts = ("position", "chair", "stage", "least_rank", "working_days", "silence_clears", "opened_at", "due_at")
    seat_facts = {name: getattr(seat, name) for name in facts}
    return seat_facts | {
        **({"standing": seat.standing} if seat.standing is not None else {}),
        "unit": seat.unit_id,
        "person": seat.person_id,
        "asked": then.get("step", str(seat)),
        "outcome": part.role if part else None,
        "by": by,
        "on_behalf_of": other,
        "at": part.at if part else None,
        **({"comment": part.comment if part else ""} if is_member else {}),
    }


def _round(submission: Submission, *, is_member: bool) -> dict[str, Any]:
    """What became of an earlier round. Whose words ended it, and which, is for members alone."""
    told: dict[str, Any] = {
        "number": submission.pk,
        "submitted_at": submission.submitted_at,
        "closed_at": submission.closed_at,
        "state": submission.state,
        "state_in_words": submission.get_state_display(),
    }
    if is_member:
        told["closed_by"] = _who(submission.closed_by) if submission.closed_by else None
        told["because"] = submission.outcome
    return told


def _conditions(submission: Submission | None, *, is_member: bool) -> dict[str, Any]:
    """How many conditions were raised and settled; what they said is for members alone."""
    raised = Comment.objects.filter(draft=submission.draft_id) if submission and submission.draft_id else None
    listed = list(raised.filter(kind=CommentKind.CONDITION).select_related("by", "resolved_by")) if raised else []
    told: dict[str, Any] = {"raised": len(listed), "settled": sum(one.resolved_at is not None for one in listed)}
    if is_member:
        told["said"] = [
            {
                "by": _who(one.by),
                "post": one.post,
                "at": one.at,
                "quote": one.quote,
                "said": one.body,
                "settled_by": _who(one.resolved_by) if one.resolved_by else None,
                "settled_at": one.resolved_at,
                "settled_how": one.resolution,
            }
            for one in listed
        ]
    return told


def _emergency(edition: Edition) -> dict[str, Any] | None:
    found = Emergency.objects.filter(edition=edition).select_related("published_by", "second").first()
    if found is None:
        return None
    return {
        "role": found.role_name,
        "published_by": _who(found.published_by) | {"post": found.post},
        "second": _who(found.second),
        "because": found.because,
        "at": found.at,
        "due_at": found.due_at,
        "state": found.state,
        "state_in_words": found.get_state_display(),
        "closed_at": found.closed_at,
    }


def _events(edition: Edition, person: Person, submissions: Collection[int]) -> list[dict[str, Any]]:
    """The events about the edition that this reader may know, each with the link of the chain that follows it."""
    known = events_of(edition.page, person).alias(submission=Cast(KT("details__submission"), IntegerField()))
    about_it = Q(verb="pages.published", edition=edition.number)
    about_it |= Q(verb__startswith="clearance.", submission__in=submissions)
    listed = list(known.filter(about_it).order_by("sequence"))
    following = Event.objects.filter(sequence__in=[event.sequence + 1 for event in listed])
    links = {one["sequence"] - 1: one for one in following.values("sequence", "previous", "digest")}
    return [event.told() | {"digest": event.digest, "after": links.get(event.sequence)} for event in listed]


def readable_edition(person: Person, page_id: int, number: int) -> Edition | None:
    """The edition, when this person may read it, with all that its paper needs."""
    seen = Edition.objects.visible_to(person).filter(page_id=page_id, number=number)
    wanted = seen.select_related("page__space", "revision", "published_by", "audience_unit", "puts_back")
    return wanted.first()

"""Reads of fact checks: by the key of their link for an outsider, by their draft for everybody else."""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import escape

from apps.clearance.models import FactCheck, FactRemark, Submission
from apps.core.text import normalise
from apps.notices.subjects import Subject
from apps.pages import markup
from apps.pages.models import Draft
from apps.pages.queries.files import Places
from apps.pages.queries.pages import Piece, with_missing_files
from apps.people.models import Person

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>|</a>')
OFF_SITE = ("http://", "https://", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a frozen text, counted from 1: its Markdown, and what it looks like to somebody outside."""

    number: int
    source: str
    pieces: list[Piece]


def digest_of(key: str) -> str:
    """SHA-256, in hexadecimal, of a link's key: all that is kept of it."""
    return hashlib.sha256(key.encode()).hexdigest()


def check_by_key(key: str) -> FactCheck | None:
    """The fact check to which a link with this key leads, closed or not."""
    wanted = FactCheck.objects.filter(key_digest=digest_of(key))
    return wanted.select_related("draft__space__unit", "draft__page", "draft__absorbs", "asked_by").first()


def passages_of(check: FactCheck, files: Places | None = None) -> list[Passage]:
    """The frozen text by paragraph. No link leads into the wiki: what is linked by title is words alone.

    `files` is where its own files are read, where they are to be shown.
    """
    text = normalise(check.body)
    return [
        Passage(number, text[one.start : one.end], _for_outside(one.html, files or {}))
        for number, one in enumerate(markup.paragraphs(text), start=1)
    ]


def checks_of(draft: Draft) -> QuerySet[FactCheck]:
    """The fact checks of a draft with what was said, the latest asked first."""
    checks = FactCheck.objects.filter(draft=draft).select_related(
        "asked_by", "revoked_by", "draft__space__unit", "draft__page", "draft__absorbs"
    )
    return checks.prefetch_related("remarks").defer("body").order_by("-asked_at", "-pk")


def remarks_on(submission: Submission) -> QuerySet[FactRemark]:
    """What outsiders said of the very text that is being cleared, whenever they were asked."""
    same = FactCheck.objects.filter(draft=submission.draft_id, version=submission.version)
    remarks = FactRemark.objects.filter(fact_check__in=same.values("pk"))
    return remarks.select_related("fact_check").defer("fact_check__body").order_by("paragraph", "at", "pk")


def subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of these fact checks."""
    seen = FactCheck.objects.visible_to(person).filter(pk__in=ids)
    return {
        str(one.pk): Subject(
            one.title, reverse("clearance:fact-checks", args=[one.draft_id]), one.marking, handling=one.handling
        )
        for one in seen.defer("body")
    }


def _for_outside(html: str, files: Places) -> list[Piece]:
    parts = markup.parts(markup.placed(html, files))
    shown = "".join(escape(part.text) if part.is_link else part.html for part in parts)
    own = {file.address for file in files.values()}
    return list(with_missing_files("".join(_without_ways_in(shown, own)))) if shown else []


def _without_ways_in(html: str, own: Collection[str]) -> Iterator[str]:
    """The HTML without those links, of which only the words stay, that lead to this site or about the page.

    Those to its `own` files stay.
    """
    done, is_dropped = 0, False
    for found in LINK.finditer(html):
        yield html[done : found.start()]
        done = found.end()
        if found[1] is not None:
            is_off_site = found[1].startswith(OFF_SITE) and not found[1].startswith(settings.PUBLIC_ADDRESS)
            is_dropped = not is_off_site and found[1] not in own
        if not is_dropped:
            yield found[0]
    yield html[done:]

"""Two texts of one paper put together for people to look at: a draft and its page, or a kept text and its draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Max

from apps.pages.compare import Comparison, compare_words
from apps.pages.merging import Kind, Merge, Piece, Together, merge_words
from apps.pages.models import Draft, DraftSave, Edition, KeptText
from apps.pages.queries.versions import version_of
from apps.people.models import Person

# More than anybody settles one by one, and within what a form may hold.
MOST_CONFLICTS = 100
# Past so much changed text each change is shown as taken out and put in, and not word by word.
MOST_CHARACTERS_COMPARED = 60_000


class Written(Protocol):
    """A version of a draft, an edition of a page, or a text that was kept aside."""

    title: str
    audience: int
    marking: str
    handling: str
    files: Any

    @property
    def body(self) -> str: ...

    def marked(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Bases:
    """Which texts a merge was made of: the version of the draft, and the numbers of two editions of its page.

    All three stay for good, so that whoever was shown the merge can always be answered about that very one.
    """

    version: int
    base: int
    onto: int


@dataclass(frozen=True, slots=True)
class Putting:
    """Everything that two people wrote, put together, and the texts it was made of: before, ours and theirs.

    Ours is what the person at hand is about to save, theirs what stands in its way.
    """

    together: Together
    base: Written
    ours: Written
    theirs: Written

    @property
    def merge(self) -> Merge:
        return self.together.text


@dataclass(frozen=True, slots=True)
class CatchingUp:
    """A draft and what was published meanwhile, put together; `onto` is that edition, whether or not it may be read."""

    bases: Bases
    onto: Edition
    putting: Putting


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Somebody who saved meanwhile, and when they last did."""

    person: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """One piece as it is shown: `changes` is how it differs from the text before; None where nobody changed it."""

    kind: Kind
    piece: Piece
    number: int
    lines: int
    changes: Comparison | None


def catch_up(draft: Draft, bases: Bases, person: Person) -> CatchingUp | None:
    """The merge of those very texts; None when there are no such, or the person may not read what was published.

    Of a text that was unpublished as an error nothing is taken.
    """
    editions = Edition.objects.filter(page=draft.page_id).select_related("revision")
    found = {one.number: one for one in editions.filter(number__in=[bases.base, bases.onto])}
    base, onto = found.get(bases.base), found.get(bases.onto)
    ours = version_of(draft, bases.version) if bases.version else base
    if base is None or onto is None or ours is None:
        return None
    is_readable = Edition.objects.visible_to(person).filter(pk=onto.pk).exists()
    return CatchingUp(bases, onto, _put_together(base, ours, onto if is_readable else base))


def bases_now(draft: Draft) -> Bases | None:
    """What a merge would be made of now; None where there is nothing to bring up to date."""
    if draft.base is None or draft.page is None or draft.page.edition is None:
        return None
    return Bases(draft.version, draft.base.number, draft.page.edition.number)


def take_up(kept: KeptText, version: int) -> Putting | None:
    """A kept text and that version of its draft, put together; None when there is no such version."""
    theirs = version_of(kept.draft, version)
    if theirs is None:
        return None
    # Whoever typed on a version that never was is asked about all that differs.
    base = version_of(kept.draft, kept.base_version) or Draft(title="", audience=theirs.audience, files=theirs.files)
    return _put_together(base, kept, theirs)


def saved_since(draft: Draft, version: int) -> list[Meanwhile]:
    """Who saved versions after that one and before the newest, each once, with when they last did, the latest first."""
    between = DraftSave.objects.filter(draft=draft, version__gt=version, version__lt=draft.version)
    latest = between.values("by", "by__name").annotate(at=Max("at")).order_by("-at")
    return [Meanwhile(one["by"], one["by__name"], one["at"]) for one in latest]


def parts(merge: Merge) -> Iterator[Part]:
    """The pieces in order, the conflicts among them numbered from nought."""
    changed = sum(len(piece.base) + len(piece.text) for piece in merge.pieces if piece.kind != "same")
    number = 0
    for piece in merge.pieces:
        shows = piece.kind in ("ours", "theirs", "both") and changed <= MOST_CHARACTERS_COMPARED
        changes = compare_words(piece.base, piece.text) if shows else None
        yield Part(piece.kind, piece, number, piece.text.count("\n"), changes)
        number += piece.kind == "conflict"


def _put_together(base: Written, ours: Written, theirs: Written) -> Putting:
    together = merge_words(_words(base), _words(ours), _words(theirs)).asking_at_most(MOST_CONFLICTS)
    return Putting(together, base, ours, theirs)


def _words(text: Written) -> dict[str, Any]:
    said = {"title": text.title, "body": text.body, "audience": text.audience, "files": text.files}
    return said | text.marked()

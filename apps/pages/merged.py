"""A draft and the page as published meanwhile, put together for people to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apps.pages.actions.writing import Words
from apps.pages.compare import Comparison, compare_words
from apps.pages.merging import Kind, Merge, Piece, Settled, merge_facts, merge_texts
from apps.pages.models import Draft, DraftSave, Edition
from apps.pages.models.drafts import Wording
from apps.people.models import Person

# More than anybody settles one by one, and within what a form may hold.
MOST_CONFLICTS = 100
# Past so much changed text each change is shown as taken out and put in, and not word by word.
MOST_CHARACTERS_COMPARED = 60_000


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
    """The merge of all that is written in a draft with what was published meanwhile.

    `titles` are the title before, in the draft, and as published; `asks_title` says that only a person can choose.
    """

    bases: Bases
    onto: Edition
    merge: Merge
    titles: tuple[str, str, str]
    facts: Settled

    @property
    def asks_title(self) -> bool:
        base, ours, theirs = self.titles
        return len({base, ours, theirs}) == 3

    @property
    def title(self) -> str:
        """The title where nobody need be asked; otherwise the draft's."""
        base, ours, theirs = self.titles
        return theirs if ours == base else ours

    def words(self, title: str, settled: list[str]) -> Words:
        """What is saved, once the title is chosen and every conflict settled."""
        return Words(title=title, body=self.merge.text(settled), **self.facts.facts)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece as it is shown: `changes` is how it differs from the text before; None where nobody changed it."""

    kind: Kind
    piece: Piece
    number: int
    lines: int
    changes: Comparison | None


def put_together(draft: Draft, bases: Bases, person: Person) -> Putting | None:
    """The merge of those very texts; None when there are no such, or the person may not read what was published.

    Of a text that was unpublished as an error nothing is taken.
    """
    editions = Edition.objects.filter(page=draft.page_id).select_related("revision")
    found = {one.number: one for one in editions.filter(number__in=[bases.base, bases.onto])}
    base, onto = found.get(bases.base), found.get(bases.onto)
    ours = _version(draft, bases.version) if bases.version else base
    if base is None or onto is None or ours is None:
        return None
    is_readable = Edition.objects.visible_to(person).filter(pk=onto.pk).exists()
    theirs = onto if is_readable else base
    merge = merge_texts(base.body, ours.body, theirs.body).asking_at_most(MOST_CONFLICTS)
    titles = (base.title, ours.title, theirs.title)
    return Putting(bases, onto, merge, titles, merge_facts(_facts(base), _facts(ours), _facts(theirs)))


def bases_now(draft: Draft) -> Bases | None:
    """What a merge would be made of now; None where there is nothing to bring up to date."""
    if draft.base is None or draft.page is None or draft.page.edition is None:
        return None
    return Bases(draft.version, draft.base.number, draft.page.edition.number)


def parts(merge: Merge) -> Iterator[Part]:
    """The pieces in order, the conflicts among them numbered from nought."""
    changed = sum(len(piece.base) + len(piece.text) for piece in merge.pieces if piece.kind != "same")
    number = 0
    for piece in merge.pieces:
        shows = piece.kind in ("ours", "theirs", "both") and changed <= MOST_CHARACTERS_COMPARED
        changes = compare_words(piece.base, piece.text) if shows else None
        yield Part(piece.kind, piece, number, piece.text.count("\n"), changes)
        number += piece.kind == "conflict"


def _version(draft: Draft, version: int) -> Wording | None:
    return DraftSave.objects.filter(draft=draft, version=version).first()


def _facts(wording: Edition | Wording) -> dict[str, Any]:
    return {"audience": wording.audience, **wording.marked()}

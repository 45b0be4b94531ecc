"""Every hint on a text, kind by kind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from apps.pages.anchors import plain_lines
from apps.pages.hints.kinds import ADVICE, Advice, Kind
from apps.pages.hints.reading import Place, passages
from apps.pages.hints.structure import structure
from apps.pages.hints.wording import count_sentences, wording

# So many of a kind are quoted: whoever has mended those knows what to look for.
MOST_QUOTED = 10
_LONGEST_QUOTATION = 160


@dataclass(frozen=True, slots=True)
class Hint:
    """One fault: its kind, where it stands, what was written there, and what exactly is the matter."""

    kind: Kind
    place: Place
    quote: str
    detail: str


@dataclass(frozen=True, slots=True)
class HintGroup:
    """All hints of a kind: the advice, the first of them, how many there are beyond those, and out of how many."""

    advice: Advice
    hints: Sequence[Hint]
    more: int
    out_of: int = 0

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.hints) + self.more


def hints(text: str, described: Collection[str] = ()) -> list[HintGroup]:
    """What to look at again in a Markdown text, the gravest kind first; nothing when there is nothing to say.

    `described` names the files that have words of their own beside what the text says. Each kind quotes at most
    MOST_QUOTED places, the longest sentences first. Raises Unrenderable as `render` does.
    """
    text = plain_lines(text)
    found: dict[Kind, list[Hint]] = {kind: [] for kind in Kind}
    read = passages(text)
    for one in (*structure(text, read, described), *wording(read)):
        kind, place, quote, detail = one
        found[kind].append(Hint(kind, place, quote, detail))
    found[Kind.LONG_SENTENCE].sort(key=lambda hint: -len(hint.quote.split()))
    out_of = {Kind.LONG_SENTENCE: count_sentences(read)}
    return [_group(kind, of_it, out_of.get(kind, 0)) for kind, of_it in found.items() if of_it]


def _group(kind: Kind, of_it: Sequence[Hint], out_of: int) -> HintGroup:
    quoted = [_shortened(hint) for hint in of_it[:MOST_QUOTED]]
    return HintGroup(ADVICE[kind], quoted, len(of_it) - len(quoted), out_of)


def _shortened(hint: Hint) -> Hint:
    if len(hint.quote) <= _LONGEST_QUOTATION:
        return hint
    quote = hint.quote[: _LONGEST_QUOTATION - 1].rpartition(" ")[0] or hint.quote[: _LONGEST_QUOTATION - 1]
    return Hint(hint.kind, hint.place, f"{quote}…", hint.detail)

"""Three-way merge of texts into pieces that lose no word of any of the three."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from apps.core.text import normalise
from apps.pages.compare.bounded import Allowance, TooMuchWork
from apps.pages.merging.alignment import sync_regions
from apps.pages.merging.sentences import lines, saying, sentences
from apps.pages.merging.tally import words_astray

Kind = Literal["same", "ours", "theirs", "both", "conflict"]

# Measured: 200 KB of what takes longest are merged, or given up as one conflict, within half a second.
_STEPS = 3_000_000
# Past this a conflict is left whole: nobody reads so long a one sentence by sentence.
_MOST_CHARACTERS_IN_SENTENCES = 60_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the merge, as it stands in each of the three texts.

    `kind` is 'same' where nobody changed it, 'ours' or 'theirs' where one did, 'both' where both made the same
    change, and 'conflict' where they made different ones, which only a person can settle.
    """

    kind: Kind
    base: str
    ours: str
    theirs: str

    @property
    def text(self) -> str:
        """What the merge says here. Of a conflict, ours and then theirs, so that no word goes missing."""
        if self.kind == "conflict":
            return both(self.ours, self.theirs)
        return self.theirs if self.kind == "theirs" else self.ours


@dataclass(frozen=True, slots=True)
class Merge:
    """The pieces in order: put together by `base`, `ours` or `theirs` they are exactly that text.

    `coarse` says that the texts were too large or too tangled to look at closely, so more is a conflict than need be.
    """

    pieces: tuple[Piece, ...]
    coarse: bool = False

    @property
    def conflicts(self) -> tuple[Piece, ...]:
        """Where both made different changes, in order."""
        return tuple(piece for piece in self.pieces if piece.kind == "conflict")

    @property
    def is_clean(self) -> bool:
        """Whether the texts could be put together without asking anybody."""
        return not self.conflicts

    def asking_at_most(self, number: int) -> Merge:
        """The same, all between the first conflict and the last made one where there are more than so many."""
        if len(self.conflicts) <= number:
            return self
        places = [place for place, piece in enumerate(self.pieces) if piece.kind == "conflict"]
        return Merge(tuple(_as_one(self.pieces, places)), coarse=True)

    def text(self, settled: Sequence[str] = ()) -> str:
        """The merged text, each conflict in turn replaced by what was settled for it.

        Raises ValueError when so many conflicts were not settled.
        """
        if len(settled) != len(self.conflicts):
            raise ValueError(f"{len(self.conflicts)} conflicts, but {len(settled)} were settled")
        answers = iter(settled)
        return "".join(next(answers) if piece.kind == "conflict" else piece.text for piece in self.pieces)


def merge_texts(base: str, ours: str, theirs: str) -> Merge:
    """Merge two changes of one text: by line, and by sentence where both changed the same lines.

    Line endings are made single line feeds first. Never raises and never takes long: texts that are too large or too
    tangled come back with one conflict between what they have in common at their start and at their end.
    """
    whole = (normalise(base), normalise(ours), normalise(theirs))
    texts, ends = whole, ("", "", "")
    if len({text.endswith("\n") for text in whole}) > 1:
        # A line feed at the very end changes nothing of what the last line says, and would hide that it is the same.
        texts = (whole[0].removesuffix("\n"), whole[1].removesuffix("\n"), whole[2].removesuffix("\n"))
        ends = (whole[0][len(texts[0]) :], whole[1][len(texts[1]) :], whole[2][len(texts[2]) :])
    allowance = Allowance(_STEPS)
    try:
        pieces = [*_merged(texts, lines, allowance), *([_piece_of(*ends)] if any(ends) else [])]
    except TooMuchWork:
        return Merge(tuple(_around_one_conflict(*whole)), coarse=True)
    closer: list[Piece] = []
    coarse = False
    for piece in [apart for found in pieces for apart in _paragraphs_apart(found)]:
        try:
            closer += _by_sentence(piece, allowance)
        except TooMuchWork:
            closer.append(piece)
            coarse = True
    merged = _asking_where_in_doubt(_tidied(closer))
    if words_astray(merged):
        merged = _as_one(merged, [place for place, piece in enumerate(merged) if piece.kind != "same"])
    return Merge(tuple(merged), coarse)


def both(ours: str, theirs: str) -> str:
    """One text after the other, on lines of their own where the first ends a line or either has several."""
    if not ours or not theirs:
        return ours or theirs
    several = "\n" in ours or "\n" in theirs
    if ours[-1].isspace() or (theirs[0].isspace() and not several):
        return ours + theirs
    return f"{ours}\n\n{theirs}" if several else f"{ours} {theirs}"


def _paragraphs_apart(piece: Piece) -> list[Piece]:
    """The piece; as two, where one put paragraphs beside the one that the other changed, or took out."""
    if piece.kind != "conflict" or not piece.base:
        return [piece]
    for ours, theirs in ((piece.ours, piece.theirs), (piece.theirs, piece.ours)):
        before, after = _put_beside(piece.base, ours)
        if not (before or after) or _breaks(theirs) > _breaks(piece.base):
            continue
        ends = [(before, ""), (piece.base, theirs), (after, "")]
        bases = ("", piece.base, "")
        if ours != piece.ours:
            ends = [(there, here) for here, there in ends]
        found = [_piece_of(base, here, there) for base, (here, there) in zip(bases, ends, strict=True)]
        return [one for one in found if one.base or one.ours or one.theirs]
    return [piece]


def _put_beside(base: str, text: str) -> tuple[str, str]:
    """The whole paragraphs that stand before and after all that was there, if that is all that changed."""
    if text.endswith(base) and _breaks(text.removesuffix(base)[-2:]):
        return text.removesuffix(base), ""
    if text.startswith(base) and base.endswith("\n") and text.removeprefix(base).startswith("\n"):
        return "", text.removeprefix(base)
    return "", ""


def _breaks(text: str) -> int:
    """How many breaks between paragraphs there are."""
    return text.count("\n\n")


def _by_sentence(piece: Piece, allowance: Allowance) -> list[Piece]:
    texts = (piece.base, piece.ours, piece.theirs)
    if piece.kind != "conflict" or not piece.base or max(map(len, texts)) > _MOST_CHARACTERS_IN_SENTENCES:
        return [piece]
    return list(_merged(texts, sentences, allowance))


def _merged(texts: tuple[str, str, str], cut: Callable[[str], list[str]], allowance: Allowance) -> Iterator[Piece]:
    """The pieces between and at the places where all three say the same. Raises TooMuchWork."""
    base, ours, theirs = (cut(text) for text in texts)
    i = j = k = 0
    for i1, i2, j1, j2, k1, k2 in sync_regions(base, ours, theirs, allowance):
        yield from _piece(base[i:i1], ours[j:j1], theirs[k:k1])
        yield from _piece(base[i1:i2], ours[j1:j2], theirs[k1:k2])
        i, j, k = i2, j2, k2


def _piece(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Piece]:
    if base or ours or theirs:
        yield _piece_of("".join(base), "".join(ours), "".join(theirs))


def _piece_of(base: str, ours: str, theirs: str) -> Piece:
    return Piece(_kind(base, ours, theirs), base, ours, theirs)


def _kind(base: str, ours: str, theirs: str) -> Kind:
    if ours == theirs:
        return "same" if ours == base else "both"
    if theirs == base:
        return "ours"
    return "theirs" if ours == base else "conflict"


def _tidied(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of a kind as one piece, and so conflicts with nothing but a space between them."""
    tidy: list[Piece] = []
    for piece in pieces:
        tidy.append(piece)
        if len(tidy) > 1 and tidy[-2].kind == piece.kind:
            tidy[-2:] = [_joined(tidy[-2:])]
        elif len(tidy) > 2 and piece.kind == tidy[-3].kind == "conflict" and tidy[-2].text == " ":
            tidy[-3:] = [_joined(tidy[-3:])]
    return tidy


def _asking_where_in_doubt(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with one conflict around whatever sentences would stand twice, come back or go missing without it.

    Both put in the same one at places that do not match; or one moved or copied what the other took out or changed,
    and so whatever a person says of the one place, the other is to be seen beside it.
    """
    while len(changed := [place for place, piece in enumerate(pieces) if piece.kind != "same"]) > 1:
        found = {place: _Counts.of(pieces[place]) for place in changed}
        doubtful = _doubtful(found.values())
        places = [place for place in changed if doubtful & found[place].changed]
        if len(places) < 2:
            break
        pieces = _tidied(_as_one(pieces, places))
    return pieces


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often each sentence stands in the three texts of a piece; `changed` are those of different numbers."""

    kind: Kind
    base: Counter[str]
    ours: Counter[str]
    theirs: Counter[str]
    changed: frozenset[str]

    @classmethod
    def of(cls, piece: Piece) -> _Counts:
        base, ours, theirs = (Counter(saying(text)) for text in (piece.base, piece.ours, piece.theirs))
        changed = frozenset(one for one in base | ours | theirs if not base[one] == ours[one] == theirs[one])
        return cls(piece.kind, base, ours, theirs, changed)

    def of_side(self, side: Kind) -> Counter[str]:
        return self.theirs if side == "theirs" else self.ours


def _doubtful(found: Collection[_Counts]) -> set[str]:
    times = Counter(one for counts in found for one in counts.changed)
    asked = {one for counts in found if counts.kind == "conflict" for one in counts.changed if times[one] > 1}
    ours, theirs = _put_in(found, "ours"), _put_in(found, "theirs")
    back = (ours & _taken_out(found, "theirs")) | (theirs & _taken_out(found, "ours"))
    return asked | (ours & theirs) | back


def _put_in(found: Iterable[_Counts], side: Kind) -> set[str]:
    """The sentences that one side alone put in, and took out nowhere else."""
    said: Counter[str] = Counter()
    for counts in found:
        if counts.kind == side:
            said.update(counts.of_side(side))
            said.subtract(counts.base)
    return set(+said)


def _taken_out(found: Iterable[_Counts], side: Kind) -> set[str]:
    """The sentences that this side took out and put in nowhere else, whether or not the other did so too."""
    said: Counter[str] = Counter()
    for counts in found:
        if counts.kind in (side, "both"):
            said.update(counts.base)
            said.subtract(counts.of_side(side))
    return set(+said)


def _as_one(pieces: Sequence[Piece], places: Sequence[int]) -> list[Piece]:
    """The pieces, all from the first of these places to the last joined."""
    first, last = places[0], places[-1] + 1
    return [*pieces[:first], _joined(pieces[first:last]), *pieces[last:]]


def _joined(pieces: Sequence[Piece]) -> Piece:
    base, ours, theirs = (
        "".join(part) for part in zip(*((one.base, one.ours, one.theirs) for one in pieces), strict=True)
    )
    return _piece_of(base, ours, theirs)


def _around_one_conflict(base: str, ours: str, theirs: str) -> Iterator[Piece]:
    """What all three have in common at their start and end, by line, and all between as it stands in each."""
    cut = [lines(text) for text in (base, ours, theirs)]
    start = _in_common(cut)
    end = _in_common([part[start:][::-1] for part in cut])
    head, middle, tail = zip(
        *(("".join(p[:start]), "".join(p[start : len(p) - end]), "".join(p[len(p) - end :])) for p in cut), strict=True
    )
    for part in (head, middle, tail):
        if any(part):
            yield _piece_of(*part)


def _in_common(texts: Sequence[Sequence[str]]) -> int:
    count = 0
    for each in zip(*texts, strict=False):
        if len(set(each)) > 1:
            break
        count += 1
    return count

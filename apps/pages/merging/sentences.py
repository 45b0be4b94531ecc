"""Where a text may be cut: into lines, and a line into sentences and the white space between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\n|[^\S\n]+|\S+")
_SAYS_SOMETHING = re.compile(r"\w")
_ENDS = re.compile(r"[.!?…][)\]\"'’”*_]*\Z")
# Such as 'e.g.', 'U.K.' and the initial of a name: a stop that ends no sentence.
_TITLES = "Mr|Mrs|Ms|Dr|Prof|Sir|St|No|vs|approx|para|paras|art|cl|s|ss"
_SHORT = re.compile(rf"\W*(?:\w(?:\.\w+)*|{_TITLES})\.\Z", re.IGNORECASE)


def lines(text: str) -> list[str]:
    """The lines, each with its line feed. Together they are the text."""
    return _LINE.findall(text)


def sentences(text: str) -> list[str]:
    """Sentences, white space between them and line feeds. Together they are the text.

    In doubt two sentences stay one, so that more is asked of people rather than less. A row of a table is never cut.
    """
    return [part for line in lines(text) for part in _cut(line)]


def saying(text: str) -> list[str]:
    """The sentences that say anything: there is a letter or a figure in them."""
    return [sentence for sentence in sentences(text) if _SAYS_SOMETHING.search(sentence)]


def _cut(line: str) -> Iterator[str]:
    if line.lstrip().startswith("|"):
        yield line.removesuffix("\n")
        if line.endswith("\n"):
            yield "\n"
        return
    words = _WORD.findall(line)
    begun: list[str] = []
    for index, word in enumerate(words):
        if word == "\n" or (word.isspace() and _is_between(begun, words, index)):
            if begun:
                yield "".join(begun)
            yield word
            begun = []
        else:
            begun.append(word)
    if begun:
        yield "".join(begun)


def _is_between(begun: list[str], words: list[str], index: int) -> bool:
    """Whether the white space at `index` stands between two sentences, or at an end of the line."""
    if not begun or index + 1 == len(words) or words[index + 1] == "\n":
        return True
    before, after = begun[-1], words[index + 1]
    return bool(_ENDS.search(before)) and not _SHORT.match(before) and not (after[0].islower() or after[0].isdigit())

"""What people type to name somebody or something, and what is stored of it: text in, text out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from apps.pages.markup import outside_code
from apps.pages.markup.short import LONGEST_NAME, PAGE

# Nobody means more people than this, and each is looked up.
MOST_NAMED = 50
MOST_WORDS = 6

_WORD = r"[^\W_][\w'’.-]*"
_AT = re.compile(
    rf"(?<![\w/@.+\\-])@(?:\[([^\[\]\n<>|]{{1,{LONGEST_NAME}}})\]|({_WORD}(?: {_WORD}){{0,{MOST_WORDS - 1}}}))"
)
_POSSESSIVE = re.compile(r"['’]s$")
_TITLE = rf"\[\[(?!page:\d)(?P<title>[^\[\]|\n]{{1,{LONGEST_NAME}}})(?:\|(?P<shown>[^\[\]\n]{{1,{LONGEST_NAME}}}))?\]\]"


def key(name: str) -> str:
    """What two ways of typing a name have in common."""
    return " ".join(name.split()).casefold()


def candidates(text: str) -> tuple[list[str], list[str]]:
    """What the text may name: (names in brackets, which must be somebody; runs of words that may begin with a name)."""
    sure: list[str] = []
    maybe: list[str] = []

    def look(stretch: str) -> str:
        for found in _AT.finditer(stretch):
            (sure if found[1] else maybe).append(found[1] or found[2])
        return stretch

    if "@" in text:
        outside_code(text, look)
    return list(dict.fromkeys(sure)), list(dict.fromkeys(maybe))


def beginnings(words: str) -> Iterator[str]:
    """Every name that a run of words may begin with, the longest first, without the end of a sentence."""
    ends = [found.end() for found in re.finditer(_WORD, words)]
    for end in reversed(ends):
        name = words[:end]
        plain = name.rstrip(".-'’_")
        yield from dict.fromkeys([name, plain, _POSSESSIVE.sub("", plain)])


def with_names(text: str, labels: Mapping[str, str]) -> str:
    """The text with each name that is known, by its key, written as it is stored: `@[Amina Osei]`."""

    def stored(found: re.Match[str]) -> str:
        if found[1]:
            return f"@[{labels[key(found[1])]}]" if key(found[1]) in labels else found[0]
        known = next((name for name in beginnings(found[2]) if key(name) in labels), None)
        return found[0] if known is None else f"@[{labels[key(known)]}]{found[2][len(known) :]}"

    return outside_code(text, lambda stretch: _AT.sub(stored, stretch)) if labels else text


@lru_cache(maxsize=8)
def page_typed(own: str, root: str) -> re.Pattern[str]:
    """How a page is typed: by title, or by its address at `own` below `root`, as a link's or bare."""
    # Without the punctuation of the sentence it stands in.
    path = r"(?P<{0}>[^\s<>()\[\]\"'`|#?]*[\w/-])(?:[#?][^\s<>()\[\]]*[\w/-])?"
    address = re.escape(own)
    linked = rf"(?<!!)\[(?P<text>[^\[\]\n|]{{1,{LONGEST_NAME}}})\]\((?:{address})?{root}{path.format('to')}\)"
    return re.compile(rf"{_TITLE}|{linked}|(?<![\w/(<])<?{address}{root}{path.format('path')}>?")


def with_titles(text: str, titles: Mapping[int, str]) -> str:
    """Stored text with the pages of these numbers named by their titles, as somebody would type them."""

    def typed(found: re.Match[str]) -> str:
        title = titles.get(int(found[1]))
        if title is None or len(title) > LONGEST_NAME or set("[]|\n") & set(title):
            return found[0]
        return f"[[{title}|{found[2]}]]" if found[2] else f"[[{title}]]"

    return outside_code(text, lambda stretch: PAGE.sub(typed, stretch))

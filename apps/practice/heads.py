"""The head of a practice: what its form asks, as headings of a page, and what a page says under these headings."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from markdown_it.token import Token

from apps.core.text import normalise
from apps.pages import markup
from apps.pages.markup.page import read
from apps.pages.markup.words import words
from apps.practice.choices import HEAD

_LABELS = {key: label for key, label, _ in HEAD}


def body_of(answers: Mapping[str, str]) -> str:
    """Markdown with a heading for each answer, by the keys of HEAD and in its order. What is empty is left out."""
    said = ((label, answers.get(key, "").strip()) for key, label in _LABELS.items())
    return "\n".join(f"## {label}\n\n{answer}\n" for label, answer in said if answer)


def head_of(body: str) -> dict[str, str]:
    """What stands under the headings of HEAD in a page that people may have changed as they like, by its keys.

    A heading is known by its words, whatever its level, its capitals and what punctuation follows. Its part ends at
    the next one that is known, or at another that is no lower. The first of several counts; what is not there, or
    has nothing under it, is left out. Raises Unrenderable as `markup.render`.
    """
    text = normalise(body)
    lines = text.split("\n")
    places = list(_headings(text))
    found: dict[str, str] = {}
    for index, (key, level, _, start) in enumerate(places):
        if not key or key in found:
            continue
        later = (line for other, depth, line, _ in places[index + 1 :] if other or depth <= level)
        under = "\n".join(lines[start : next(later, len(lines))]).strip()
        if under:
            found[key] = under
    return found


def in_words(part: str, longest: int | None = None) -> str:
    """A part of the head without its markup, in one paragraph of at most that many characters."""
    plain = " ".join(markup.render(part).plain.split())
    return plain if longest is None or len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def _headings(text: str) -> Iterator[tuple[str, int, int, int]]:
    """The key, level, and first and next line of each heading outside quotations and lists. Most have no key."""
    keys = {_plain(label): key for key, label in _LABELS.items()}
    tokens, _, _ = read(text)
    for token, inside in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            first, following = token.map
            yield keys.get(_plain(words(inside.children or ())), ""), _level(token), first, following


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().replace("’", "'").split()).rstrip(" :.?!")


def _level(token: Token) -> int:
    """As it was written: what a page makes of it depends on the headings above."""
    return len(token.markup) if token.markup.startswith("#") else 1 + "=-".index(token.markup)

"""Links by title: `[[Page title]]` and `[[Page title|shown text]]`.

Whether the page exists, and whether this reader may see it, is known only when somebody reads. So the stored HTML
holds a placeholder, `<span data-page="Page title">shown text</span>`. Nobody can type one: raw HTML is escaped, and
inside an attribute or a text a quotation mark or an angle bracket is never stored bare.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from apps.pages.markup.characters import is_blank

MAX_TITLE = 200
# Some characters unfold into many: one of Arabic's into eighteen. A key is stored, so it has an end.
MAX_KEY = 2 * MAX_TITLE

_SOURCE = re.compile(
    rf"\[\[([^\[\]|\n]{{1,{MAX_TITLE}}})(?:\|([^\[\]\n]{{1,{MAX_TITLE}}}))?\]\]",
)
_PLACEHOLDER = re.compile(r'<span data-page="([^"<>]*)">([^<>]*)</span>')


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of sanitised HTML. Only the pieces of a page put back together are well formed."""

    html: str
    is_link: Literal[False] = False


@dataclass(frozen=True, slots=True)
class WikiLink:
    """A link to the page of this title; `text` (plain, to be escaped) is what the reader is shown."""

    title: str
    key: str
    text: str
    is_link: Literal[True] = True


def key(title: str) -> str:
    """What two titles have in common when they name the same page: no case, no extra spaces, one Unicode form."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", title).casefold())
    return " ".join(folded.split())[:MAX_KEY]


def parts(html: str) -> list[Html | WikiLink]:
    """Stored HTML as pieces of safe HTML and links by title, in order."""
    return list(_parts(html))


def titles(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The keys of the pages linked by title, each once, in the order of the text."""
    found = (child.meta["title"] for token in tokens for child in token.children or () if child.type == "wiki_link")
    return tuple(dict.fromkeys(key(title) for title in found))


def install(md: MarkdownIt) -> None:
    """Teach the parser links by title."""
    md.inline.ruler.before("link", "wiki_link", _wiki_link)


def _parts(html: str) -> Iterator[Html | WikiLink]:
    done = 0
    for found in _PLACEHOLDER.finditer(html):
        if found.start() > done:
            yield Html(html[done : found.start()])
        title = unescape(found[1])
        yield WikiLink(title=title, key=key(title), text=unescape(found[2]))
        done = found.end()
    if done < len(html):
        yield Html(html[done:])


def _wiki_link(state: StateInline, silent: bool) -> bool:
    found = _SOURCE.match(state.src, state.pos, state.posMax)
    if found is None or is_blank(found[1]):
        return False
    if not silent:
        title = " ".join(found[1].split())
        token = state.push("wiki_link", "span", 0)
        token.meta = {"title": title}
        token.attrs = {"data-page": title}
        token.content = title if found[2] is None or is_blank(found[2]) else " ".join(found[2].split())
    state.pos = found.end()
    return True

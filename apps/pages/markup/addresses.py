"""Links and images: where they may lead, and what a reader is told about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from apps.pages.markup import files
from apps.pages.markup.characters import is_blank
from apps.pages.markup.limits import MAX_ADDRESS_CHARACTERS, MAX_LINKS, Unrenderable
from apps.pages.markup.words import words

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
MAX_ADDRESS = 2_000

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OFF_SITE = re.compile(r"(?:https?:|//)", re.IGNORECASE)
_BARE = re.compile(rf"(?<![\w/])https?://[^\s<>\"'`|\\]{{1,{MAX_ADDRESS - 10}}}", re.IGNORECASE)
_TRAILING = ".,:;!?*_~'\"[]"


@dataclass(slots=True)
class _Spent:
    """Addresses written out so far: a short reference can stand for a long address many times."""

    links: int = 0
    characters: int = 0

    def add(self, *texts: str) -> None:
        self.links += 1
        self.characters += sum(map(len, texts))
        if self.links > MAX_LINKS:
            raise Unrenderable(f"The text has more than {MAX_LINKS:,} links. Split it into more than one page.")
        if self.characters > MAX_ADDRESS_CHARACTERS:
            raise Unrenderable(
                "The addresses of the links are too long together. Use fewer links, or shorter addresses."
            )


class AddressedMarkdown(MarkdownIt):
    """A parser that makes a link only of an address that may be one; the rest stays as it was typed."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (the library's name)
        return _normalised(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 (likewise)
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802 (likewise)
        return is_allowed(url)


def is_allowed(address: str) -> bool:
    """Whether a page may link to the address: on this site, of a scheme we know or a file's, and of sensible length."""
    scheme = _SCHEME.match(address)
    is_known = scheme is None or scheme[1].lower() in SCHEMES or files.named(address) is not None
    return 0 < len(address) <= MAX_ADDRESS and is_known


def dress(tokens: Sequence[Token], anchors: dict[str, str]) -> None:
    """Finish every link and image in the tokens.

    `anchors` maps what an author writes after `#` to the anchor of that heading. Raises Unrenderable when there are
    too many links.
    """
    spent = _Spent()
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = list(_with_names(_dressed(_with_bare_links(token.children), anchors, spent)))


def _normalised(address: str) -> str:
    return normalizeLink(address) if len(address) <= MAX_ADDRESS else address


def _dressed(children: Sequence[Token], anchors: dict[str, str], spent: _Spent) -> Iterator[Token]:
    in_link = False
    for token in children:
        if token.type == "link_open" and not token.attrs["href"]:
            continue
        if token.type == "link_open":
            in_link = True
            spent.add(str(token.attrs["href"]), str(token.attrs.get("title", "")))
            _finish_link(token, anchors)
        elif token.type == "link_close":
            if not in_link:
                continue
            in_link = False
        elif token.type == "image":
            spent.add(str(token.attrs["src"]), str(token.attrs.get("title", "")))
            # An image is fetched without asking the reader, so only a file that goes with the text is shown as one.
            name = files.named(str(token.attrs["src"]))
            if name is None:
                yield from _as_link(token, in_link)
                continue
            _finish_image(token, name)
        yield token


def _finish_image(token: Token, name: str) -> None:
    alt, title = words(token.children or ()).strip(), token.attrs.get("title")
    # In the order in which the stored HTML is read again.
    token.attrs = {"data-file": name, "alt": alt, **({"title": title} if title else {})}
    token.children = None


def _finish_link(token: Token, anchors: dict[str, str]) -> None:
    address = str(token.attrs["href"])
    if name := files.named(address):
        del token.attrs["href"]
        token.attrs = {"data-file": name, **token.attrs}
    elif address.startswith("#"):
        token.attrs["href"] = "#" + anchors.get(address[1:].lower(), address[1:])
    elif _OFF_SITE.match(address):
        token.attrs["rel"] = "noopener noreferrer"


def _as_link(image: Token, in_link: bool) -> Iterator[Token]:
    address = str(image.attrs["src"])
    shown = words(image.children or ()).strip()
    text = Token("text", "", 0, content=address if is_blank(shown) else shown)
    if in_link:
        yield text
        return
    yield from _link(address, text, class_="image-link")


def _link(address: str, text: Token, class_: str = "") -> Iterator[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": address})
    if class_:
        opening.attrs["class"] = class_
    _finish_link(opening, {})
    yield opening
    yield text
    yield Token("link_close", "a", -1)


def _with_names(children: Iterator[Token]) -> Iterator[Token]:
    """Give a link that shows nothing its own address as text: a link needs a name (WCAG 2.4.4)."""
    held: list[Token] = []
    for token in children:
        if token.type == "link_open":
            held = [token]
        elif token.type == "link_close" and held:
            if is_blank(words(held)):
                address = held[0].attrs.get("href") or held[0].attrs["data-file"]
                held.append(Token("text", "", 0, content=str(address)))
            yield from held
            yield token
            held = []
        elif held:
            held.append(token)
        else:
            yield token
    yield from held


def _with_bare_links(children: Sequence[Token]) -> Sequence[Token]:
    if not any(token.type == "text" and "://" in token.content for token in children):
        return children
    return list(_bare_links(children))


def _bare_links(children: Sequence[Token]) -> Iterator[Token]:
    in_link = 0
    for token in children:
        in_link += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not in_link and "://" in token.content:
            yield from _split_at_addresses(token.content)
        else:
            yield token


def _split_at_addresses(text: str) -> Iterator[Token]:
    done = 0
    for found in _BARE.finditer(text):
        shown = _without_ending(found[0])
        address = _normalised(shown)
        if (shown.endswith("/") and shown.count("/") == 2) or not is_allowed(address):
            continue
        yield Token("text", "", 0, content=text[done : found.start()])
        yield from _link(address, Token("text", "", 0, content=shown))
        done = found.start() + len(shown)
    yield Token("text", "", 0, content=text[done:])


def _without_ending(address: str) -> str:
    """The address without the punctuation of the sentence it stands in."""
    shown = address.rstrip(_TRAILING)
    unopened = shown.count(")") - shown.count("(")
    while unopened > 0 and shown.endswith(")"):
        shown = shown[:-1].rstrip(_TRAILING)
        unopened -= 1
    return shown

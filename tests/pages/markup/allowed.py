"""What may stand on a page, written down a second time: a mistake in the sanitiser's own list shows here."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_ELEMENTS = {
    "a": {"data-file", "href", "title", "rel", "class", "id", "role", "aria-label"},
    "blockquote": set(),
    "br": set(),
    "code": set(),
    "del": set(),
    "div": {"class", "role", "tabindex", "aria-label"},
    "em": set(),
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "hr": set(),
    "img": {"data-file", "alt", "title"},
    "input": {"type", "disabled", "checked"},
    "ins": set(),
    "label": set(),
    "li": {"class", "id"},
    "ol": {"class", "start"},
    "p": set(),
    "pre": {"class", "role", "tabindex", "aria-label"},
    "section": {"class", "role", "aria-label"},
    "span": {"data-page", "class"},
    "strong": set(),
    "sup": {"class"},
    "table": set(),
    "tbody": set(),
    "td": {"class"},
    "th": {"class", "scope"},
    "thead": set(),
    "tr": set(),
    "ul": {"class"},
}
_CLASSES = {
    "align-center",
    "align-right",
    "app-named",
    "footnote-back",
    "footnote-call",
    "footnotes",
    "image-link",
    "scroll-region",
    "task",
    "tasks",
}
_VOID = {"br", "hr", "img", "input"}
_SCHEME = re.compile(r"^[\s\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.levels: list[int] = [1]
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _ELEMENTS:
            self.faults.append(f"element {tag}")
        self.faults += [f"attribute {tag} {name}" for name in given if name not in _ELEMENTS.get(tag, set())]
        self.faults += [f"class {name}" for name in given.get("class", "").split() if name not in _CLASSES]
        if tag == "a":
            self._check_link(given)
        if tag == "img" and not re.fullmatch(r"[^\s/\\<>\"'&`]{1,120}", given.get("data-file", "")):
            self.faults.append(f"image {given.get('data-file')}")
        if "id" in given:
            self.ids.append(given["id"])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"end of {tag}")

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 (the parser's signature)
        self.faults.append("comment")

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        self.faults.append("declaration")

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self.faults.append("instruction")

    def _check_link(self, given: dict[str, str]) -> None:
        address = given.get("href", "")
        scheme = _SCHEME.match(address)
        if scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel"):
            self.faults.append(f"scheme {address}")
        leaves = address.startswith(("//", "\\", "/\\")) or (scheme and scheme[1].lower().startswith("http"))
        if leaves and given.get("rel") != "noopener noreferrer":
            self.faults.append(f"rel {address}")
        if "a" in self.open:
            self.faults.append("link in a link")


def faults(html: str) -> list[str]:
    """Everything about the HTML of a page that may not be so."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = reader.faults + [f"open {tag}" for tag in reader.open]
    found += [f"id {id_}" for id_ in reader.ids if not re.match(r"h-|fn-\d|fnref-\d", id_)]
    found += ["id twice"] * (len(reader.ids) != len(set(reader.ids)))
    steps = zip(reader.levels, reader.levels[1:], strict=False)
    return found + [f"heading {before} to {after}" for before, after in steps if after > before + 1 or after < 2]

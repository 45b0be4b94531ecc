"""Two versions of a page as a reader sees it, in one page."""

from __future__ import annotations

import re

import nh3
from lxml.html import HtmlElement, fragment_fromstring, tostring
from lxml.html.diff import htmldiff

from apps.pages.markup import parts
from apps.pages.markup.addresses import SCHEMES
from apps.pages.markup.wikilinks import WikiLink

# Measured: texts in which every second word changed take 1.1 s at 16,000 and four times that at twice the length.
MAX_TOKENS = 14_000

_TOKEN = re.compile(r"<[^>]*>|[^\s<]+")
_CHECKED = re.compile(r'<input type="checkbox"[^<>]*\schecked=""[^<>]*>')
# Links within the page, such as footnotes': the addresses that htmldiff adds to them would be all that a reader sees.
_WITHIN = re.compile(r'<a [^<>]*href="#[^<>"]*"[^<>]*>([^<>]*)</a>')
# What htmldiff tells one image or link from another by. No text holds either: the scheme is not one a page may use.
_FILE = re.compile(r'<(img|a) data-file="([^"<>]*)"')
_FILE_BY_ADDRESS = re.compile(r'<(img|a) (?:src|href)="file:([^"<>]*)"')
_UNCHECKED = re.compile(r'<input type="checkbox"[^<>]*>')

_TAGS = frozenset(
    {"a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "ins", "li", "ol"}
    | {"p", "pre", "section", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)

# No ids, names or roles: the old and the new table stand on one page, and two of a name would mislead.
_cleaner = nh3.Cleaner(
    tags=set(_TAGS),
    attributes={"a": {"data-file", "href", "title"}, "img": {"data-file", "alt", "title"}, "ol": {"start"}},
    tag_attribute_values={"a": {"rel": {"noopener noreferrer"}}, "th": {"scope": {"col"}}},
    allowed_classes={tag: {"align-right", "align-center"} for tag in ("td", "th")},
    url_schemes=set(SCHEMES),
    link_rel=None,
)


class TooLargeToCompare(ValueError):
    """The two pages cannot be compared as they are read. `reason` is a sentence for the person who asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def compare_rendered(old_html: str, new_html: str) -> str:
    """Compare two pages laid out by `apps.pages.markup.render`, as HTML with `<ins>` and `<del>`.

    The HTML is sanitised, and is for reading only: it has no ids, no links by title (they are text) and no boxes.
    Raises TooLargeToCompare when both together are more than MAX_TOKENS words and tags.
    """
    old, new = _for_reading(old_html), _for_reading(new_html)
    if len(_TOKEN.findall(old)) + len(_TOKEN.findall(new)) > MAX_TOKENS:
        raise TooLargeToCompare(
            "These versions are too long to compare as they are read. Compare the text they were written in instead."
        )
    if not old.strip() and not new.strip():
        return ""
    return _cleaner.clean(_FILE_BY_ADDRESS.sub(r'<\1 data-file="\2"', _in_order(htmldiff(old, new))))


def _in_order(html: str) -> str:
    """The comparison as people read one: what was taken out stands before what was put in its place."""
    root = fragment_fromstring(html, create_parent="div")
    for added in root.xpath(".//ins[not(parent::ul or parent::ol)]"):
        removed = added.getnext()
        if removed is not None and removed.tag == "del" and not (added.tail or "").strip():
            # lxml moves what follows an element with it: the spaces stay where they are.
            added.tail, removed.tail = removed.tail, added.tail
            added.addprevious(removed)
    _in_items(root)
    tidy: str = tostring(root, encoding="unicode")
    return tidy.removeprefix("<div>").removesuffix("</div>")


def _in_items(root: HtmlElement) -> None:
    """Leaves nothing but items in its lists (HTML, 4.4.5): a mark between items becomes one, or goes."""
    for mark in root.xpath(".//ul/ins | .//ul/del | .//ol/ins | .//ol/del"):
        if mark.text_content().strip():
            item = root.makeelement("li")
            mark.addprevious(item)
            item.append(mark)
        else:
            mark.drop_tree()


def _for_reading(html: str) -> str:
    """The page with links by title and task boxes as words, so that a change to one is a change to be seen."""
    html = "".join(_link_text(part) if part.is_link else part.html for part in parts(html))
    html = _FILE.sub(_by_address, html)
    return _UNCHECKED.sub("☐", _CHECKED.sub("☑", _WITHIN.sub(r"\1", html)))


def _by_address(found: re.Match[str]) -> str:
    return f'<{found[1]} {"src" if found[1] == "img" else "href"}="file:{found[2]}"'


def _link_text(link: WikiLink) -> str:
    shown = link.text if link.text == link.title else f"{link.text} [[{link.title}]]"
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

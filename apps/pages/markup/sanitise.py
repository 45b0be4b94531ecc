"""The last door: whatever made the HTML, only what is listed here leaves."""

from __future__ import annotations

import nh3

from apps.pages.markup.addresses import SCHEMES
from apps.pages.markup.characters import clean

_TAGS = frozenset(
    {"a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "input"}
    | {"label", "li", "ol", "p", "pre", "section", "span", "strong", "sup", "table", "tbody", "td", "th", "thead"}
    | {"tr", "ul"}
)
_ATTRIBUTES = {
    "a": {"data-file", "href", "title", "id", "aria-label"},
    "div": {"aria-label"},
    "pre": {"aria-label"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "img": {"data-file", "alt", "title"},
    "input": {"disabled", "checked"},
    "li": {"id"},
    "ol": {"start"},
    "section": {"aria-label"},
    "span": {"data-page"},
}
_VALUES = {
    "a": {"rel": {"noopener noreferrer"}, "role": {"doc-noteref", "doc-backlink"}},
    "div": {"role": {"region"}, "tabindex": {"0"}},
    "input": {"type": {"checkbox"}},
    "pre": {"role": {"region"}, "tabindex": {"0"}},
    "section": {"role": {"doc-endnotes"}},
    "th": {"scope": {"col"}},
}
_CLASSES = {
    "a": {"footnote-back", "image-link"},
    "div": {"scroll-region"},
    "li": {"task"},
    "ol": {"tasks"},
    "pre": {"scroll-region"},
    "section": {"footnotes"},
    "sup": {"footnote-call"},
    "td": {"align-right", "align-center"},
    "th": {"align-right", "align-center"},
    "ul": {"tasks"},
}

_cleaner = nh3.Cleaner(
    tags=set(_TAGS),
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=_CLASSES,
    url_schemes=set(SCHEMES),
    link_rel=None,
)

_short_cleaner = nh3.Cleaner(
    tags={"a", "blockquote", "br", "code", "del", "em", "li", "ol", "p", "pre", "span", "strong", "ul"},
    attributes={"a": {"href", "title"}, "ol": {"start"}, "span": {"data-page"}},
    tag_attribute_values={"a": {"rel": {"noopener noreferrer"}}},
    allowed_classes={"span": {"app-named"}},
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def sanitise(html: str) -> str:
    """The HTML with every element, attribute, class and kind of address that is not listed taken out."""
    return clean(_cleaner.clean(html))


def sanitise_short(html: str) -> str:
    """As `sanitise`, for the short form, in which less is listed."""
    return clean(_short_cleaner.clean(html))

"""Markings: beside titles, and over and under every page the highest of all that it shows."""

from dataclasses import dataclass
from datetime import date
from secrets import token_hex
from typing import Any, Protocol, cast

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.html import escape
from django.utils.timezone import localdate

from apps.pages.choices import Marking
from apps.pages.models.markings import Bearer, marking_over

register = template.Library()

# Stands where the marking goes until the whole page has been laid out. No text can hold it, as nobody is shown it.
BAND = token_hex()
NOTED = "markings noted on this page"
# What a screen is about, by the names that views give it: its title stands there, if only in a link back.
ABOUT = ("page", "parent", "draft", "submission", "edition", "kept", "about", "thing", "room")


class Checked(Protocol):
    """Whatever is to be checked by some day: a page, or what a list shows of one."""

    @property
    def review_by(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A marking as a view gave it, taken apart again."""

    marking: str
    handling: str


class MarkedPage(template.Node):
    """Lays out what is inside it, and then writes the highest marking that was noted into the bands."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        noted: list[Bearer] = [context[name] for name in ABOUT if _is_sensitive(context.get(name))]
        context.render_context[NOTED] = noted
        laid_out = self.nodelist.render(context)
        marking, _, handling = str(context.get("marking") or Marking.OFFICIAL).partition(": ")
        return laid_out.replace(BAND, escape(marking_over(Line(marking, handling), *noted)))


@register.tag
def marked_page(parser: Parser, token: Token) -> MarkedPage:  # noqa: ARG001 - what a compiler of tags is given
    """The rest of the template as a page, with a `{% marking_band %}` at its top and bottom."""
    return MarkedPage(parser.parse())


@register.simple_tag
def marking_band() -> str:
    """Where the marking of the whole page goes."""
    return BAND


@register.inclusion_tag("pages/_sensitive_tag.html", takes_context=True)
def sensitive_tag(context: template.Context, shown: Bearer) -> dict[str, Any]:
    """The marking after the title of what is OFFICIAL-SENSITIVE, which then marks the page; nothing after others."""
    note(context, shown)
    return {"is_sensitive": _is_sensitive(shown)}


@register.simple_tag(takes_context=True)
def note(context: template.Context, shown: Bearer) -> str:
    """Count something among what the page shows, where its marking need not stand beside it."""
    if _is_sensitive(shown):
        # A template that is included renders in a context of its own, on top of that of the page.
        for known in context.render_context.dicts:
            if NOTED in known:
                cast("list[Bearer]", known[NOTED]).append(shown)
    return ""


@register.inclusion_tag("pages/_stale_tag.html")
def stale_tag(page: Checked) -> dict[str, Any]:
    """Whether the day has come by which somebody was to check a page, after its title in a list."""
    return {"is_stale": page.review_by is not None and page.review_by <= localdate()}


def _is_sensitive(shown: object) -> bool:
    return getattr(shown, "marking", "") == Marking.SENSITIVE

"""Text of the reader's own that is not saved, and who else is writing, wherever a draft is shown."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings

from apps.core.clock import now
from apps.pages.models import Draft
from apps.pages.queries.presence import who_is_there
from apps.pages.queries.unfinished import unfinished_in, unfinished_of, writes_plainly
from apps.pages.rules import may_write
from apps.people.models import Person
from apps.people.requests import person_of

register = template.Library()


@register.inclusion_tag("pages/_unfinished.html", takes_context=True)
def unfinished_text(context: dict[str, Any], draft: Draft) -> dict[str, Any]:
    """That the reader was typing in this draft, with one choice; nothing in the very form they typed it in."""
    person, form = person_of(context["request"]), context.get("form")
    typed = unfinished_in(draft, person)
    if typed is not None and form is not None and form.is_bound and typed.typed_in == form.data.get("typed_in"):
        typed = None
    shown = {"draft": draft, "typed": typed, "carries_on": context.get("typed") is not None}
    return shown | {"may_write": typed is not None and may_write(person, draft, now())}


@register.inclusion_tag("pages/_unfinished_anywhere.html")
def unfinished_texts(person: Person) -> dict[str, Any]:
    """Every draft in which somebody left text that is not saved, for their desk."""
    return {"texts": unfinished_of(person) if person.reach else []}


@register.inclusion_tag("pages/_here.html", takes_context=True)
def who_is_here(
    context: dict[str, Any], draft: Draft, *, freezes: bool = False, is_told: bool = False
) -> dict[str, Any]:
    """Who else is in the draft. `freezes` warns that what the reader is about to do stops them from writing.

    `is_told` says that scripts keep the list up to date, and tell that the reader is there as well.
    """
    colleagues = who_is_there(draft, person_of(context["request"]), at=now()) if draft.is_writable else []
    return {"draft": draft, "colleagues": colleagues, "freezes": freezes, "is_told": is_told}


@dataclass(frozen=True, slots=True)
class Ways:
    """How the reader writes: whether anybody may write live here, what they chose, and whether this form goes live."""

    may_be_live: bool
    is_plain: bool
    is_live: bool


@register.simple_tag(takes_context=True)
def ways_of_writing(context: dict[str, Any]) -> Ways:
    """Together live or on the plain form. With text in it that is not saved, a form is plain whatever was chosen.

    A form that comes back, with a preview or an error, goes on as it was.
    """
    form, typed = context["form"], context.get("typed")
    has_unsaved = typed is not None or (form.is_bound and not form.data.get("live"))
    may_be_live = settings.LIVE_DRAFTING
    is_plain = may_be_live and writes_plainly(person_of(context["request"]))
    return Ways(may_be_live, is_plain, is_live=may_be_live and not is_plain and not has_unsaved)

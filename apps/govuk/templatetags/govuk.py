"""The GOV.UK Design System's components and styles of dates, for templates."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.utils import dateformat, timezone

register = template.Library()


@register.inclusion_tag("govuk/error_summary.html")
def govuk_error_summary(form: BaseForm) -> dict[str, Any]:
    """Every error of the form in one box at the top, each linked to its field; nothing when there is none."""
    return {"form": form}


@register.inclusion_tag("govuk/pagination.html", takes_context=True)
def govuk_pagination(context: template.Context, page_obj: Page[Any]) -> dict[str, Any]:
    """Links to the other pages of a list, keeping the rest of the query; nothing when there is only one page."""
    paginator = page_obj.paginator
    numbers = paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {"page_obj": page_obj, "numbers": numbers, "request": context["request"]}


@register.filter
def classes(attrs: Mapping[str, Any], component: str) -> str:
    """The classes of a control: the component's, its error class where Django says it is invalid, and the widget's."""
    in_error = f"{component}--error" if attrs.get("aria-invalid") else ""
    return " ".join(filter(None, (component, in_error, attrs.get("class"))))


@register.filter
def govuk_date(value: date | datetime | None) -> str:
    """A day as GOV.UK writes it: 20 November 2026. Source: GOV.UK style guide, dates."""
    if value is None:
        return ""
    return dateformat.format(timezone.localtime(value) if isinstance(value, datetime) else value, "j F Y")


@register.filter
def govuk_datetime(value: datetime | None) -> str:
    """A moment as GOV.UK writes it: 20 November 2026 at 3:05pm. Source: GOV.UK style guide, dates and times."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{govuk_date(local)} at {_time_of_day(local)}"


@register.filter
def govuk_time(value: datetime | time) -> str:
    """A time of day as GOV.UK writes it: 3:05pm. Source: GOV.UK style guide, times."""
    return _time_of_day(timezone.localtime(value) if isinstance(value, datetime) else value)


def _time_of_day(local: datetime | time) -> str:
    if local.minute == 0 and local.hour % 12 == 0:
        return "midday" if local.hour else "midnight"
    clock = dateformat.time_format(local, "g:i" if local.minute else "g")
    return f"{clock}{'am' if local.hour < 12 else 'pm'}"

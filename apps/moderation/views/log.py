"""The public log of rulings, and what it comes to."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.moderation.forms.log import LogFilter
from apps.moderation.queries.log import Entry, entry, logged, totals
from apps.people.requests import person_of
from apps.trust.models import Community

ROWS_A_PAGE = 25
HEADINGS = ("When", "About", "Ruling", "Guideline", "Hours it took", "Steward", "Appeal")
# A spreadsheet takes what begins so for a formula, and would do what it says.
FORMULA = ("=", "+", "-", "@")


@require_safe
def log(request: HttpRequest, slug: str) -> HttpResponse:
    community, asked = _asked(request, slug)
    page_obj = page_asked(request, asked.found(), ROWS_A_PAGE)
    context = {
        "community": community,
        "filter": asked,
        "page_obj": page_obj,
        "entries": [entry(ruling) for ruling in page_obj],
    }
    return render(request, "moderation/log.html", context)


@require_safe
def log_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The log, or as much of it as was asked for, as a table."""
    community, asked = _asked(request, slug)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rulings-{community.slug}.csv"'
    table = csv.writer(response)
    table.writerow(HEADINGS)
    table.writerows(_cells(entry(ruling)) for ruling in asked.found())
    return response


@require_safe
def log_totals(request: HttpRequest, slug: str) -> HttpResponse:
    community, asked = _asked(request, slug)
    found, at = totals(asked.rulings), now()
    context = {
        "community": community,
        "totals": found,
        "rows": [(measure.label, *numbers) for measure, numbers in found.by_measure.items()],
        "at": at,
        "median_since": at - found.median if found.median is not None else None,
    }
    return render(request, "moderation/log_totals.html", context)


def _asked(request: HttpRequest, slug: str) -> tuple[Community, LogFilter]:
    person = person_of(request)
    community = get_object_or_404(Community.objects.visible_to(person), slug=slug)
    return community, LogFilter(request.GET, rulings=logged(person, community))


def _cells(one: Entry) -> tuple[str, ...]:
    hours = f"{one.took.total_seconds() / 3600:.1f}"
    steward = f"'{one.steward}" if one.steward.startswith(FORMULA) else one.steward
    return (one.at.isoformat(timespec="minutes"), one.name, one.measure, one.rule, hours, steward, one.appeal)

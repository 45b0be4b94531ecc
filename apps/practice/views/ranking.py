"""How practices are ranked, in words anyone can read, and why one is ranked where it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.people.requests import person_of
from apps.practice import ranking as formula
from apps.practice.choices import DAYS_UNTIL_ASKED_AGAIN
from apps.practice.models import Practice
from apps.practice.queries.adoptions import why_ranked

ROWS_A_PAGE = 50


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    context = {
        "weights": [(tells.label, *both) for tells, both in formula.WEIGHTS.items()],
        "half_life": formula.HALF_LIFE_DAYS,
        "least": round(formula.LEAST_SHARE * 100),
        "thank": formula.THANK,
        "most_for_thanks": formula.MOST_FOR_THANKS,
        "asked_again": DAYS_UNTIL_ASKED_AGAIN,
    }
    return render(request, "practice/ranking.html", context)


@require_safe
def ranked(request: HttpRequest, practice_id: int) -> HttpResponse:
    seen = Practice.objects.visible_to(person_of(request)).select_related("page__space", "team")
    practice = get_object_or_404(seen, pk=practice_id)
    reckoning, shown = why_ranked(practice, at=now())
    page_obj = page_asked(request, shown, ROWS_A_PAGE)
    context = {"practice": practice, "reckoning": reckoning, "page_obj": page_obj}
    context["marking"] = practice.page.marking_line
    return render(request, "practice/ranked.html", context)

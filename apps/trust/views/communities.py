"""Who looks after a space, how standing is earned in it, and one's own path."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.people.requests import person_of
from apps.trust import choices
from apps.trust.choices import Level
from apps.trust.models import Community, Threshold
from apps.trust.places import home_of
from apps.trust.queries.communities import contributors_of, open_recalls, own_path, stewards_of, told_of
from apps.trust.queries.levels import level_of
from apps.trust.rules.stewards import may_appoint, may_step_down

ROWS_A_PAGE = 30


def community_seen(request: HttpRequest, slug: str) -> Community:
    """The community of that name, if whoever asks may read it."""
    seen = Community.objects.visible_to(person_of(request)).select_related("unit", "audience_unit")
    return get_object_or_404(seen, slug=slug)


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """Others are shown a level alone, and by whom a steward was appointed."""
    person, at = person_of(request), now()
    found = community_seen(request, slug)
    level = level_of(person, found, at=at)
    context = {
        "community": found,
        "level": level,
        "stewards": stewards_of(found, at=at),
        "page_obj": page_asked(request, contributors_of(found, at=at), ROWS_A_PAGE),
        "recalls": open_recalls(found),
        "may_appoint": may_appoint(person, found, at),
        "may_step_down": may_step_down(person, found, at),
        "may_ask": level >= Level.MEMBER,
        "is_steward": level >= Level.STEWARD,
        "person": person,
        "home": home_of(person, found),
    }
    return render(request, "trust/community.html", context)


@require_safe
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """What somebody has themselves: shown to nobody else."""
    person, at = person_of(request), now()
    found = community_seen(request, slug)
    own = own_path(person, found, level_of(person, found, at=at), at=at)
    newest_first = sorted(own.path.credits, key=lambda one: (one.credit.at, one.credit.pk), reverse=True)
    page_obj = page_asked(request, newest_first, ROWS_A_PAGE)
    rows = told_of(person, list(page_obj))
    context = {"community": found, "own": own, "page_obj": page_obj, "rows": rows, "at": at}
    return render(request, "trust/mine.html", context)


@require_safe
def formula(request: HttpRequest, slug: str) -> HttpResponse:
    """How standing is earned and lost, in words, with the numbers that hold here."""
    found = community_seen(request, slug)
    context = {
        "community": found,
        "thresholds": Threshold.objects.filter(size=found.size).order_by("level"),
        "worth": [(kind.label, choices.WORTH[kind]) for kind in choices.CreditKind],
        "numbers": choices,
        "most_from_office": choices.MOST_FROM_ONE[choices.OFFICE],
        "most_from_favours": choices.MOST_FROM_ONE[choices.FAVOURS],
        "most_from_reversals": choices.MOST_FROM_ONE[choices.ALIKE[choices.CreditKind.REVERSAL]],
        "low_water": round(100 * choices.LOW_WATER),
    }
    return render(request, "trust/formula.html", context)

"""Who looks after a page: finding it still right, handing it over, and what one person or nobody looks after."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.pages.actions import owners as actions
from apps.pages.choices import Standing
from apps.pages.forms.drafts import HandOverForm
from apps.pages.models import Page
from apps.pages.models.markings import marking_over
from apps.pages.queries.owners import answer_for, concern_of, others_of, owned_by, owner_of, vacant_posts
from apps.pages.rules import may_look_after
from apps.people.models import Unit
from apps.people.queries import titles_held_in, units_called
from apps.people.requests import person_of

ROWS_A_PAGE = 50
UNITS_SHOWN = 20
LONGEST_NUMBER = 9


@require_safe
def owner(request: HttpRequest, page_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    page = _page(request, page_id)
    context = {
        "page": page,
        "marking": page.marking_line,
        "post": owner_of(page),
        "answer": answer_for(page, at=at),
        "may_look_after": may_look_after(person, page, at),
        "is_confirmed_today": page.confirmed_on == localdate(at),
        "is_due": page.is_due_for_review(localdate(at)),
        "is_marking_due": page.is_marking_due(localdate(at)),
        "is_member": page.space.unit_id in person.reach,
    }
    return render(request, "pages/owner.html", context)


@require_POST
def confirm(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _page(request, page_id)
    edition = request.POST.get("edition", "")
    number = int(edition) if edition.isdecimal() and len(edition) < LONGEST_NUMBER else 0
    confirmed = actions.confirm(page, edition=number, by=person_of(request), at=now())
    messages.success(request, "You have confirmed that this page is still right.")
    return redirect("pages:owner", confirmed.pk)


@require_safe
def hand_over(request: HttpRequest, page_id: int) -> HttpResponse:
    """Where to look for the unit that is to own the page: only those whose people can all read it."""
    page = _page(request, page_id)
    asked = request.GET.get("unit", "").strip()
    units = units_called(asked, within=page.audience_unit, near=page.owner)
    context = {
        "page": page,
        "marking": page.marking_line,
        "post": owner_of(page),
        "verdict": may_look_after(person_of(request), page, now()),
        "asked": asked,
        "units": units[:UNITS_SHOWN],
        "has_more": len(units) > UNITS_SHOWN,
    }
    return render(request, "pages/hand_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_to(request: HttpRequest, page_id: int, unit_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    page = _page(request, page_id)
    unit = get_object_or_404(Unit.objects.within(page.audience_unit), pk=unit_id)
    titles, others = titles_held_in(unit, at=at), others_of(page).count()
    form = HandOverForm(request.POST or None, unit=unit, titles=titles, others=others)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            whole = said["which"] == "all"
            given = actions.hand_over(page, form.to(), with_its_others=whole, because=said["because"], by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            _say_what_was_given(request, form, given)
            return redirect("pages:owner", page.pk)
    context = {"page": page, "unit": unit, "form": form, "post": owner_of(page), "marking": page.marking_line}
    context |= {"titles": titles, "verdict": may_look_after(person, page, at)}
    return render(request, "pages/hand_over_to.html", context, status=422 if form.errors else 200)


@require_safe
def owned(request: HttpRequest) -> HttpResponse:
    return _listed(request, owned_by(person_of(request), at=now()), "pages/owned.html")


@require_safe
def vacant(request: HttpRequest) -> HttpResponse:
    """Pages whose post nobody holds. An administrator is told of the posts alone, as they read no pages."""
    person, at = person_of(request), now()
    pages, answers = vacant_posts(concern_of(person, at=at), at=at)
    context: dict[str, Any] = {"answers": answers}
    if person.is_staff:
        context["everywhere"] = vacant_posts(Page.objects.filter(standing=Standing.PUBLISHED), at=at)[1]
    return _listed(request, pages, "pages/vacant.html", **context)


def _page(request: HttpRequest, page_id: int) -> Page:
    pages = Page.objects.visible_to(person_of(request)).select_related(
        "space__unit", "owner", "audience_unit", "edition"
    )
    return get_object_or_404(pages.defer("edition__html", "edition__plain"), pk=page_id)


def _listed(request: HttpRequest, pages: QuerySet[Page], template: str, **context: Any) -> HttpResponse:
    page_obj = page_asked(request, pages, ROWS_A_PAGE)
    context |= {"page_obj": page_obj, "marking": marking_over(*page_obj), "today": localdate()}
    return render(request, template, context)


def _say_what_was_given(request: HttpRequest, form: HandOverForm, given: list[Page]) -> None:
    what = "This page" if len(given) == 1 else f"{len(given)} pages"
    belongs = "belongs" if len(given) == 1 else "belong"
    messages.success(request, f"{what} now {belongs} to: {form.to()}. Whoever holds that post has been told.")

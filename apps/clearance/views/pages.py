"""Changing what stands at a page's address: choosing what, saying why, and seeing who must clear it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.clearance.actions.changing import change_page
from apps.clearance.choices import OPTIONAL_ACTS, Act
from apps.clearance.forms.page_acts import FORMS, ChangeForm
from apps.clearance.models import Submission
from apps.clearance.queries.proposals import Foreseen, foresee, open_proposal
from apps.clearance.queries.routes import is_cleared
from apps.clearance.rules.page_acts import may_change_page
from apps.clearance.views.submissions import say_who_was_told
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.models import Page
from apps.pages.rules import may_keep
from apps.people.requests import person_of

# Addresses tell the acts by these words.
WORDS = {"withdrawal": Act.WITHDRAW, "replacement": Act.REPLACE, "removal": Act.REMOVE, "move": Act.MOVE}


@require_safe
def changes(request: HttpRequest, page_id: int) -> HttpResponse:
    """What may become of a page besides other words, and which of it must be cleared."""
    page, person = _page(request, page_id), person_of(request)
    context = {
        "page": page,
        "marking": page.marking_line,
        "verdict": may_keep(person, page.space, now()),
        "waiting": open_proposal(page, person),
        "cleared": [act for act in OPTIONAL_ACTS if is_cleared(page, act)],
        "is_member": page.space.unit_id in person.reach,
    }
    return render(request, "clearance/page_changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, page_id: int, word: str) -> HttpResponse:
    """The form, then what would happen and who must clear it, then the act."""
    person, page, act = person_of(request), _page(request, page_id), _act(word)
    form = FORMS[act](request.POST or None, page=page, person=person)
    if request.method != "POST" or not form.is_valid():
        return _form(request, page, act, form)
    wanted = form.change(act)
    verdict = may_change_page(person, page, wanted, now())
    if not verdict:
        form.add_error(None, verdict.reason)
    elif "confirmed" not in request.POST:
        return _foreseen(request, form, foresee(page, wanted, by=person, at=now()))
    if not form.errors:
        try:
            return _done(request, act, change_page(page, wanted, by=person, at=now()))
        except Refused as refusal:
            form.add_error(None, refusal.reason)
    return _form(request, page, act, form)


def _page(request: HttpRequest, page_id: int) -> Page:
    pages = Page.objects.known_to(person_of(request)).select_related("space__unit", "audience_unit", "parent")
    return get_object_or_404(pages, pk=page_id)


def _act(word: str) -> Act:
    if word not in WORDS:
        raise Http404
    return WORDS[word]


def _form(request: HttpRequest, page: Page, act: Act, form: ChangeForm) -> HttpResponse:
    person = person_of(request)
    verdict = may_keep(person, page.space, now())
    context = {"page": page, "act": act, "form": form, "verdict": verdict, "marking": page.marking_line}
    return render(request, "clearance/page_change.html", context, status=422 if form.errors else 200)


def _foreseen(request: HttpRequest, form: ChangeForm, foreseen: Foreseen) -> HttpResponse:
    page = foreseen.page
    context = {"page": page, "form": form, "foreseen": foreseen, "marking": page.marking_line}
    return render(request, "clearance/page_change_confirm.html", context)


def _done(request: HttpRequest, act: Act, outcome: Submission | Page) -> HttpResponse:
    if isinstance(outcome, Submission):
        say_who_was_told(request, outcome)
        return redirect(outcome)
    messages.success(request, DONE[act])
    return redirect(outcome)


DONE = {
    Act.WITHDRAW: "The page is withdrawn. Readers still find its text, under your explanation.",
    Act.REPLACE: "The page is replaced. Readers are sent on to the other one.",
    Act.REMOVE: "The page is unpublished. Readers find your explanation, and nothing else.",
    Act.MOVE: "The page has moved. Its old address leads here.",
}

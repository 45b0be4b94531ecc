"""Drafting: start or join, write, preview, discard, restore."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages import markup
from apps.pages.actions import drafts as actions
from apps.pages.actions import presence, saving
from apps.pages.actions.live import settle_now
from apps.pages.forms.drafts import DraftForm, NewPageForm
from apps.pages.models import Draft, Edition, KeptText, Page
from apps.pages.models.markings import marking_over
from apps.pages.queries.files import in_draft
from apps.pages.queries.pages import linked_by, pieces, writers_of
from apps.pages.rules import may_discard, may_draft_in, may_restore, may_write
from apps.pages.views.saved import tell_what_came_of
from apps.people.requests import person_of

NARROWED = (
    "You have marked this OFFICIAL-SENSITIVE, so fewer people will read it: {}. If more people need to know what it "
    "says, change who can read it and save again."
)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, page_id: int) -> HttpResponse:
    person = person_of(request)
    page = get_object_or_404(Page.objects.known_to(person).select_related("space__unit"), pk=page_id)
    if request.method == "POST":
        return redirect("pages:draft-edit", actions.start(page, by=person, at=now()).pk)
    verdict = may_draft_in(person, page.space, now())
    draft = (
        Draft.objects.visible_to(person).open().filter(page=page, is_urgent=False).select_related("saved_by").first()
    )
    return render(request, "pages/draft_start.html", {"page": page, "draft": draft, "verdict": verdict})


@require_http_methods(["GET", "HEAD", "POST"])
def new_page(request: HttpRequest, page_id: int) -> HttpResponse:
    person = person_of(request)
    parent = get_object_or_404(Page.objects.visible_to(person).select_related("space__unit"), pk=page_id)
    form = NewPageForm(request.POST or None, templates=parent.space.templates.order_by("name"))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            draft = actions.start_new(parent, said["title"], template=said["template"], by=person, at=now())
        except Refused as refusal:
            form.add_error("title", refusal.reason)
        else:
            return redirect("pages:draft-edit", draft.pk)
    context = {"form": form, "parent": parent, "verdict": may_draft_in(person, parent.space, now())}
    return render(request, "pages/page_new.html", context, status=422 if form.errors else 200)


@require_safe
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    person = person_of(request)
    found = _draft(request, draft_id)
    rendered = markup.render(found.body)
    context = {
        "draft": found,
        "marking": found.marking_line,
        "pieces": pieces(rendered.html, linked_by(rendered.links, found.space, person), in_draft(found)),
        "writers": writers_of(found),
        "kept": KeptText.objects.visible_to(person).set_aside().filter(draft=found).order_by("-at"),
        "may_write": may_write(person, found, now()),
        "may_discard": may_discard(person, found, now()),
    }
    return render(request, "pages/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, draft_id: int) -> HttpResponse:
    found, person = _draft(request, draft_id), person_of(request)
    if request.method != "POST" and not may_write(person, found, now()):
        return redirect(found)
    if request.method != "POST":
        form = DraftForm.showing(found, version=found.version, unit=found.space.unit)
        return _editor(request, found, form)
    form = DraftForm(request.POST, unit=found.space.unit, was=found)
    if not form.is_valid() or "preview" in request.POST:
        return _editor(request, found, form)
    sent = {"made_on": form.cleaned_data["version"], "form": form.open_form()}
    try:
        saved = saving.save(found, form.words(), **sent, by=person, at=now())
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return _editor(request, found, form)
    if kept := tell_what_came_of(request, saved):
        return kept
    if form.has_narrowed:
        messages.warning(request, NARROWED.format(saved.draft.get_audience_display()))
    stays = "stay" in request.POST
    if not stays:
        presence.leave(found, by=person)
    return redirect("pages:draft-edit" if stays else "pages:draft", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    found = _draft(request, draft_id)
    person = person_of(request)
    if request.method == "POST":
        actions.discard(found, by=person, at=now())
        messages.success(request, "The draft has been discarded.")
        # Where it says how to take it up again.
        return redirect(found)
    verdict = may_discard(person, found, now())
    return render(request, "pages/draft_discard.html", {"draft": found, "verdict": verdict})


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    person = person_of(request)
    editions = Edition.objects.visible_to(person).select_related("page__space__unit", "revision")
    edition = get_object_or_404(editions, page__pk=page_id, number=number)
    if request.method == "POST":
        return redirect(actions.restore(edition, by=person, at=now()))
    verdict = may_restore(person, edition, now())
    return render(request, "pages/edition_restore.html", {"edition": edition, "page": edition.page, "verdict": verdict})


def _draft(request: HttpRequest, draft_id: int) -> Draft:
    drafts = Draft.objects.visible_to(person_of(request))
    wanted = drafts.select_related("space__unit", "page", "parent", "base", "saved_by", "opened_by")
    found = get_object_or_404(wanted, pk=draft_id)
    # What was typed live a moment ago is part of what one comes to see.
    if request.method != "POST" and settle_now(found.pk, at=now()):
        found = wanted.get(pk=draft_id)
    return found


def _editor(request: HttpRequest, found: Draft, form: DraftForm) -> HttpResponse:
    person = person_of(request)
    typed = Draft(**form.marked()) if form.is_bound else found
    context = {"draft": found, "form": form, "may_write": may_write(person, found, now())}
    if context["may_write"]:
        presence.note(found, by=person, at=now())
    context["marking"] = marking_over(found, typed)
    if "preview" in request.POST and form.is_valid():
        rendered = markup.render(form.cleaned_data["body"])
        context |= {
            "pieces": pieces(rendered.html, linked_by(rendered.links, found.space, person), in_draft(found)),
            "preview_title": form.cleaned_data["title"],
        }
    return render(request, "pages/draft_edit.html", context, status=422 if form.errors else 200)

"""What was written in a draft: its versions, comparisons of them, names, going back, and who wrote what."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.pages import markup
from apps.pages.actions import versions as actions
from apps.pages.compare import compare_words
from apps.pages.forms.versions import CompareVersionsForm, HistoryForm, NameForm, RestoreForm
from apps.pages.going_back import may_restore_version
from apps.pages.models import Draft, DraftSave, Page, Space
from apps.pages.models.markings import marking_over
from apps.pages.queries.files import attachments, changes, in_version
from apps.pages.queries.pages import linked_by, pieces, rendered_difference
from apps.pages.queries.versions import differences, published_from, sittings, told, who_wrote, writers_in
from apps.pages.rules import may_draft_in
from apps.people.requests import person_of

SITTINGS_A_PAGE = 25
PARAGRAPHS_A_PAGE = 50


@require_safe
def history(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = _draft(request, draft_id)
    form = HistoryForm(request.GET or None, writers=writers_in(draft))
    page_obj = page_asked(request, sittings(draft, **form.wanted()), SITTINGS_A_PAGE)
    context = {
        "draft": draft,
        "form": form,
        "page_obj": page_obj,
        "sittings": told(draft, page_obj),
        "is_narrowed": any(form.wanted().values()),
        "compare_form": CompareVersionsForm(
            latest=draft.version, initial={"earlier": max(0, draft.version - 1), "later": draft.version}
        ),
    }
    return render(request, "pages/draft_history.html", context, status=422 if form.errors else 200)


@require_safe
def version(request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
    person = person_of(request)
    found = _version(request, draft_id, number)
    rendered = markup.render(found.body)
    [sitting] = told(found.draft, [[number]])
    context = {
        "draft": found.draft,
        "version": found,
        "entry": sitting.latest,
        "marking": marking_over(found.draft, found),
        "pieces": pieces(rendered.html, linked_by(rendered.links, found.draft.space, person), in_version(found)),
        "files": attachments(found.files, "pages:version-file", draft_id, number),
        "may_restore": may_restore_version(person, found.draft, found, now()),
        "may_name": may_draft_in(person, found.draft.space, now()),
    }
    return render(request, "pages/draft_version.html", context)


@require_safe
def comparison(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = _draft(request, draft_id)
    form = CompareVersionsForm(request.GET or None, latest=draft.version)
    context = {"draft": draft, "form": form}
    if form.is_valid():
        numbers = form.cleaned_data
        wanted = {one.version: one for one in draft.saves.filter(version__in=numbers.values()).select_related("by")}
        earlier, later = wanted[numbers["earlier"]], wanted[numbers["later"]]
        context |= {
            "earlier": earlier,
            "later": later,
            "marking": marking_over(draft, earlier, later),
            "differences": differences(earlier, later),
            "file_changes": changes(earlier.files, later.files),
            "comparison": compare_words(earlier.body, later.body),
            "difference": rendered_difference(
                markup.render(earlier.body).html,
                markup.render(later.body).html,
                in_version(earlier) | in_version(later),
            ),
        }
    return render(request, "pages/draft_comparison.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
    person = person_of(request)
    found = _version(request, draft_id, number)
    form = RestoreForm(request.POST or None, initial={"version": found.draft.version})
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        draft = actions.restore_version(found, made_on=seen, by=person, at=now())
        messages.success(request, f"Version {number} is what the draft says again. Every later version is still there.")
        return redirect(draft)
    context = {
        "draft": found.draft,
        "version": found,
        "form": form,
        "marking": marking_over(found.draft, found),
        "verdict": may_restore_version(person, found.draft, found, now()),
    }
    return render(request, "pages/draft_version_restore.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, draft_id: int, number: int) -> HttpResponse:
    person = person_of(request)
    found = _version(request, draft_id, number)
    verdict = may_draft_in(person, found.draft.space, now())
    form = NameForm(request.POST or None, initial={"name": found.name, "was": found.name})
    form.fields["name"].required = "unname" not in request.POST
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        called = "" if "unname" in request.POST else said["name"]
        try:
            actions.name_version(found, called, was=said["was"], by=person, at=now())
        except Refused as refusal:
            form.add_error("name", refusal.reason)
        else:
            done = f"Version {number} is now called ‘{called}’." if called else "The name has been taken off."
            messages.success(request, done)
            return redirect("pages:draft-version", draft_id, number)
    context = {"draft": found.draft, "version": found, "form": form, "verdict": verdict}
    return render(request, "pages/draft_version_name.html", context, status=422 if form.errors else 200)


@require_safe
def who_wrote_draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = _draft(request, draft_id)
    return _who_wrote(request, draft.saves.get(version=draft.version), {"draft": draft, "marking": draft.marking_line})


@require_safe
def who_wrote_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """For those who may see its drafts: readers are told who wrote a page, and not who wrote what in it."""
    person = person_of(request)
    pages = Page.objects.visible_to(person).filter(space__in=Space.objects.drafted_by(person), edition__isnull=False)
    page = get_object_or_404(pages.select_related("space", "edition__puts_back", "edition__revision"), pk=page_id)
    assert page.edition is not None
    context = {"page": page, "edition": page.edition, "marking": page.marking_line}
    found = published_from(page.edition)
    if found is None or not Draft.objects.visible_to(person).filter(pk=found.draft_id).exists():
        return render(request, "pages/who_wrote.html", context)
    return _who_wrote(request, found, context)


def _who_wrote(request: HttpRequest, found: DraftSave, context: dict[str, object]) -> HttpResponse:
    page_obj = page_asked(request, markup.paragraphs(found.body), PARAGRAPHS_A_PAGE)
    context |= {"version": found, "page_obj": page_obj, "paragraphs": who_wrote(found, list(page_obj))}
    return render(request, "pages/who_wrote.html", context)


def _draft(request: HttpRequest, draft_id: int) -> Draft:
    drafts = Draft.objects.visible_to(person_of(request)).select_related("space__unit", "page", "parent")
    return get_object_or_404(drafts, pk=draft_id)


def _version(request: HttpRequest, draft_id: int, number: int) -> DraftSave:
    drafts = Draft.objects.visible_to(person_of(request))
    versions = DraftSave.objects.select_related("draft__space__unit", "by", "named_by")
    return get_object_or_404(versions, draft__in=drafts, draft_id=draft_id, version=number)

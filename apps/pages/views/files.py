"""Files: in a draft, for its writers to add and change; with a page, for its readers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.clock import now
from apps.core.limits import count_try, tries
from apps.core.rules import Refused
from apps.pages.actions import files as actions
from apps.pages.files.kinds import kind_named
from apps.pages.forms.files import AddFileForm, DescribeFileForm, ReplaceFileForm, TakeOutFileForm
from apps.pages.models import Draft, DraftSave, Edition, Page
from apps.pages.models.drafts import Attached
from apps.pages.queries.files import attachments, mark_of
from apps.pages.rules import may_write
from apps.pages.views.handing_out import hand_out
from apps.people.requests import person_of

ChangeForm = ReplaceFileForm | DescribeFileForm | TakeOutFileForm
# Looking through a file takes time: nobody needs more of it than this.
UPLOADS, STRETCH_SECONDS = 200, 3600
UPLOAD = "file-upload"
TOO_MANY = "You have added very many files in the last hour. Wait a while before you add more."


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft, person = _draft(request, draft_id), person_of(request)
    verdict = may_write(person, draft, now())
    form = AddFileForm()
    if request.method == "POST":
        keep_from_too_many(request)
        form = AddFileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                said = form.cleaned_data
                draft, name = actions.attach(draft, said["file"], said["alt"], by=person, at=now())
            except Refused as refusal:
                form.add_error(None, refusal.reason)
            else:
                messages.success(request, f"Added as {name}.")
                return redirect("pages:draft-files", draft.pk)
    listed = attachments(draft.files, "pages:draft-file", draft.pk)
    context = {"draft": draft, "form": form, "files": listed, "verdict": verdict, "marking": draft.marking_line}
    return render(request, "pages/draft_files.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, draft_id: int, name: str) -> HttpResponse:
    draft, file = _file(request, draft_id, name)
    form = ReplaceFileForm(initial={"seen": mark_of(file)})
    if request.method == "POST":
        keep_from_too_many(request)
        form = ReplaceFileForm(request.POST, request.FILES)

    def act(said: dict[str, Any]) -> None:
        actions.replace(draft, name, said["file"], seen=said["seen"], by=person_of(request), at=now())

    done = _changed(request, draft, form, act, f"{name} has been replaced.")
    return done or _asked(request, "pages/file_replace.html", draft, file, form)


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, draft_id: int, name: str) -> HttpResponse:
    draft, file = _file(request, draft_id, name)
    kind = kind_named(name)
    is_image = kind is not None and kind.is_image
    before = {"seen": mark_of(file), "alt": file["alt"], "decorates": not file["alt"]}
    form = DescribeFileForm(request.POST or None, initial=before, is_image=is_image)

    def act(said: dict[str, Any]) -> None:
        actions.describe(draft, name, said["alt"], seen=said["seen"], by=person_of(request), at=now())

    done = _changed(request, draft, form, act, f"What {name} shows has been saved.")
    return done or _asked(request, "pages/file_describe.html", draft, file, form)


@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, draft_id: int, name: str) -> HttpResponse:
    draft, file = _file(request, draft_id, name)
    form = TakeOutFileForm(request.POST or None, initial={"seen": mark_of(file)})

    def act(said: dict[str, Any]) -> None:
        actions.take_out(draft, name, seen=said["seen"], by=person_of(request), at=now())

    done = _changed(request, draft, form, act, f"{name} has been taken out. The versions before still have it.")
    return done or _asked(request, "pages/file_take_out.html", draft, file, form)


@require_safe
def of_draft(request: HttpRequest, draft_id: int, name: str) -> HttpResponseBase:
    return hand_out(request, _draft(request, draft_id).files, name)


@require_safe
def of_version(request: HttpRequest, draft_id: int, number: int, name: str) -> HttpResponseBase:
    seen = Draft.objects.visible_to(person_of(request))
    version = get_object_or_404(DraftSave.objects.only("files"), draft__in=seen, draft__pk=draft_id, version=number)
    return hand_out(request, version.files, name)


@require_safe
def of_page(request: HttpRequest, page_id: int, name: str) -> HttpResponseBase:
    """What goes with the text that readers find at the page's address now; nothing where there is no text."""
    pages = Page.objects.visible_to(person_of(request)).listed()
    shown = get_object_or_404(Edition.objects.only("files"), pk__in=pages.filter(pk=page_id).values("edition"))
    return hand_out(request, shown.files, name)


@require_safe
def of_edition(request: HttpRequest, page_id: int, number: int, name: str) -> HttpResponseBase:
    person = person_of(request)
    pages = Page.objects.visible_to(person)
    seen = Edition.objects.visible_to(person).only("files").filter(page__in=pages)
    return hand_out(request, get_object_or_404(seen, page_id=page_id, number=number).files, name)


def _draft(request: HttpRequest, draft_id: int) -> Draft:
    seen = Draft.objects.visible_to(person_of(request))
    return get_object_or_404(seen.select_related("space__unit", "page", "parent"), pk=draft_id)


def _file(request: HttpRequest, draft_id: int, name: str) -> tuple[Draft, Attached]:
    """The draft and its file of that name. Raises Http404 where there is none."""
    draft = _draft(request, draft_id)
    file = next((one for one in draft.files if one["name"] == name), None)
    if file is None:
        raise Http404
    return draft, file


def keep_from_too_many(request: HttpRequest) -> None:
    """Count that somebody uploads a file, and refuse when they have uploaded very many within an hour."""
    who, at = str(person_of(request).pk), now()
    if tries(UPLOAD, who, seconds=STRETCH_SECONDS, at=at) >= UPLOADS:
        raise Refused(TOO_MANY)
    count_try(UPLOAD, who, seconds=STRETCH_SECONDS, at=at)


def _changed(
    request: HttpRequest, draft: Draft, form: ChangeForm, act: Callable[[dict[str, Any]], None], done: str
) -> HttpResponse | None:
    """Where somebody goes once the file is changed as they asked; None where they are still to be asked."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None
    messages.success(request, done)
    return redirect("pages:draft-files", draft.pk)


def _asked(request: HttpRequest, template: str, draft: Draft, file: Attached, form: ChangeForm) -> HttpResponse:
    [listed] = attachments([file], "pages:draft-file", draft.pk)
    verdict = may_write(person_of(request), draft, now())
    context = {"draft": draft, "file": listed, "form": form, "verdict": verdict, "marking": draft.marking_line}
    return render(request, template, context, status=422 if form.errors else 200)

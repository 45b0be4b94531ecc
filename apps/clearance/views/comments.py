"""Comments on the words of a draft: the text paragraph by paragraph, and each comment with its answers."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.clearance.actions import commenting
from apps.clearance.choices import SubmissionState
from apps.clearance.forms.comments import CommentForm, ReplyForm, SettleForm
from apps.clearance.models import Submission
from apps.clearance.queries.comments import (
    Reading,
    address,
    comments_seen_by,
    discussion,
    drafts_discussed,
    place,
    reading_of,
    with_what_was_said,
)
from apps.clearance.queries.paragraphs import number_at, paragraph_at, text_with_comments
from apps.clearance.rules.comments import may_comment, may_reopen, may_settle
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.models import Comment
from apps.pages.models.markings import marking_over
from apps.people.requests import person_of

PARAGRAPHS_A_PAGE = 40


@require_safe
def comments(request: HttpRequest, draft_id: int) -> HttpResponse:
    person = person_of(request)
    reading = _reading(request, draft_id)
    placed = discussion(reading, person)
    laid = text_with_comments(reading, placed, person)
    paginator = Paginator(laid.paragraphs, PARAGRAPHS_A_PAGE)
    wanted = next((one for one in laid.paragraphs if one.holds(request.GET.get("comment", ""))), None)
    number = (wanted.number - 1) // PARAGRAPHS_A_PAGE + 1 if wanted else request.GET.get("page")
    context = _around(reading) | {
        "page_obj": paginator.get_page(number),
        "laid": laid,
        "may_comment": may_comment(person, reading.draft, now()),
        "marking": marking_over(reading.wording, *(one.marked for one in placed if one.marked)),
    }
    return render(request, "clearance/comments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, draft_id: int) -> HttpResponse:
    reading = _reading(request, draft_id)
    if request.method != "POST":
        return _comment_form(request, reading, CommentForm.opening(reading, request.GET.dict()))
    form = CommentForm(request.POST, reading=reading)
    if form.is_valid():
        try:
            made = commenting.comment(reading.draft, form.remark(), by=person_of(request), at=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            _say_where_it_stands(request, reading, made)
            return redirect(_in_the_text(made))
    return _comment_form(request, reading, form)


@require_safe
def comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    return _shown(request, _comment(request, comment_id), ReplyForm(), SettleForm())


@require_POST
def reply(request: HttpRequest, comment_id: int) -> HttpResponse:
    found, form = _comment(request, comment_id), ReplyForm(request.POST)
    if form.is_valid():
        try:
            commenting.reply(found, form.cleaned_data["body"], by=person_of(request), at=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Your reply has been added.")
            return redirect(address(found))
    return _shown(request, found, form, SettleForm(), status=422)


@require_POST
def settle(request: HttpRequest, comment_id: int) -> HttpResponse:
    found, form = _comment(request, comment_id), SettleForm(request.POST)
    if form.is_valid():
        try:
            commenting.settle(found, because=form.cleaned_data["because"], by=person_of(request), at=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "The comment has been settled.")
            return redirect(address(found))
    return _shown(request, found, ReplyForm(), form, status=422)


@require_POST
def reopen(request: HttpRequest, comment_id: int) -> HttpResponse:
    found = commenting.reopen(_comment(request, comment_id), by=person_of(request), at=now())
    messages.success(request, "The comment has been opened again.")
    return redirect(address(found))


def _reading(request: HttpRequest, draft_id: int) -> Reading:
    person = person_of(request)
    drafts = drafts_discussed(person).select_related("space__unit", "page", "parent", "base")
    return _seen(reading_of(get_object_or_404(drafts, pk=draft_id), person))


def _seen(reading: Reading | None) -> Reading:
    if reading is None:
        raise Http404
    return reading


def _comment(request: HttpRequest, comment_id: int) -> Comment:
    return get_object_or_404(with_what_was_said(comments_seen_by(person_of(request))), pk=comment_id)


def _around(reading: Reading) -> dict[str, Any]:
    submitted = isinstance(reading.wording, Submission)
    return {"reading": reading, "draft": reading.draft, "submission": reading.wording if submitted else None}


def _comment_form(request: HttpRequest, reading: Reading, form: CommentForm) -> HttpResponse:
    person = person_of(request)
    number = form["paragraph"].value()
    context = _around(reading) | {
        "form": form,
        "paragraph": paragraph_at(reading.draft, form.wording, str(number), person),
        "may_comment": may_comment(person, reading.draft, now()),
        "marking": marking_over(reading.wording, form.wording),
    }
    return render(request, "clearance/comment_new.html", context, status=422 if form.errors else 200)


def _say_where_it_stands(request: HttpRequest, reading: Reading, made: Comment) -> None:
    if made.version == reading.version:
        messages.success(request, "Your comment has been added.")
    elif place(reading, [made])[0].is_orphan:
        messages.warning(request, "Your comment has been added, but what it is about is no longer in the text.")
    else:
        messages.warning(request, "Your comment has been added where its words stand now: the draft has changed.")


def _in_the_text(made: Comment) -> str:
    return f"{reverse('clearance:comments', args=[made.draft_id])}?comment={made.pk}#comment-{made.pk}"


def _shown(
    request: HttpRequest, found: Comment, reply_form: ReplyForm, settle_form: SettleForm, *, status: int = 200
) -> HttpResponse:
    person, at = person_of(request), now()
    reading = _seen(reading_of(found.draft, person))
    placed = place(reading, [found])[0]
    waiting = Submission.objects.visible_to(person).filter(draft=found.draft, state=SubmissionState.OPEN)
    context = _around(reading) | {
        "one": placed,
        "stands": placed.span.of(reading.text) if placed.span else "",
        "paragraph_number": number_at(reading.text, placed.span),
        "reply_form": reply_form,
        "settle_form": settle_form,
        "may_comment": may_comment(person, found.draft, at),
        "may_settle": may_settle(person, found, at),
        "may_reopen": may_reopen(person, found, at),
        "waiting": waiting.defer("body").first(),
        "marking": marking_over(reading.wording, *([placed.marked] if placed.marked else [])),
    }
    return render(request, "clearance/comment.html", context, status=status)

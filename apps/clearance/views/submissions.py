"""Submitting a draft, and the reviewer's one page."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.clearance.actions import deciding
from apps.clearance.actions.on_standing import hand_in
from apps.clearance.choices import Act, SubmissionState
from apps.clearance.forms.submissions import ClearForm, CoverForm, PracticeCoverForm, SendBackForm, cover_form
from apps.clearance.models import Submission
from apps.clearance.queries.authority import Authority
from apps.clearance.queries.files import in_submission
from apps.clearance.queries.submissions import (
    authorities,
    authors_of,
    decisions_on,
    earlier_rounds,
    open_conditions,
    published_before,
    route_of,
    seats_of,
    waiting_seats,
    who_could_fill,
)
from apps.clearance.rules.on_standing import may_go_live
from apps.clearance.rules.submissions import may_clear, may_decide, may_submit, may_take_back
from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.templatetags.govuk import govuk_datetime
from apps.pages import markup
from apps.pages.actions.live import settle_now
from apps.pages.choices import DraftState
from apps.pages.compare import compare_words
from apps.pages.models import Draft, Edition
from apps.pages.models.markings import marking_over
from apps.pages.queries.files import in_edition
from apps.pages.queries.pages import linked_by, pieces, rendered_difference
from apps.people.models import Person
from apps.people.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, draft_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    drafts = Draft.objects.visible_to(person).select_related("space__unit", "base", "page", "parent")
    draft = get_object_or_404(drafts, pk=draft_id)
    # What was typed live a moment ago is what would be submitted, so it is what is shown.
    if request.method != "POST" and settle_now(draft.pk, at=at):
        draft = drafts.get(pk=draft_id)
    initial, opened_at = {"version": draft.version}, None
    form = cover_form(draft, request.POST or None, initial=initial, at=at, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(request, _hand_in(draft, form, by=person, at=at))
        except Refused as refusal:
            form.add_error(None, refusal.reason)
            # Somebody may have saved meanwhile: the page is about what the draft says now.
            draft = get_object_or_404(drafts, pk=draft_id)
            opened_at = form.catch_up(draft.version)
    context = {"draft": draft, "form": form, "verdict": may_submit(person, draft, at), "marking": draft.marking_line}
    context["opened_at"] = opened_at
    context["route"] = route_of(draft, submitted_by=person, at=at)
    context["live"] = may_go_live(person, draft, at) if draft.space.is_practice else None
    return render(request, "clearance/submit.html", context, status=422 if form.errors else 200)


@require_safe
def submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    found = _submission(request, submission_id)
    ways = _ways(request, found)
    return _shown(request, found, ways, ClearForm(ways=ways), SendBackForm(ways=ways, act=found.act))


@require_POST
def clear(request: HttpRequest, submission_id: int) -> HttpResponse:
    person, found = person_of(request), _submission(request, submission_id)
    ways = _ways(request, found)
    form = ClearForm(request.POST, ways=ways)
    if form.is_valid():
        try:
            cleared = deciding.clear(found, by=person, at=now(), comment=form.cleaned_data["comment"], way=form.way)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            _say_what_followed(request, cleared)
            return redirect(cleared)
    return _shown(request, found, ways, form, SendBackForm(ways=ways, act=found.act), status=422)


@require_POST
def send_back(request: HttpRequest, submission_id: int) -> HttpResponse:
    person, found = person_of(request), _submission(request, submission_id)
    ways = _ways(request, found)
    form = SendBackForm(request.POST, ways=ways, act=found.act)
    if form.is_valid():
        because = form.cleaned_data["because"]
        try:
            returned = deciding.send_back(found, because=because, by=person, at=now(), way=form.way)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            authors = "its authors" if returned.draft else "whoever proposed it"
            messages.success(request, f"Sent back to {authors} with your comments.")
            return redirect(returned)
    return _shown(request, found, ways, ClearForm(ways=ways), form, status=422)


@require_POST
def take_back(request: HttpRequest, submission_id: int) -> HttpResponse:
    found = _submission(request, submission_id)
    taken = deciding.take_back(found, by=person_of(request), at=now())
    messages.success(request, f"Taken back. {'The draft can be changed again.' if taken.draft else 'Nothing changes.'}")
    return redirect(taken.draft or taken)


def _submission(request: HttpRequest, submission_id: int) -> Submission:
    seen = Submission.objects.visible_to(person_of(request))
    wanted = seen.select_related(
        "space__unit", "draft__page", "draft__parent", "draft__base", "proposal", "page", "submitted_by", "closed_by"
    )
    return get_object_or_404(wanted, pk=submission_id)


def _ways(request: HttpRequest, found: Submission) -> list[Authority]:
    return authorities(person_of(request), found, at=now()) if found.is_open else []


def _hand_in(draft: Draft, form: CoverForm, *, by: Person, at: datetime) -> Submission | Edition:
    if isinstance(form, PracticeCoverForm):
        form.accept(at=at)
    return hand_in(draft, form.cover(localdate()), version=form.cleaned_data["version"], by=by, at=at)


def _sent(request: HttpRequest, sent: Submission | Edition) -> HttpResponse:
    if isinstance(sent, Submission):
        say_who_was_told(request, sent)
        return redirect(sent)
    messages.success(request, "Published. Readers see it now; stewards look at some of what is published like this.")
    return redirect(sent.page)


def say_who_was_told(request: HttpRequest, sent: Submission) -> None:
    """Tell the submitter that it is on its way, or that nobody could clear it now."""
    first = waiting_seats(sent)[0]
    if who_could_fill(first, at=now()).exists():
        messages.success(request, "Submitted for clearance. The people who can clear it have been told.")
    else:
        messages.warning(request, f"Submitted for clearance, but nobody holds the post it needs now: {first}.")


def _say_what_followed(request: HttpRequest, cleared: Submission) -> None:
    if cleared.state == SubmissionState.VOID:
        messages.error(request, cleared.outcome)
    elif cleared.is_open:
        messages.success(request, "Cleared. It has gone to the next step, and the people there have been told.")
    elif cleared.act == Act.EMERGENCY:
        messages.success(request, "Reviewed and cleared. The page no longer carries a warning.")
    elif cleared.draft and cleared.draft.state == DraftState.SCHEDULED:
        messages.success(request, f"Cleared. It will be published on {govuk_datetime(cleared.publish_at)}.")
    elif cleared.draft:
        messages.success(request, "Cleared and published.")
    else:
        messages.success(request, "Cleared, and done as it was proposed.")


def _shown(
    request: HttpRequest,
    found: Submission,
    ways: list[Authority],
    clear_form: ClearForm,
    return_form: SendBackForm,
    *,
    status: int = 200,
) -> HttpResponse:
    person, at = person_of(request), now()
    context: dict[str, Any] = {
        "submission": found,
        "draft": found.draft,
        "authors": authors_of(found),
        "seats": seats_of(found),
        "decisions": decisions_on(found),
        "earlier": earlier_rounds(found).filter(pk__in=Submission.objects.visible_to(person).values("pk")),
        "ways": ways,
        "clear_form": clear_form,
        "return_form": return_form,
        "may_decide": may_decide(person, found, at, ways),
        "may_clear": may_clear(person, found, at, ways),
        "conditions": open_conditions(found),
        "may_take_back": may_take_back(person, found, at),
        "is_member": found.space.unit_id in person.reach,
    }
    context |= _texts(found, request)
    return render(request, "clearance/submission.html", context, status=status)


def _texts(found: Submission, request: HttpRequest) -> dict[str, Any]:
    """The words under clearance, and how they differ from what readers see now."""
    if found.draft is None:
        return {"marking": found.marking_line}
    before = published_before(found.draft, person_of(request))
    rendered, files = markup.render(found.body), in_submission(found)
    return {
        "before": before,
        "marking": marking_over(found, *([before] if before else [])),
        "pieces": pieces(rendered.html, linked_by(rendered.links, found.space, person_of(request)), files),
        "comparison": compare_words(before.body if before else "", found.body),
        "difference": rendered_difference(before.html, rendered.html, in_edition(before) | files) if before else "",
    }

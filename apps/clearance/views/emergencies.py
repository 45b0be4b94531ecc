"""Publishing in an emergency, and who reviews what was."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.clearance.actions import emergencies as actions
from apps.clearance.forms.emergencies import EmergencyForm, SecondForm
from apps.clearance.models import Emergency, Submission
from apps.clearance.queries.emergencies import (
    could_be_second,
    could_review,
    emergencies_in,
    review_due,
    roles_held,
    roles_in,
)
from apps.clearance.rules.emergencies import may_name_another, may_publish_in_emergency
from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.pages.models import Draft, Page, Space
from apps.people.requests import person_of

ROWS_A_PAGE = 50
PUBLISHED = "Published. {} has been told, and is to review it."


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, draft_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    drafts = Draft.objects.visible_to(person).select_related("space__unit", "base", "page", "parent")
    draft = get_object_or_404(drafts, pk=draft_id)
    role = next(iter(roles_held(person, draft.space, at=at)), None)
    able = could_be_second(draft, by=person, at=at)
    must_fall_back = role is not None and role.falls_back
    initial = {"version": draft.version}
    form = EmergencyForm(request.POST or None, able=able, must_fall_back=must_fall_back, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            done = actions.publish_in_emergency(draft, form.urgency(), version=version, by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, PUBLISHED.format(done.second))
            return redirect(done.submission)
    verdict = may_publish_in_emergency(person, draft, at)
    context = {"draft": draft, "form": form, "verdict": verdict, "role": role, "able": able}
    context |= {"due_at": review_due(role, at=at) if role else None, "marking": draft.marking_line}
    return render(request, "clearance/emergency.html", context, status=422 if form.errors else 200)


@require_POST
def start_urgent(request: HttpRequest, page_id: int) -> HttpResponse:
    person = person_of(request)
    page = get_object_or_404(Page.objects.visible_to(person).select_related("space__unit"), pk=page_id)
    return redirect("pages:draft-edit", actions.start_urgent(page, by=person, at=now()).pk)


@require_safe
def emergencies(request: HttpRequest, space_id: int) -> HttpResponse:
    """Who may publish in an emergency in a space, what was published so, and what became of it."""
    space = get_object_or_404(Space.objects.kept_by(person_of(request)), pk=space_id)
    page_obj = page_asked(request, emergencies_in(space), ROWS_A_PAGE)
    context = {"space": space, "page_obj": page_obj, "roles": roles_in(space)}
    return render(request, "clearance/emergencies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def name_another(request: HttpRequest, submission_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    seen = Submission.objects.visible_to(person).select_related("space__unit")
    found = Emergency.objects.filter(submission__in=seen).select_related("page__space__unit", "second", "submission")
    emergency = get_object_or_404(found, submission__pk=submission_id)
    form = SecondForm(request.POST or None, able=could_review(emergency.submission, at=at))
    if request.method == "POST" and form.is_valid():
        try:
            because = form.cleaned_data["because"]
            actions.name_another(emergency, form.named(), because=because, by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"{form.named()} has been told, and is to review it.")
            return redirect(emergency.submission)
    context = {"emergency": emergency, "submission": emergency.submission, "form": form}
    context |= {"verdict": may_name_another(person, emergency, at), "marking": emergency.submission.marking_line}
    return render(request, "clearance/second.html", context, status=422 if form.errors else 200)

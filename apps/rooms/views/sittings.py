"""Web chats: listed, announced, read, begun, ended and called off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.people.models import Person
from apps.people.requests import person_of
from apps.practice.forms.questions import ReasonForm
from apps.rooms.actions import sitting_questions, sittings, transcribing
from apps.rooms.choices import MOST_PROMOTED
from apps.rooms.forms.promoting import PageForm
from apps.rooms.forms.sittings import AskForm, SittingForm
from apps.rooms.models import Sitting
from apps.rooms.queries.sittings import answers_shown, as_shown, questions_of, reader_of, sittings_of
from apps.rooms.rules.sittings import (
    may_ask,
    may_begin,
    may_call_off,
    may_end,
    may_run_sittings,
    may_set_clearing,
    may_transcribe,
)
from apps.rooms.views.rooms import room_for

SITTINGS_A_PAGE = 20
QUESTIONS_A_PAGE = 30


@require_safe
def list_sittings(request: HttpRequest, room_id: int) -> HttpResponse:
    person = person_of(request)
    room = room_for(person, room_id)
    context = {
        "room": room,
        "page_obj": page_asked(request, sittings_of(room), SITTINGS_A_PAGE),
        "may_run": may_run_sittings(person, room, now()),
        "may_set_clearing": may_set_clearing(person, room, not room.clears_answers, now()),
    }
    return render(request, "rooms/sittings.html", context)


@require_POST
def set_clearing(request: HttpRequest, room_id: int) -> HttpResponse:
    person = person_of(request)
    clears = request.POST.get("clears") == "yes"
    room = sittings.set_clearing(room_for(person, room_id), clears=clears, by=person, at=now())
    shows = "once they are cleared" if room.clears_answers else "at once"
    messages.success(request, f"Answers in web chats announced from now on show {shows}.")
    return redirect("rooms:sittings", room.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest, room_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    room = room_for(person, room_id)
    form = SittingForm(request.POST or None, room=room, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            sitting = sittings.announce(room, form.announcement(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"It is announced, and {sitting.leader} has been told.")
            return redirect(sitting)
    context = {"room": room, "form": form, "verdict": may_run_sittings(person, room, at)}
    return render(request, "rooms/sitting_new.html", context, status=422 if form.errors else 200)


@require_safe
def sitting(request: HttpRequest, sitting_id: int) -> HttpResponse:
    person = person_of(request)
    return show(request, sitting_for(person, sitting_id), AskForm(person=person))


@require_POST
def ask(request: HttpRequest, sitting_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = sitting_for(person, sitting_id)
    form = AskForm(request.POST, person=person)
    if form.is_valid():
        try:
            form.accept(at=at)
            asked = sitting_questions.ask(found, form.cleaned_data["body"].strip(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Your question is asked. You will be told of the answer.")
            return redirect(asked.sitting)
    return show(request, found, form)


@require_POST
def begin(request: HttpRequest, sitting_id: int) -> HttpResponse:
    person = person_of(request)
    found = sittings.begin(sitting_for(person, sitting_id), by=person, at=now())
    messages.success(request, f"It has begun. {found.leader} can answer now.")
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """It cannot be begun again, so that is asked about once more."""
    person, at = person_of(request), now()
    found = sitting_for(person, sitting_id)
    if request.method == "POST":
        sittings.end(found, by=person, at=at)
        messages.success(request, "It is over. What was put can still be answered.")
        return redirect(found)
    context = {"sitting": found, "room": found.room, "verdict": may_end(person, found, at)}
    return render(request, "rooms/sitting_end.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, sitting_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = sitting_for(person, sitting_id)
    form = ReasonForm(request.POST or None, label="Why is it called off?")
    if request.method == "POST" and form.is_valid():
        sittings.call_off(found, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, "It is called off. Whoever asked in it has been told.")
        return redirect(found)
    context = {"sitting": found, "room": found.room, "form": form, "verdict": may_call_off(person, found, at)}
    return render(request, "rooms/sitting_call_off.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def transcript(request: HttpRequest, sitting_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = sitting_for(person, sitting_id)
    answers = list(answers_shown(found)[:MOST_PROMOTED])
    begun = {"title": found.title, "audience": found.room.audience}
    begun |= {"under": found.room.space.slug} if found.room.space is not None else {}
    form = PageForm(request.POST or None, topic=found.topic, messages=answers, person=person, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            draft = transcribing.transcribe(found, form.chosen(), form.page(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "There is a draft of the page now, with every answer in it.")
            return redirect(draft)
    form.look_again()
    context = {"sitting": found, "room": found.room, "form": form, "verdict": may_transcribe(person, found, at)}
    return render(request, "rooms/sitting_transcript.html", context, status=422 if form.errors else 200)


def sitting_for(person: Person, sitting_id: int) -> Sitting:
    """The sitting, with its room, as this person may read it."""
    seen = Sitting.objects.visible_to(person)
    named = seen.select_related("room__community__audience_unit", "room__community__unit", "leader", "topic", "by")
    return get_object_or_404(named.select_related("transcript__page", "room__space"), pk=sitting_id)


def show(request: HttpRequest, found: Sitting, form: AskForm) -> HttpResponse:
    """The sitting with what is asked in it, and the form for one question more as it was filled in."""
    person, at = person_of(request), now()
    reader = reader_of(found, person, at=at)
    page_obj = page_asked(request, questions_of(found, reader), QUESTIONS_A_PAGE)
    context = {
        "sitting": found,
        "room": found.room,
        "page_obj": page_obj,
        "questions": as_shown(found, list(page_obj), reader),
        "form": form,
        "may_ask": may_ask(person, found, at),
        "may_begin": may_begin(person, found, at),
        "may_end": may_end(person, found, at),
        "may_call_off": may_call_off(person, found, at),
        "may_transcribe": may_transcribe(person, found, at),
    }
    return render(request, "rooms/sitting.html", context, status=422 if form.errors else 200)

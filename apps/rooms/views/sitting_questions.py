"""One question of a web chat: voted for, sifted, answered and cleared."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.people.models import Person
from apps.people.requests import person_of
from apps.practice.forms.questions import ReasonForm
from apps.rooms import naming
from apps.rooms.actions import sitting_answers, sitting_questions
from apps.rooms.forms.sittings import AnswerForm, SeenForm
from apps.rooms.models import Asked, Message
from apps.rooms.queries.sittings import as_shown, questions_of, reader_of
from apps.rooms.rules.sittings import may_answer, may_clear_answer, may_set_aside
from apps.rooms.transcripts import as_message, digest_of
from apps.rooms.views.sittings import sitting_for


@require_safe
def asked(request: HttpRequest, asked_id: int) -> HttpResponse:
    """The lasting address of a question, to which notices lead."""
    person, at = person_of(request), now()
    found = asked_for(person, asked_id)
    sitting, reader = found.sitting, reader_of(found.sitting, person, at=at)
    rows = list(questions_of(sitting, reader).filter(pk=found.pk))
    context = {"sitting": sitting, "room": sitting.room, "one": as_shown(sitting, rows, reader)[0]}
    return render(request, "rooms/asked.html", context)


@require_POST
def vote(request: HttpRequest, asked_id: int) -> HttpResponse:
    person = person_of(request)
    found = asked_for(person, asked_id)
    sitting_questions.vote(found, by=person, at=now())
    return redirect(found.sitting)


@require_POST
def take_vote_back(request: HttpRequest, asked_id: int) -> HttpResponse:
    person = person_of(request)
    found = asked_for(person, asked_id)
    sitting_questions.take_vote_back(found, by=person, at=now())
    return redirect(found.sitting)


@require_POST
def put(request: HttpRequest, asked_id: int) -> HttpResponse:
    person = person_of(request)
    found = sitting_questions.put(asked_for(person, asked_id), by=person, at=now())
    messages.success(request, f"The question is put to {found.sitting.leader}.")
    return redirect(found.sitting)


@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: HttpRequest, asked_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = asked_for(person, asked_id)
    form = ReasonForm(request.POST or None, label="Why is it set aside?")
    if request.method == "POST" and form.is_valid():
        sitting_questions.set_aside(found, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, f"The question is set aside, and {found.by} has been told why.")
        return redirect(found.sitting)
    context = _about(found) | {"form": form, "verdict": may_set_aside(person, found, at)}
    return render(request, "rooms/asked_set_aside.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, asked_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = asked_for(person, asked_id)
    before = naming.for_editing(found.answer, person) if found.answered_by_id == person.pk else ""
    form = AnswerForm(request.POST or None, person=person, initial={"body": before})
    if request.method == "POST" and form.is_valid():
        try:
            form.accept(at=at)
            given = sitting_answers.answer(found, form.cleaned_data["body"].strip(), by=person, at=at)
        except Refused as refusal:
            if isinstance(refusal, StateChanged):
                raise
            form.add_error(None, refusal.reason)
        else:
            shows = "Your answer waits for a second pair of eyes." if given.message is None else "Your answer shows."
            messages.success(request, shows)
            return redirect(found.sitting)
    context = _about(found) | {"form": form, "verdict": may_answer(person, found, at)}
    return render(request, "rooms/asked_answer.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: HttpRequest, asked_id: int) -> HttpResponse:
    person = person_of(request)
    found = sitting_answers.take_back(asked_for(person, asked_id), by=person, at=now())
    messages.success(request, "Your answer is yours again. Nobody else reads it until you send it.")
    return redirect("rooms:asked-answer", asked_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def clear(request: HttpRequest, asked_id: int) -> HttpResponse:
    """What would be posted, for whoever may clear it; cleared in these very words or not at all."""
    person, at = person_of(request), now()
    found = asked_for(person, asked_id)
    if request.method == "POST":
        form = SeenForm(request.POST)
        seen = form.cleaned_data["seen"] if form.is_valid() else ""
        sitting_answers.clear(found, seen=seen, by=person, at=at)
        messages.success(request, "The answer is cleared, and shows.")
        return redirect(found.sitting)
    verdict = may_clear_answer(person, found, at)
    context = _about(found) | {
        "verdict": verdict,
        "seen": digest_of(found),
        "form": ReasonForm(label="What must change?"),
    }
    if verdict:
        context["words"] = naming.html_for([Message(pk=found.pk, body=as_message(found))], person)[found.pk]
    return render(request, "rooms/asked_clear.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, asked_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = asked_for(person, asked_id)
    form = ReasonForm(request.POST or None, label="What must change?")
    if request.method == "POST" and form.is_valid():
        sitting_answers.send_back(found, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, f"The answer is sent back, and {found.sitting.leader} has been told.")
        return redirect(found.sitting)
    context = _about(found) | {"form": form, "verdict": may_clear_answer(person, found, at)}
    return render(request, "rooms/asked_send_back.html", context, status=422 if form.errors else 200)


def asked_for(person: Person, asked_id: int) -> Asked:
    """The question, with its sitting, as this person may read it; what was set aside for stewards too."""
    sitting = sitting_for(person, get_object_or_404(Asked, pk=asked_id).sitting_id)
    found = get_object_or_404(questions_of(sitting, reader_of(sitting, person, at=now())), pk=asked_id)
    found.sitting = sitting
    return found


def _about(found: Asked) -> dict[str, object]:
    return {"asked": found, "sitting": found.sitting, "room": found.sitting.room}

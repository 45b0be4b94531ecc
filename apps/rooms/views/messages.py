"""What somebody does with one message: change it, withdraw it, react to it, move it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.people.models import Person
from apps.people.requests import person_of
from apps.rooms import naming
from apps.rooms.actions import editing, moving, reacting
from apps.rooms.actions.posting import Flooded
from apps.rooms.choices import Reacted
from apps.rooms.forms.moving import MoveForm
from apps.rooms.forms.posting import EditForm
from apps.rooms.models import Message
from apps.rooms.rules.talking import may_edit, may_move, may_move_all, may_withdraw


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, message_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    message = message_for(person, message_id)
    verdict = may_edit(person, message, at)
    words = naming.for_editing(message.body, person) if verdict else ""
    form = EditForm(request.POST or None, initial={"body": words, "made_on": message.revisions.count()})
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            editing.edit(message, said["body"], made_on=said["made_on"], by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
            status = status_of(refusal)
        else:
            messages.success(request, "The message is changed. What it said before is kept.")
            return redirect(message)
    context = {"message": message, "room": message.room, "form": form, "verdict": verdict}
    return render(request, "rooms/edit.html", context, status=status if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, message_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    message = message_for(person, message_id)
    if request.method == "POST":
        editing.withdraw(message, by=person, at=at)
        messages.success(request, "The message is withdrawn.")
        return redirect(message)
    context = {"message": message, "room": message.room, "verdict": may_withdraw(person, message, at)}
    context["words"] = _words(message, person)
    return render(request, "rooms/withdraw.html", context)


@require_POST
def react(request: HttpRequest, message_id: int) -> HttpResponse:
    """One press says it, the next takes it back."""
    person = person_of(request)
    message = message_for(person, message_id)
    kind = request.POST.get("kind", "")
    if kind not in Reacted.values:
        raise Refused("Choose one of the reactions that there are.")
    reacting.react(message, Reacted(kind), by=person, at=now())
    return redirect(message)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, message_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    message = message_for(person, message_id)
    keeps_order = bool(may_move_all(person, message.room, at))
    form = MoveForm(request.POST or None, message=message, keeps_order=keeps_order)
    if request.method == "POST" and form.is_valid():
        try:
            there = moving.move(message, form.which_ones, form.to(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, f"Moved to ‘{there}’. A notice stands where it was.")
            return redirect(there)
    context = {"message": message, "room": message.room, "form": form, "verdict": may_move(person, message, at)}
    context["words"] = _words(message, person)
    return render(request, "rooms/move.html", context, status=422 if form.errors else 200)


def _words(message: Message, person: Person) -> list[naming.Piece]:
    """What it says, for whoever is about to do something with it; nothing where readers see none of it."""
    return naming.html_for([message], person).get(message.pk, [])


def status_of(refusal: Refused) -> HTTPStatus:
    """How an answer says in a number why it was refused."""
    if isinstance(refusal, StateChanged):
        return HTTPStatus.CONFLICT
    return HTTPStatus.TOO_MANY_REQUESTS if isinstance(refusal, Flooded) else HTTPStatus.UNPROCESSABLE_ENTITY


def message_for(person: Person, message_id: int) -> Message:
    """The message, with its topic and room, as this person may read it."""
    related = ("topic", "room__community__audience_unit", "room__space", "by")
    message = get_object_or_404(Message.objects.visible_to(person).select_related(*related), pk=message_id)
    message.topic.room = message.room
    return message

"""Topics and what was said in them."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.core.clock import now
from apps.people.models import Person
from apps.people.requests import person_of
from apps.rooms.actions.marking import come_in, read_topic
from apps.rooms.forms.posting import PostForm
from apps.rooms.models import Message, Room, Topic
from apps.rooms.queries.about import answers_to, earlier_words, reactions_to, went_to
from apps.rooms.queries.pages import Place, TopicPage, page_of_topic, start_before
from apps.rooms.queries.reading import answered_in, dressed, gist_of, messages_to_read
from apps.rooms.queries.unread import marks_in
from apps.rooms.rules.talking import may_edit, may_move, may_react, may_take_part, may_withdraw
from apps.rooms.views.asked import number_asked


@require_safe
def topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    return show_topic(request, topic_for(person_of(request), topic_id))


@require_safe
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """The lasting address of a message: on to its place in the topic where it stands now."""
    found = get_object_or_404(Message.objects.visible_to(person_of(request)), pk=message_id)
    place = reverse("rooms:topic", kwargs={"topic_id": found.topic_id})
    return redirect(f"{place}?from={start_before(found)}#message-{found.number}")


@require_safe
def about(request: HttpRequest, message_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    seen = messages_to_read().filter(room__in=Room.objects.visible_to(person))
    found = get_object_or_404(seen.select_related("room__community", "topic"), pk=message_id)
    context = {
        "room": found.room,
        "topic": found.topic,
        "shown": dressed([found], person)[0],
        "answers": answers_to(found, person),
        "reactions": reactions_to(found, person),
        "went": went_to(found, person),
        "earlier": earlier_words(found, person),
        "may_react": may_react(person, found, at),
        "may_edit": may_edit(person, found, at),
        "may_withdraw": may_withdraw(person, found, at),
        "may_move": may_move(person, found, at),
    }
    return render(request, "rooms/message.html", context)


def topic_for(person: Person, topic_id: int) -> Topic:
    """The topic, with its room, as this person may read it."""
    seen = Topic.objects.visible_to(person).select_related("room__community", "room__space")
    return get_object_or_404(seen, pk=topic_id)


def show_topic(request: HttpRequest, found: Topic, form: PostForm | None = None, status: int = 200) -> HttpResponse:
    """The topic at the place that the address asks for, with the form for one more message as it was filled in.

    Whoever is shown what is new there has read it.
    """
    person, at = person_of(request), now()
    marks = marks_in(found, person)
    place = Place(number_asked(request, "from"), number_asked(request, "before"))
    page = page_of_topic(found, person, place, seen=marks.seen)
    _mark(found, page, marks.seen, by=person, at=at)
    form = form or PostForm(person=person, topic=found, initial={"answers": number_asked(request, "answers")})
    context = {
        "topic": found,
        "room": found.room,
        "page": page,
        "marks": marks,
        "form": form,
        "gist": gist_of(answered := answered_in(found.room, form["answers"].value())),
        "answered": answered,
        "may_talk": may_take_part(person, found, at),
    }
    return render(request, "rooms/topic.html", context, status=status)


def _mark(found: Topic, page: TopicPage, seen: int | None, *, by: Person, at: datetime) -> None:
    if seen is None:
        come_in(found.room, by=by, at=at)
    elif page.read_up_to is not None and page.read_up_to > seen:
        read_topic(found, page.read_up_to, by=by, at=at)

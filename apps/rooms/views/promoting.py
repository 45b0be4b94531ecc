"""Making something of messages: which ones, what of them, and the form for it."""

from typing import Any

from django.contrib import messages as banners
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from apps.clearance.actions.commenting import Remark
from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.choices import Voice
from apps.pages.choices import SpaceKind
from apps.pages.models import Space
from apps.people.models import Person, Unit
from apps.people.queries import units_of
from apps.people.requests import person_of
from apps.rooms import naming
from apps.rooms.actions import promoting
from apps.rooms.actions.deciding import Place
from apps.rooms.choices import FIRST_TOPIC, MOST_PROMOTED
from apps.rooms.forms.deciding import PromotedDecisionForm
from apps.rooms.forms.promoting import MadeOf, PageForm, PromotedCommentForm, PromotedTipForm
from apps.rooms.models import Message, Topic
from apps.rooms.queries.outcomes import drafts_to_comment_on, messages_numbered, to_choose_from
from apps.rooms.queries.reading import MOST_DIGITS
from apps.rooms.quoting import plainly_quoted, quoted, titles_for
from apps.rooms.rules.outcomes import may_record_decision
from apps.rooms.views.asked import number_asked
from apps.rooms.views.reading import topic_for


@require_safe
def promote(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Which messages; once some are selected, what to make of them."""
    person = person_of(request)
    topic = topic_for(person, topic_id)
    numbers = _numbers_in(request.GET.getlist("message"))
    if not numbers or "before" in request.GET:
        return _choose(request, topic, numbers)
    selected = messages_numbered(topic, numbers)
    kept = Space.objects.drafted_by(person)
    context = {
        "writes_pages": kept.exists(),
        "writes_tips": not topic.room.is_sensitive and kept.filter(kind=SpaceKind.PRACTICE).exists(),
        "has_drafts": drafts_to_comment_on(person, topic.room).exists(),
        "may_decide": may_record_decision(person, topic.room, now()),
        "are_too_many": len(selected) > MOST_PROMOTED,
        "most": MOST_PROMOTED,
    }
    return render(request, "rooms/promote.html", context | _shown(topic, selected, person))


@require_http_methods(["GET", "HEAD", "POST"])
def promote_page(request: HttpRequest, topic_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    topic, selected = _selected(request, topic_id)
    begun = {"title": _title(topic), "audience": topic.room.audience}
    if topic.room.space is not None:
        begun["under"] = topic.room.space.slug
    form = PageForm(request.POST or None, topic=topic, messages=selected, person=person, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            draft = promoting.make_page(form.chosen(), form.page(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            banners.success(request, "There is a draft of the page now, with the messages in it.")
            return redirect(draft)
    return _form(request, "rooms/promote_page.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def promote_tip(request: HttpRequest, topic_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    topic, selected = _selected(request, topic_id)
    # Which of them it goes to is not known yet: it names no page that not everybody in each may read.
    exchanges = Space.objects.drafted_by(person).filter(kind=SpaceKind.PRACTICE).select_related("audience_unit")
    quotes = _quotes(topic, selected, person, *{one.audience_unit for one in exchanges})
    begun = {"title": _title(topic), "did": quotes, "contact": person.role_at(at)}
    form = PromotedTipForm(
        request.POST or None,
        topic=topic,
        messages=selected,
        person=person,
        teams=list(units_of(person, at=at)),
        initial=begun | {"voice": Voice.OFFICIAL},
    )
    if request.method == "POST" and form.is_valid():
        try:
            form.accept(at=at)
            draft = promoting.make_tip(form.chosen(), form.cleaned_data["space"], form.tip(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("practice:tip-given", draft.space_id, draft.pk)
    return _form(request, "rooms/promote_tip.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def promote_comment(request: HttpRequest, topic_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    topic, selected = _selected(request, topic_id)
    drafts = drafts_to_comment_on(person, topic.room)
    titles = titles_for(selected, person, topic.room.community.audience_unit)
    begun = {"body": plainly_quoted(selected, titles)}
    form = PromotedCommentForm(request.POST or None, topic=topic, messages=selected, drafts=drafts, initial=begun)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            remark = Remark(said["kind"], said["body"], said["draft"].version)
            comment = promoting.make_comment(form.chosen(), said["draft"], remark, by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            banners.success(request, "Your comment is on the draft.")
            return redirect("clearance:comment", comment.pk)
    return _form(request, "rooms/promote_comment.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def promote_decision(request: HttpRequest, topic_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    topic, selected = _selected(request, topic_id)
    begun = {"reasons": _quotes(topic, selected, person), "decided_on": localdate(at)}
    form = PromotedDecisionForm(request.POST or None, topic=topic, messages=selected, person=person, initial=begun)
    if request.method == "POST" and form.is_valid():
        page = form.cleaned_data["about"]
        place = Place(topic.room, topic, page, page.edition if page is not None else None)
        try:
            decision = promoting.make_decision(form.chosen(), place, form.decided(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            banners.success(request, "The decision is on record.")
            return redirect(decision)
    return _form(request, "rooms/promote_decision.html", form)


def _numbers_in(typed: list[str]) -> list[int]:
    """The numbers among what an address or a form gives, each once; one more than can be selected tells enough."""
    numbers = (int(one) for one in typed if one.isascii() and one.isdigit() and len(one) <= MOST_DIGITS)
    return sorted(dict.fromkeys(numbers))[: MOST_PROMOTED + 1]


def _selected(request: HttpRequest, topic_id: int) -> tuple[Topic, list[Message]]:
    topic = topic_for(person_of(request), topic_id)
    asked = request.POST if request.method == "POST" else request.GET
    return topic, messages_numbered(topic, _numbers_in(asked.getlist("message")))


def _choose(request: HttpRequest, topic: Topic, numbers: list[int]) -> HttpResponse:
    person = person_of(request)
    choice = to_choose_from(topic, before=number_asked(request, "before"), but=numbers)
    selected = messages_numbered(topic, numbers)
    words = naming.in_words([*selected, *choice.messages], person)
    context = {
        "selected": [(one, words.get(one.pk, "")) for one in selected],
        "rows": [(one, words.get(one.pk, "")) for one in choice.messages],
        "earlier": choice.earlier,
        "topic": topic,
        "room": topic.room,
        "marking": topic.room.marking_line,
        # Whoever goes on with none selected is told; whoever comes, or asks for earlier ones, is not.
        "is_none_selected": (is_none := "chosen" in request.GET and not numbers and "before" not in request.GET),
    }
    return render(request, "rooms/promote_choose.html", context, status=422 if is_none else 200)


def _form(request: HttpRequest, template: str, form: MadeOf) -> HttpResponse:
    form.look_again()
    context = {"form": form} | _shown(form.topic, form.messages, person_of(request))
    return render(request, template, context, status=422 if form.errors else 200)


def _shown(topic: Topic, selected: Any, person: Person) -> dict[str, Any]:
    words = naming.html_for(selected, person)
    return {
        "topic": topic,
        "room": topic.room,
        "marking": topic.room.marking_line,
        "selected": [(one, words[one.pk]) for one in selected],
        "asked": "&".join(f"message={one.number}" for one in selected),
    }


def _title(topic: Topic) -> str:
    """What a title may begin with: of the topic that every room has, nothing."""
    return "" if topic.title == FIRST_TOPIC else topic.title


def _quotes(topic: Topic, selected: list[Message], person: Person, *readers: Unit) -> str:
    titles = titles_for(selected, person, topic.room.community.audience_unit, *readers)
    return quoted(selected, titles, by=person.pk).text

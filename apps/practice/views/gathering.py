"""Collections: read, made and kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.pages.choices import SpaceKind
from apps.pages.models import Space
from apps.people.requests import person_of
from apps.practice.actions import gathering
from apps.practice.forms.gathering import CollectForm, CollectionForm, NoteForm
from apps.practice.models import Collection, CollectionItem, Practice
from apps.practice.queries.gathering import collections_in, items_of
from apps.practice.rules.practices import may_gather

ROWS_A_PAGE = 50


@require_safe
def collections(request: HttpRequest, space_id: int) -> HttpResponse:
    person, space = person_of(request), _space(request, space_id)
    page_obj = page_asked(request, collections_in(space, person), ROWS_A_PAGE)
    context = {"space": space, "page_obj": page_obj, "verdict": may_gather(person, space, now())}
    return render(request, "practice/collections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, space_id: int) -> HttpResponse:
    person, space = person_of(request), _space(request, space_id)
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = gathering.make(space, **form.cleaned_data, by=person, at=now())
        except Refused as refusal:
            form.add_error("title", refusal.reason)
        else:
            messages.success(request, "The collection is made. Add practices to it from their own pages.")
            return redirect(made)
    context = {"form": form, "space": space, "verdict": may_gather(person, space, now())}
    return render(request, "practice/collection_form.html", context, status=422 if form.errors else 200)


@require_safe
def collection(request: HttpRequest, collection_id: int) -> HttpResponse:
    person, found = person_of(request), _collection(request, collection_id)
    context = {
        "collection": found,
        "page_obj": page_asked(request, items_of(found, person), ROWS_A_PAGE),
        "may_gather": bool(may_gather(person, found.space, now())),
    }
    return render(request, "practice/collection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, collection_id: int) -> HttpResponse:
    person, found = person_of(request), _collection(request, collection_id)
    form = CollectionForm(request.POST or None, initial={"title": found.title, "introduction": found.introduction})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(gathering.rename(found, **form.cleaned_data, by=person, at=now()))
        except Refused as refusal:
            form.add_error("title", refusal.reason)
    verdict = may_gather(person, found.space, now())
    context = {"form": form, "space": found.space, "collection": found, "verdict": verdict}
    return render(request, "practice/collection_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def collect(request: HttpRequest, practice_id: int) -> HttpResponse:
    person = person_of(request)
    practices = Practice.objects.visible_to(person).select_related("page__space__audience_unit")
    practice = get_object_or_404(practices, pk=practice_id)
    form = CollectForm(request.POST or None, practice=practice)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            gathering.add(said["collection"], practice, said["note"], by=person, at=now())
        except Refused as refusal:
            form.add_error("collection", refusal.reason)
        else:
            return redirect(said["collection"])
    verdict = may_gather(person, practice.page.space, now())
    context = {"form": form, "practice": practice, "space": practice.page.space, "verdict": verdict}
    return render(request, "practice/collect.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, item_id: int) -> HttpResponse:
    person, item = person_of(request), _item(request, item_id)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"note": item.note})
    if request.method == "POST" and form.is_valid():
        gathering.note(item, form.cleaned_data["note"], by=person, at=now())
        return redirect(item.collection)
    context = {"form": form, "item": item, "verdict": may_gather(person, item.collection.space, now())}
    return render(request, "practice/collection_note.html", context, status=422 if form.errors else 200)


@require_POST
def move_up(request: HttpRequest, item_id: int) -> HttpResponse:
    item = _item(request, item_id)
    gathering.move_up(item, by=person_of(request), at=now())
    messages.success(request, f"‘{item.practice}’ is one place further up.")
    return redirect(item.collection)


@require_POST
def take_out(request: HttpRequest, item_id: int) -> HttpResponse:
    item = _item(request, item_id)
    gathering.take_out(item, by=person_of(request), at=now())
    messages.success(request, f"‘{item.practice}’ is no longer in this collection.")
    return redirect(item.collection)


def _space(request: HttpRequest, space_id: int) -> Space:
    spaces = Space.objects.visible_to(person_of(request)).filter(kind=SpaceKind.PRACTICE)
    return get_object_or_404(spaces.select_related("community", "audience_unit"), pk=space_id)


def _collection(request: HttpRequest, collection_id: int) -> Collection:
    seen = Collection.objects.visible_to(person_of(request))
    return get_object_or_404(seen.select_related("space__community", "space__audience_unit"), pk=collection_id)


def _item(request: HttpRequest, item_id: int) -> CollectionItem:
    person = person_of(request)
    items = CollectionItem.objects.filter(
        collection__in=Collection.objects.visible_to(person), practice__in=Practice.objects.visible_to(person)
    )
    return get_object_or_404(items.select_related("collection__space__community", "practice__page"), pk=item_id)

"""One thing that waits for the stewards, and whose turn it is to look into it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.clock import now
from apps.moderation.actions import queue
from apps.moderation.queries.rulings import held_back, kind_name, things_of, things_read_by
from apps.moderation.views.context import about_matter, matter_of, ruling_form, version_seen
from apps.people.requests import person_of


@require_safe
def matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """What waits and why; whoever claims it reads the text and the reasons, and rules on it."""
    person, at = person_of(request), now()
    found = matter_of(request, matter_id)
    thing = things_of([found]).get(found.pk)
    context = about_matter(found, thing, person, at=at)
    if context["is_mine"] and thing:
        context["form"] = ruling_form(found, thing, None)
    return render(request, "moderation/matter.html", context)


@require_POST
def claim(request: HttpRequest, matter_id: int) -> HttpResponse:
    found = matter_of(request, matter_id)
    claimed = queue.claim(found, version=version_seen(request), by=person_of(request), at=now())
    return redirect(claimed)


@require_POST
def release(request: HttpRequest, matter_id: int) -> HttpResponse:
    found = matter_of(request, matter_id)
    released = queue.release(found, version=version_seen(request), by=person_of(request), at=now())
    messages.success(request, "Left to the next steward.")
    return redirect("moderation:queue", slug=released.community.slug)


@require_POST
def take_off(request: HttpRequest, matter_id: int) -> HttpResponse:
    found = matter_of(request, matter_id)
    ended = queue.take_off(found, version=version_seen(request), by=person_of(request), at=now())
    messages.success(request, "Taken off the queue, as it is no longer there.")
    return redirect("moderation:queue", slug=ended.community.slug)


@require_safe
def held(request: HttpRequest, matter_id: int) -> HttpResponse:
    """For whoever wrote it: that readers do not see it until a steward has looked."""
    person = person_of(request)
    found = get_object_or_404(held_back(person).select_related("community"), pk=matter_id)
    context = {
        "matter": found,
        "is_read": found.community.is_read_by(person),
        "thing": things_read_by(person, [found]).get(found.pk),
        "name": kind_name(found.about_kind),
        "ruling": found.rulings.first(),
    }
    return render(request, "moderation/held.html", context)

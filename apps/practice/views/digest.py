"""The weekly letter: asked for and stopped by whoever is signed in, and stopped by whoever holds one."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.core.clock import now
from apps.pages.choices import SpaceKind
from apps.pages.models import Space
from apps.people.requests import person_of
from apps.practice.actions.digest import ask_for_digest, stop_digest
from apps.practice.models import DigestReader
from apps.practice.queries.digest import reader_of_key


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, space_id: int) -> HttpResponse:
    """One button, which asks for the letter or stops it."""
    person, at = person_of(request), now()
    space = get_object_or_404(Space.objects.visible_to(person).filter(kind=SpaceKind.PRACTICE), pk=space_id)
    if request.method == "POST":
        if "stop" in request.POST:
            stop_digest(space, by=person, at=at)
            messages.success(request, f"You get no more letters of {space}.")
        else:
            ask_for_digest(space, by=person, at=at)
            messages.success(request, f"You get what is new in {space} each Monday.")
        return redirect("practice:digest", space.pk)
    gets_it = DigestReader.objects.filter(space=space, person=person).exists()
    return render(request, "practice/digest.html", {"space": space, "gets_it": gets_it})


def by_key_alone(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Lets in whoever has the address, which is the key: no cookie does, so no forged form can use one.

    A mail program that stops a letter with one click sends neither a cookie nor a token (RFC 8058).
    """

    @csrf_exempt
    @login_not_required
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, key: str) -> HttpResponse:
        response = view(request, key)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return guarded


@by_key_alone
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """A page that asks first, as programs that look through mail open addresses; a POST stops the letter at once."""
    found = reader_of_key(key)
    if found is None:
        raise Http404
    reader = found.select_related("space", "person").first()
    if request.method == "POST" and reader is not None:
        stop_digest(reader.space, by=reader.person, at=now())
        reader = None
    return render(request, "practice/digest_stop.html", {"is_stopped": reader is None})

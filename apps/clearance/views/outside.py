"""The one page that somebody without an account may see: a draft whose facts they were asked to check."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from apps.clearance.actions.fact_checks import note_opening, remark
from apps.clearance.forms.fact_checks import RemarkForm
from apps.clearance.models import FactCheck
from apps.clearance.queries.fact_checks import check_by_key, passages_of
from apps.clearance.queries.files import in_fact_check
from apps.core.clock import now
from apps.core.limits import count_try, tries
from apps.core.rules import Refused
from apps.pages.queries.files import attachments
from apps.pages.views.handing_out import hand_out

P = ParamSpec("P")
# A whole organisation may sit behind one address; a key of 32 bytes is not guessed in so many tries, nor in any.
WRONG_KEYS, STRETCH_SECONDS = 60, 300
WRONG_KEY = "fact-check-key"
NOT_FOUND = ("This link does not work", "Check that you have the whole link from the e-mail you were sent.")
CLOSED = (
    "This fact check is closed",
    "The link was open for a time that has passed, or the text has moved on. If you have more to say, answer the "
    "e-mail you were sent.",
)
TOO_MANY = ("You have tried too many times", "Wait a few minutes and try the link again.")


def kept_to_itself(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Lets the address, which is the key, be passed on to no other site, stored by no browser and found by no search.

    There is no token against forged forms: nothing but the key in the address lets anybody in, no cookie does, and a
    browser that tells nobody where it comes from sends none of what Django would compare.
    """

    @csrf_exempt
    @login_not_required
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return guarded


@kept_to_itself
def fact_check(request: HttpRequest, key: str) -> HttpResponse:
    check = _opened(request, key)
    if isinstance(check, HttpResponse):
        return check
    note_opening(check, at=now())
    return _checked(request, check, key)


@kept_to_itself
@require_safe
def fact_check_file(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """A file of the frozen text, for as long as the link to it is open."""
    check = _opened(request, key)
    return check if isinstance(check, HttpResponse) else hand_out(request, check.files, name)


def _opened(request: HttpRequest, key: str) -> FactCheck | HttpResponse:
    """The fact check behind a link with this key, or what is answered instead."""
    at, address = now(), request.META.get("REMOTE_ADDR", "")
    if tries(WRONG_KEY, address, seconds=STRETCH_SECONDS, at=at) >= WRONG_KEYS:
        return _told(request, TOO_MANY, status=429)
    check = check_by_key(key)
    if check is None:
        count_try(WRONG_KEY, address, seconds=STRETCH_SECONDS, at=at)
        return _told(request, NOT_FOUND, status=404)
    return check if check.is_open_at(at) else _told(request, CLOSED, status=410)


def _checked(request: HttpRequest, check: FactCheck, key: str) -> HttpResponse:
    passages = passages_of(check, in_fact_check(check, key))
    form = RemarkForm(request.POST or None, passages=passages)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            remark(check, said["body"], paragraph=said["paragraph"], at=now())
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect(f"{request.path}?sent")
    remarks = list(check.remarks.order_by("at", "pk"))
    context = {"check": check, "passages": passages, "form": form, "remarks": remarks, "marking": check.marking_line}
    context["files"] = attachments(check.files, "clearance:fact-check-file", key)
    context["has_sent"] = "sent" in request.GET and bool(remarks)
    return render(request, "clearance/outside/fact_check.html", context, status=422 if form.errors else 200)


def _told(request: HttpRequest, words: tuple[str, str], *, status: int) -> HttpResponse:
    context = {"heading": words[0], "sentence": words[1]}
    return render(request, "clearance/outside/closed.html", context, status=status)

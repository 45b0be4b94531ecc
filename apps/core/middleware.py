"""What every answer has in common, whichever view gives it."""

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from apps.core.rules import Refused, StateChanged


class ContentPolicyMiddleware:
    """Sends the content security policy. Django-csp writes it, and once: none of our pages has one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response


class PrivateMiddleware:
    """Lets no cache between us and a reader keep an answer, nor a browser show one again without asking."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends whoever is signed out to sign in; what they sent when their session was over is given back to them."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        turned_away = super().process_view(request, view_func, view_args, view_kwargs)
        if turned_away is None or request.method != "POST":
            return turned_away
        # Back to where the form was: many an address that takes one shows nothing itself.
        words = {"form": request.headers.get("Referer"), "marking": request.POST.get("marking")}
        return render(request, "401.html", words, status=401)


class RefusalMiddleware:
    """A refusal is a sentence: Refused is answered with 403 and StateChanged with 409, each with its reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, StateChanged):
            return render(request, "409.html", {"reason": exception.reason}, status=409)
        if isinstance(exception, Refused):
            return render(request, "refused.html", {"reason": exception.reason}, status=403)
        return None

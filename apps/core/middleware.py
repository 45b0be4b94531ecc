"""A refusal is a sentence: whatever an action refuses reaches the person as a page with the reason."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.core.rules import Refused, StateChanged


class RefusalMiddleware:
    """Answers Refused with 403 and StateChanged with 409, each with its reason."""

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

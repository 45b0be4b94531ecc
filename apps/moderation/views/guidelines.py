"""The guidelines, and agreeing to follow them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.core.clock import now
from apps.moderation import guidelines as words
from apps.moderation.actions import guidelines as actions
from apps.moderation.queries.guidelines import last_accepted
from apps.people.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def guidelines(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if request.method == "POST":
        actions.accept(by=person, at=now())
        messages.success(request, "You have accepted the guidelines.")
        return redirect("moderation:guidelines")
    accepted = last_accepted(person)
    context = {
        "accepted": accepted,
        "is_current": accepted is not None and accepted.edition == words.EDITION,
        "edition": words.EDITION,
        "parts": (words.PRINCIPLES, words.VALUES, words.RULES_HERE),
    }
    return render(request, "moderation/guidelines.html", context)

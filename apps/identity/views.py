"""Coming in, going out, and your own account."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from apps.core.clock import now
from apps.identity.actions import answer_stranger, newcomer_of
from apps.identity.forms import NameForm
from apps.identity.queries import has_single_sign_on
from apps.identity.rules import is_trusted_domain
from apps.people.actions import arrive
from apps.people.models import Posting
from apps.people.requests import person_of

log = logging.getLogger(__name__)


class AskForCode(allauth.RequestLoginCodeView):
    """Asking for a code by e-mail; the answer on screen is the same whoever asks."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        if form._user is None:  # noqa: SLF001 - allauth's own view reads it so
            # Never the host that was asked for: whoever sends the request chooses it.
            link = settings.PUBLIC_ADDRESS + reverse("identity:welcome", args=["TOKEN"])
            answer_stranger(form.cleaned_data["email"], address_of_welcome=link)
        return response


ask_for_code = AskForCode.as_view()
# Asks first, so that no link from elsewhere can end a session. Also ends an unfinished sign-in, so that another
# address can be tried.
sign_out = login_not_required(require_http_methods(["GET", "HEAD", "POST"])(allauth.logout))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """A newcomer's link from the e-mail. Opening it does nothing yet: mail scanners open links too."""
    email = newcomer_of(token)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = arrive(email, form.cleaned_data["name"], at=now())
        response: HttpResponse = perform_login(request, Login(user=person, email=email))
        return response
    return render(request, "identity/welcome.html", {"form": form, "email": email})


def provider_may_fail(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """The provider's own faults (no answer, a claim or address missing) become a page, not an error of ours."""

    @login_not_required
    @never_cache
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (RequestException, KeyError):
            log.exception("The identity provider %s failed.", provider_id)
            return render(request, "socialaccount/authentication_error.html", status=502)

    return guarded


@provider_may_fail
def single_sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the identity provider. Allauth would pass on scopes and parameters from the address: we take none."""
    if set(request.GET) - {"next"}:
        raise Http404
    response: HttpResponse = openid_connect.login(request, provider_id)
    return response


@provider_may_fail
def single_sign_on_return(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the identity provider."""
    response: HttpResponse = openid_connect.callback(request, provider_id)
    return response


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Your own name, posts and ways to sign in."""
    person, at = person_of(request), now()
    postings = Posting.objects.filter(person=person).select_related("unit", "grade").order_by("-starts_at", "pk")
    held = [posting for posting in postings if posting.is_held_at(at)]
    others = [posting for posting in postings if not posting.is_held_at(at)]
    ways = {
        "single_sign_on": has_single_sign_on(person),
        "code": is_trusted_domain(person.email),
        "password": person.has_usable_password(),
    }
    words = {"person": person, "held": held, "others": others, "ways": ways}
    return render(request, "identity/account.html", words)

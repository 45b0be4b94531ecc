"""One address that answers the bytes of the file BARE_BYTES to whoever is signed in."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.urls import re_path

BYTES = Path(os.environ["BARE_BYTES"]).read_bytes()


def answer(request: HttpRequest) -> HttpResponse:
    """Read the session and the user from the database, and answer."""
    return HttpResponse(BYTES) if request.user.is_authenticated else HttpResponseForbidden()


urlpatterns = [re_path("", answer)]

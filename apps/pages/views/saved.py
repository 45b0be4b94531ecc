"""Where somebody is taken who has saved, and what they are told came of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string

from apps.core.clock import now
from apps.pages.actions.saving import Saved
from apps.pages.merged import saved_since
from apps.pages.rules import may_write
from apps.people.requests import person_of


def tell_what_came_of(request: HttpRequest, saved: Saved) -> HttpResponse | None:
    """Take them to what was kept aside for them; or tell them what was saved, and leave where they go to the caller."""
    person = person_of(request)
    if saved.kept is not None:
        page = "pages:draft-take-up" if may_write(person, saved.draft, now()) else "pages:draft-kept"
        return redirect(page, saved.draft.pk, saved.kept.pk)
    if saved.since is None:
        messages.success(request, "Draft saved.")
        return None
    others = saved_since(saved.draft, saved.since)
    context = {"saved": saved, "others": others, "person": person, "before": saved.draft.version - 1}
    messages.success(request, render_to_string("pages/_put_together.html", context))
    return None

"""The stewards' queue."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.moderation.actions.queue import claim_next
from apps.moderation.forms.queue import QueueFilter
from apps.moderation.queries.queue import shown_to, takeable
from apps.moderation.queries.rulings import kind_name, things_of
from apps.people.requests import person_of
from apps.trust.queries.levels import communities_kept_by

ROWS_A_PAGE = 25


@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits in a community, for its stewards; what was written stays unread here until somebody claims it."""
    person, at = person_of(request), now()
    community = get_object_or_404(communities_kept_by(person), slug=slug)
    asked = QueueFilter(request.GET)
    page_obj = page_asked(request, asked.narrow(shown_to(person, community), person, at), ROWS_A_PAGE)
    things = things_of(page_obj)
    shown = (one for one in page_obj if one.pk not in things or things[one.pk].is_read_by(person))
    rows = [(one, things.get(one.pk), kind_name(one.about_kind), one.is_claimed_at(at)) for one in shown]
    context = {
        "community": community,
        "filter": asked,
        "page_obj": page_obj,
        "rows": rows,
        "takeable": takeable(community, person, at=at).count(),
    }
    return render(request, "moderation/queue.html", context)


@require_POST
def next_item(request: HttpRequest, slug: str) -> HttpResponse:
    person = person_of(request)
    community = get_object_or_404(communities_kept_by(person), slug=slug)
    matter = claim_next(community, by=person, at=now())
    if matter is None:
        messages.info(request, "Nothing is left that you can look into.")
        return redirect("moderation:queue", slug=slug)
    return redirect(matter)

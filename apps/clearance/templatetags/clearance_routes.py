"""Routes on the screens of others: a change of one, and warnings where too few people could clear."""

from typing import Any

from django import template

from apps.clearance.choices import Act
from apps.clearance.models import Route, Submission
from apps.clearance.models.routes import looks_after_routes
from apps.clearance.queries.routes import route_for
from apps.clearance.queries.staffing import routes_short_of_people, staffed_routes, was_and_would_be
from apps.clearance.queries.submissions import authors_so_far, interested_in
from apps.core.clock import now
from apps.pages.models import Draft, Space
from apps.people.models import Person

register = template.Library()


@register.inclusion_tag("clearance/_route_change.html")
def route_change(submission: Submission) -> dict[str, Any]:
    """The route as it was and as proposed, side by side; nothing of any other act."""
    if submission.act != Act.ROUTE or submission.proposal is None:
        return {}
    was, would_be = was_and_would_be(submission.proposal, at=now())
    return {"was": was, "would_be": would_be}


@register.inclusion_tag("clearance/_route_warning.html", takes_context=True)
def route_warning(context: template.Context, draft: Draft) -> dict[str, Any]:
    """A warning when too few people could clear the draft today, if the reader submitted it."""
    at, person = now(), context["request"].user
    route = route_for(draft.space, audience=draft.audience, marking=draft.marking)
    barred = {one.pk for one in authors_so_far(draft, submitted_by=person) | interested_in(draft)}
    return {"staffed": next(iter(staffed_routes([route], barred=barred, at=at)), None) if route else None}


@register.inclusion_tag("clearance/_routes_short.html")
def routes_short(person: Person, space: Space | None = None) -> dict[str, Any]:
    """The routes of the spaces this person drafts in, or of one of them, that too few people could clear today."""
    routes = Route.objects.filter(space__unit__in=person.reach).select_related("space__unit")
    if space is not None:
        routes = routes.filter(space=space)
    short = routes_short_of_people(list(routes.order_by("space__title", "audience", "marking")), at=now())
    return {"short": short, "looks_after": space is None and looks_after_routes(person)}

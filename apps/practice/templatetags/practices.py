"""Practices beside the pages they are, on the front page of their space and on the desk."""

from typing import Any

from django import template
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.pages.models import Page, Space
from apps.people.models import Person
from apps.practice.choices import MONTHS_UNTIL_FADING, Freshness
from apps.practice.fading import freshness_of
from apps.practice.models import Collection, CollectionItem, Practice
from apps.practice.queries.near import near
from apps.practice.rules.practices import may_gather

register = template.Library()
MOST = 5


@register.inclusion_tag("practice/_freshness.html")
def freshness(practice: Practice, how: str = "tag") -> dict[str, Any]:
    """That a practice was withdrawn, fades or is out of date, and since when: a `tag` in a list, or a `sentence`."""
    stands = freshness_of(practice.alive_at, practice.doubted_at, today=localdate(now()))
    fades = {"label": stands.label, "is_stale": stands == Freshness.STALE, "months": MONTHS_UNTIL_FADING}
    fades["is_old"] = freshness_of(practice.alive_at, today=localdate(now())) != Freshness.FRESH
    return fades | {"practice": practice, "how": how, "is_fresh": stands == Freshness.FRESH}


@register.inclusion_tag("practice/_of_page.html")
def practice_of(page: Page) -> dict[str, Any]:
    """From a wiki page to the practice it is, the same for every reader; nothing is asked about a policy page.

    From a front page the way to whoever keeps order in its space: of either kind, as anything may be flagged.
    """
    if page.is_front_page:
        return {"space" if page.space.is_practice else "keeps": page.space}
    if not page.space.is_practice:
        return {}
    return {"practice_id": Practice.objects.filter(page=page).values_list("pk", flat=True).first()}


@register.inclusion_tag("practice/_near.html", takes_context=True)
def practices_near(context: template.Context, practice: Practice) -> dict[str, Any]:
    """Practices near this one that the reader may read."""
    return {"near": near(practice, context["request"].user)}


@register.inclusion_tag("practice/_exchanges.html")
def exchanges(person: Person) -> dict[str, Any]:
    """The practice spaces that somebody may read, for their desk."""
    seen = Space.objects.visible_to(person).filter(kind="PRACTICE").order_by("title", "pk")
    return {"spaces": list(seen[: MOST + 1])}


@register.inclusion_tag("practice/_collect_link.html", takes_context=True)
def collect_link(context: template.Context, practice: Practice) -> dict[str, Any]:
    """The way to putting a practice into a collection, for whoever keeps them, and those it is in."""
    person = context["request"].user
    verdict = may_gather(person, practice.page.space, now())
    # A page that was moved stays in the collections of the space it came from, which are not for everybody here.
    read = CollectionItem.objects.filter(practice=practice, collection__in=Collection.objects.visible_to(person))
    items = read.select_related("collection").order_by("collection__title")
    return {"practice": practice, "may_gather": bool(verdict), "items": list(items[:MOST])}

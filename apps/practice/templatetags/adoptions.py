"""Who uses a practice, why it is ranked where it is, and who doubts it: parts of the practice's own page."""

from typing import Any

from django import template

from apps.core.clock import now
from apps.moderation.rules.contributing import may_write
from apps.practice.choices import DoubtOutcome
from apps.practice.models import Practice
from apps.practice.queries.adoptions import adoptions_of, counts_of, doubts_of

register = template.Library()
MOST_ADOPTIONS = 10
MOST_DOUBTS = 5


@register.inclusion_tag("practice/_adoptions.html", takes_context=True)
def adoptions(context: template.Context, practice: Practice) -> dict[str, Any]:
    """What the latest teams say they do with it, whether it worked or not, and the way to saying what yours does."""
    person = context["request"].user
    counts = counts_of(practice)
    return {
        "practice": practice,
        "adoptions": adoptions_of(practice, person)[:MOST_ADOPTIONS],
        "counts": counts,
        "total": sum(counts.values()),
        "may_report": bool(may_write(person, practice.page.space.community, now())),
    }


@register.inclusion_tag("practice/_ranking_line.html")
def ranking_line(practice: Practice) -> dict[str, Any]:
    """How many points it has, and the way to why."""
    return {"practice": practice}


@register.inclusion_tag("practice/_doubts.html")
def doubts(practice: Practice) -> dict[str, Any]:
    """Who asks whether it is still right, what was answered lately, and the way to asking."""
    lately = list(doubts_of(practice)[:MOST_DOUBTS])
    return {
        "practice": practice,
        "open": [one for one in lately if one.outcome == DoubtOutcome.WAITING],
        "settled": [one for one in lately if one.outcome != DoubtOutcome.WAITING],
    }

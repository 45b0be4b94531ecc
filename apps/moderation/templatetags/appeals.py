"""What became of a ruling on appeal, on the page of the ruling and of the matter."""

from typing import Any

from django import template

from apps.core.clock import now
from apps.moderation.choices import AGAINST_AUTHOR, AppealOutcome
from apps.moderation.models import Ruling
from apps.moderation.queries.appeals import appeal_of, appeal_until, who_may_decide
from apps.moderation.rules.appeals import may_appeal, may_decide
from apps.people.requests import person_of

register = template.Library()


@register.inclusion_tag("moderation/_appeal.html", takes_context=True)
def appeal_against(context: template.Context, ruling: Ruling) -> dict[str, Any]:
    """How to appeal, or what the appeal said and came to: its words are for its parties, the outcome for all."""
    person, at = person_of(context["request"]), now()
    common = {"ruling": ruling, "until": appeal_until(ruling)}
    appeal = appeal_of(ruling)
    if appeal is None:
        could = ruling.author_id == person.pk and ruling.measure in AGAINST_AUTHOR
        allowed = could and bool(may_appeal(person, ruling, at))
        return common | {"may_appeal": allowed, "too_late": could and not allowed}
    appeal.ruling = ruling
    waits = appeal.outcome == AppealOutcome.WAITING
    return common | {
        "appeal": appeal,
        "community": ruling.matter.community,
        "is_party": person.pk in (appeal.by_id, appeal.ruled_by_id, appeal.decided_by_id),
        "nobody_can": waits and not who_may_decide(appeal, at=at).exists(),
        "may_decide": waits and bool(may_decide(person, appeal, at)),
    }

"""That words were taken out of something, when and by which rule: never the words."""

from typing import Any

from django import template

from apps.moderation.guidelines import RULES
from apps.moderation.queries.taken_out import taken_out_of

register = template.Library()


@register.inclusion_tag("moderation/_taken_out.html")
def words_taken_out(about_kind: str, about_id: object) -> dict[str, Any]:
    """A line for each time; nothing where nothing was taken out."""
    rulings = taken_out_of(about_kind, str(about_id))
    return {"taken_out": [(ruling.at, RULES.get(ruling.rule)) for ruling in rulings]}

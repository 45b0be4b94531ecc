"""The guidelines in a sentence, for every place where people write."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("moderation/_guideline_sentence.html")
def guideline_sentence() -> dict[str, Any]:
    """One sentence of the guidelines with a link to the whole, which leaves what is being typed where it is."""
    return {}

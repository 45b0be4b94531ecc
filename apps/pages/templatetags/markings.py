"""Markings beside titles, for lists of every floor."""

from typing import Any

from django import template

from apps.pages.choices import Marking
from apps.pages.models.markings import Bearer

register = template.Library()


@register.inclusion_tag("pages/_sensitive_tag.html")
def sensitive_tag(shown: Bearer) -> dict[str, Any]:
    """The marking after the title of what is OFFICIAL-SENSITIVE; nothing after any other title."""
    return {"is_sensitive": shown.marking == Marking.SENSITIVE}

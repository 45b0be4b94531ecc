"""That a draft's page was published again meanwhile, wherever the draft is shown."""

from typing import Any

from django import template

from apps.pages.models import Draft

register = template.Library()


@register.inclusion_tag("pages/_moved_on.html")
def page_moved_on(draft: Draft | None) -> dict[str, Any]:
    """What was published since, and the way to bring the draft up to date; nothing where it is."""
    moved = draft is not None and draft.is_open and draft.has_page_moved_on
    return {"draft": draft if moved else None}

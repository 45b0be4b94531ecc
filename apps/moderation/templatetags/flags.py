"""The way from anything people wrote to flagging it."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("moderation/_flag_link.html")
def flag_link(about_kind: str, about_id: object, what: str = "this") -> dict[str, Any]:
    """A link to flag the thing of that kind and id; `what` says which it is, for those who hear links alone."""
    return {"about_kind": about_kind, "about_id": str(about_id), "what": what}

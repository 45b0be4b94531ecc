"""Who may write, flag, claim and rule."""

from apps.moderation.rules.contributing import may_change, may_contribute, may_write

__all__ = ["may_change", "may_contribute", "may_write"]

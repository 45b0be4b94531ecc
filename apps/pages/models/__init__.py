"""The wiki behind one door: spaces, pages, drafts and editions."""

from apps.pages.models.drafts import Draft, DraftSave, KeptText
from apps.pages.models.editions import Edition
from apps.pages.models.imprint import Imprint
from apps.pages.models.pages import Page
from apps.pages.models.spaces import Space, Template

__all__ = ["Draft", "DraftSave", "Edition", "Imprint", "KeptText", "Page", "Space", "Template"]

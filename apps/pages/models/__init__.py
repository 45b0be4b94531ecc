"""The wiki behind one door: spaces, pages, drafts, comments and editions."""

from apps.pages.models.comments import Comment, Reply
from apps.pages.models.drafts import Draft
from apps.pages.models.editions import Edition
from apps.pages.models.files import StoredFile
from apps.pages.models.imprint import Imprint
from apps.pages.models.live import LiveChange, LiveClient, LiveText, PlainWriter, Presence
from apps.pages.models.pages import Page, Redirect
from apps.pages.models.saves import Contribution, DraftSave, KeptText
from apps.pages.models.spaces import Space, Template
from apps.pages.models.still_there import StillThere

__all__ = [
    "Comment",
    "Contribution",
    "Draft",
    "DraftSave",
    "Edition",
    "Imprint",
    "KeptText",
    "LiveChange",
    "LiveClient",
    "LiveText",
    "Page",
    "PlainWriter",
    "Presence",
    "Redirect",
    "Reply",
    "Space",
    "StillThere",
    "StoredFile",
    "Template",
]

"""The one door to a draft's words for whoever is about to act on them."""

from datetime import datetime

from apps.pages.actions.live import settle
from apps.pages.models import Draft


def lock_draft(pk: int, *related: str, at: datetime) -> Draft:
    """This will lock a draft and make what was typed live its newest version, so that nothing acknowledged is missed.

    `related` names what else is to be fetched besides the space and its unit. Part of the act that needs the draft.
    """
    locked = Draft.objects.select_for_update(of=("self",)).select_related("space__unit", *related)
    draft = locked.get(pk=pk)
    settle(draft, at=at)
    return draft

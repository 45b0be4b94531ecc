"""Bringing a version that was saved by the form to those who have the draft open live."""

from datetime import datetime

from apps.core import hub
from apps.pages.authorship import Runs
from apps.pages.live.document import LiveDocument
from apps.pages.models import Draft, LiveChange, LiveClient, LiveText


def topic_of(draft_id: int) -> str:
    """Under which name the hub tells of a draft."""
    return f"draft {draft_id}"


def carry(draft: Draft, *, runs: Runs, at: datetime) -> None:
    """This will put the text of a locked draft's newest version, whose `runs` these are, into its live text.

    All that was typed live is in the version before. Part of writing a version.
    """
    live = LiveText.objects.filter(draft=draft).first()
    if live is None:
        return
    changes = live.changes.filter(number__gt=live.packed_to).values_list("change", flat=True)
    document = LiveDocument(bytes(live.state), map(bytes, changes))
    change = document.rewrite(draft.body)
    live.last += 1
    live.packed_to = live.settled_to = live.last
    live.state, live.runs, live.wrote = document.state, runs, {}
    live.save()
    LiveClient.objects.create(live=live, client=document.client, person=None)
    LiveChange.objects.create(live=live, number=live.last, client=document.client, at=at, change=change)
    hub.tell(topic_of(draft.pk), last=live.last, by="")


def tell_of(draft: Draft) -> None:
    """This will have those who have a locked draft open live look at how it stands. Part of changing it."""
    # Locking it has found its live text, where there is one.
    if Draft.live.is_cached(draft):
        hub.tell(topic_of(draft.pk), changed=True)

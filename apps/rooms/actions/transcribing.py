"""Making a page of a sitting that is over."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from apps.pages.models import Draft
from apps.people.models import Person
from apps.records.actions import record
from apps.rooms.actions.promoting import Chosen, NewPage, make_page
from apps.rooms.actions.sittings import lock_sitting
from apps.rooms.models import Asked, Sitting
from apps.rooms.rules.sittings import may_transcribe
from apps.rooms.transcripts import Transcript


@transaction.atomic
def transcribe(sitting: Sitting, chosen: Chosen, page: NewPage, *, by: Person, at: datetime) -> Draft:
    """This will start a draft page with the answers of a sitting, each under its question, and say where it came from.

    Nothing more is answered in the sitting then. Raises Refused, and StateChanged, as `promoting.make_page` does.
    """
    sitting = lock_sitting(sitting)
    may_transcribe.require(by, sitting, at)
    shown = Asked.objects.filter(sitting=sitting, message__isnull=False)
    askers = dict(shown.values_list("message_id", "by_id"))
    draft = make_page(chosen, replace(page, lay_out=Transcript(sitting.about, askers)), by=by, at=at)
    Sitting.objects.filter(pk=sitting.pk).update(transcript=draft)
    record("rooms.sitting_transcribed", about=sitting, by=by, at=at, details={"draft": draft.pk})
    return draft

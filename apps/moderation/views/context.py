"""A matter as its stewards ask for it, and what its page shows, read or sent with something missing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from apps.core.rules import StateChanged
from apps.moderation.actions.queue import DEALT_WITH
from apps.moderation.choices import MatterState
from apps.moderation.forms.queue import SeenVersion
from apps.moderation.forms.rulings import RulingForm
from apps.moderation.guidelines import RULES
from apps.moderation.models import Matter
from apps.moderation.queries.rulings import kind_name, things_of
from apps.moderation.rules.queue import may_claim
from apps.moderation.subjects import FLAGGABLE, Thing
from apps.people.models import Person
from apps.people.requests import person_of


def matter_of(request: HttpRequest, matter_id: int) -> Matter:
    """The matter, as its stewards may see it: those of them who may read what it is about."""
    person = person_of(request)
    seen = Matter.objects.visible_to(person).select_related("community__audience_unit", "author", "claimed_by")
    matter = get_object_or_404(seen, pk=matter_id)
    thing = things_of([matter]).get(matter.pk)
    if thing is not None and not thing.is_read_by(person):
        raise Http404
    return matter


def version_seen(request: HttpRequest) -> int:
    """The version the steward acted on. Raises StateChanged when the form names none."""
    form = SeenVersion(request.POST)
    if not form.is_valid():
        raise StateChanged(DEALT_WITH)
    return int(form.cleaned_data["version"])


def about_matter(matter: Matter, thing: Thing | None, person: Person, *, at: datetime) -> dict[str, Any]:
    """What stands on the page of a matter: the text and the reasons for whoever claimed it alone."""
    flags = list(matter.flags.order_by("at"))
    return {
        "matter": matter,
        "thing": thing,
        "name": kind_name(matter.about_kind),
        "is_mine": matter.state == MatterState.OPEN and matter.claimed_by_id == person.pk,
        "is_claimed": matter.is_claimed_at(at),
        "verdict": may_claim(person, matter, at),
        "flags": [(flag, RULES.get(flag.rule)) for flag in flags],
        "ruling": matter.rulings.order_by("-at").first(),
    }


def ruling_form(matter: Matter, thing: Thing, sent: Mapping[str, Any] | None) -> RulingForm:
    """The form for what may be ruled about this very thing, empty or as it was sent."""
    measures = FLAGGABLE[matter.about_kind].measures_for(thing)
    return RulingForm(sent, initial={"text": thing.fingerprint}, measures=measures)

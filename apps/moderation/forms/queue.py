"""How a steward chooses what to see of the queue, and says which version of a matter they act on."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django import forms
from django.db.models import Q, QuerySet

from apps.moderation.choices import MatterState, Why
from apps.moderation.models import Matter
from apps.moderation.queries.queue import HEAVIEST_FIRST
from apps.moderation.subjects import FLAGGABLE
from apps.people.models import Person

# PostgreSQL's integers go no further.
LAST_VERSION = 2_147_483_647
ANY = ("", "Anything")
WHY = {
    "flagged": Q(why=Why.FLAGGED, state=MatterState.OPEN),
    "sampled": Q(why=Why.SAMPLED, state=MatterState.OPEN),
    "appealed": Q(state=MatterState.APPEALED),
}
OLDER_THAN: Mapping[str, timedelta] = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
WHO: Mapping[str, Callable[[Person, datetime], Q]] = {
    "nobody": lambda _, at: Q(claimed_until=None) | Q(claimed_until__lte=at),
    "me": lambda person, at: Q(claimed_by=person, claimed_until__gt=at),
    "another": lambda person, at: Q(claimed_until__gt=at) & ~Q(claimed_by=person),
}
SORTED_BY = {"weight": HEAVIEST_FIRST, "age": ("opened_at", "pk")}


def _one_of(label: str, *choices: tuple[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


class QueueFilter(forms.Form):
    """What is asked of the queue by its address. What makes no sense there asks for nothing."""

    why = _one_of(
        "Why it waits", ANY, ("flagged", "Flagged"), ("sampled", "Picked to be looked at"), ("appealed", "On appeal")
    )
    kind = _one_of("What it is", ANY)
    age = _one_of(
        "How long it has waited",
        ANY,
        ("hour", "More than an hour"),
        ("day", "More than a day"),
        ("week", "More than a week"),
    )
    who = _one_of(
        "Who is looking at it",
        ("", "Anybody or nobody"),
        ("nobody", "Nobody"),
        ("me", "You"),
        ("another", "Another steward"),
    )
    sort = _one_of("Sort by", ("weight", "What its flags weigh"), ("age", "How long it has waited"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed on as they come
        kinds = sorted((kind.name.capitalize(), key) for key, kind in FLAGGABLE.items())
        self.fields["kind"].choices = [ANY, *((key, name) for name, key in kinds)]  # type: ignore[attr-defined] # a ChoiceField

    def narrow(self, matters: QuerySet[Matter], person: Person, at: datetime) -> QuerySet[Matter]:
        """The matters that were asked for, in the order that was."""
        self.full_clean()
        # Nobody typed these: an address that makes no sense is nothing to tell its reader of.
        self.errors.clear()
        asked = self.cleaned_data
        if asked.get("why"):
            matters = matters.filter(WHY[asked["why"]])
        if asked.get("kind"):
            matters = matters.filter(about_kind=asked["kind"])
        if asked.get("age"):
            matters = matters.filter(opened_at__lte=at - OLDER_THAN[asked["age"]])
        if asked.get("who"):
            matters = matters.filter(WHO[asked["who"]](person, at))
        return matters.order_by(*SORTED_BY[asked.get("sort") or "weight"])

    @property
    def asks_for_some(self) -> bool:
        """Whether it leaves anything out."""
        return any(self.cleaned_data.get(name) for name in ("why", "kind", "age", "who"))


class SeenVersion(forms.Form):
    """Which version of a matter the steward was looking at."""

    version = forms.IntegerField(min_value=0, max_value=LAST_VERSION, widget=forms.HiddenInput)

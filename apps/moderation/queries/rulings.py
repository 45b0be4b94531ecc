"""Rulings as those whom they concern may read them."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from apps.moderation.choices import OFFICIAL
from apps.moderation.models import Flag, Matter, Ruling
from apps.moderation.subjects import FLAGGABLE, Thing
from apps.notices.subjects import Subject
from apps.people.models import Person
from apps.trust.choices import Level
from apps.trust.queries.levels import stands_at


def concerning(person: Person) -> QuerySet[Ruling]:
    """Rulings about what this person wrote or flagged, and all of those in communities in which they are a steward."""
    flagged = Flag.objects.filter(matter=OuterRef("matter"), flagger=person)
    keeps = stands_at(person, community="matter__community_id", least=Level.STEWARD)
    return Ruling.objects.filter(Q(author=person) | Q(Exists(flagged)) | keeps)


def things_of(matters: Iterable[Matter]) -> dict[int, Thing]:
    """By the id of a matter, the thing it is about, hidden or not; what is no longer there is left out."""
    every = list(matters)
    wanted: dict[str, set[str]] = {}
    for matter in every:
        wanted.setdefault(matter.about_kind, set()).add(matter.about_id)
    found = {kind: FLAGGABLE[kind].found(ids) for kind, ids in wanted.items() if kind in FLAGGABLE}
    pairs = ((matter.pk, found.get(matter.about_kind, {}).get(matter.about_id)) for matter in every)
    return {pk: thing for pk, thing in pairs if thing is not None}


def things_read_by(person: Person, matters: Iterable[Matter]) -> dict[int, Thing]:
    """As `things_of`, and of those the ones that this person may read, hidden or not."""
    return {pk: thing for pk, thing in things_of(matters).items() if thing.is_read_by(person)}


def kind_name(about_kind: str) -> str:
    """What people call things of that kind."""
    kind = FLAGGABLE.get(about_kind)
    return kind.name if kind else "something"


def subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """Rulings for notices: with the title of the thing for whoever wrote it, and what kind of thing for others."""
    known = {pk for pk in ids if pk.isdigit()}
    rulings = list(concerning(person).filter(pk__in=known).select_related("matter"))
    theirs = things_read_by(person, (ruling.matter for ruling in rulings if ruling.author_id == person.pk))
    return {str(one.pk): _subject(theirs.get(one.matter_id), one.matter, one.get_absolute_url()) for one in rulings}


def held_subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What this person wrote that readers do not see while it waits, for notices."""
    matters = list(held_back(person).filter(pk__in={pk for pk in ids if pk.isdigit()}))
    theirs = things_read_by(person, matters)
    return {
        str(one.pk): _subject(theirs.get(one.pk), one, reverse("moderation:held", args=[one.pk])) for one in matters
    }


def held_back(person: Person) -> QuerySet[Matter]:
    """What this person wrote that was hidden by the weight of flags."""
    return Matter.objects.filter(author=person, hidden_at__isnull=False)


def _subject(thing: Thing | None, matter: Matter, url: str) -> Subject:
    if thing is None:
        return Subject(kind_name(matter.about_kind).capitalize(), url, OFFICIAL)
    return Subject(thing.title, url, thing.marking, handling=thing.handling)

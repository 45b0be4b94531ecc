"""What others did that somebody gains or loses standing by."""

from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction

from apps.people.models import Person, Posting
from apps.records.actions import Actor, record
from apps.records.models import kind_of
from apps.trust.actions.standing import reckon
from apps.trust.choices import DAYS_TO_STAND, CreditKind
from apps.trust.models import Community, Credit

MUST_STAND = (CreditKind.EDIT, CreditKind.ANSWER)


@transaction.atomic
def credit(  # noqa: PLR0913 - all of them are parts of one fact, each said by its name
    kind: CreditKind,
    *,
    to: Person,
    about: models.Model,
    community: Community,
    by: Person,
    at: datetime,
    on: models.Model | None = None,
    counts_from: datetime | None = None,
) -> Credit | None:
    """This will credit somebody with what `by` did, record it and reckon their standing afresh.

    `on` is the page or question that it was on, `about` itself where none is named: how many of these there are, and
    on how many days, is a part of every level. Edits and answers count once they have stood for a time. What was made
    void counts again when it is given again, as old as it was. Returns None, and changes nothing, when it is their own
    act or is credited already.
    """
    fact = {"community": community, "kind": kind, "person": to, "giver": by}
    fact |= {"about_kind": kind_of(about), "about_id": str(about.pk)}
    before = Credit.objects.filter(**fact).first()
    if to.pk == by.pk or (before and before.void_at is None):
        return None
    waits = timedelta(days=DAYS_TO_STAND if kind in MUST_STAND else 0)
    place = on or about
    given = before or Credit(
        **fact,
        about_name=str(about)[:200],
        place=f"{kind_of(place)} {place.pk}",
        giver_team_id=_team_of(by, at),
        at=at,
    )
    given.counts_from, given.void_at, given.void_because = counts_from or at + waits, None, ""
    details = {"kind": kind, "to": str(to.pk), "about": f"{given.about_kind} {given.about_id}"}
    try:
        with transaction.atomic():
            # The record comes first: who holds its chain waits for nobody, and who writes a standing holds it.
            record("trust.credited", about=community, by=by, at=at, details=details)
            given.save(force_insert=before is None)
    except IntegrityError:
        return None
    reckon(to, community, at=at)
    return given


@transaction.atomic
def void(
    about: models.Model,
    *,
    kind: CreditKind | None = None,
    to: Person | None = None,
    because: str,
    by: Actor,
    at: datetime,
) -> int:
    """This will make void what was credited for something, and count how many credits that was.

    All of it, or one kind, or what one person was credited with.

    Whom they were given to stands lower for it from that moment.
    """
    found = Credit.objects.filter(about_kind=kind_of(about), about_id=str(about.pk), void_at=None)
    if kind is not None:
        found = found.filter(kind=kind)
    if to is not None:
        found = found.filter(person=to)
    if not found.exists():
        return 0
    details = {"about": f"{kind_of(about)} {about.pk}", "kind": kind or ""}
    community = found.select_related("community")[0].community
    record("trust.credits_voided", about=community, by=by, at=at, because=because, details=details)
    voided = list(found.select_related("community", "person").order_by("pk"))
    Credit.objects.filter(pk__in=[one.pk for one in voided]).update(void_at=at, void_because=because)
    for person, place in {(one.person, one.community) for one in voided}:
        reckon(person, place, at=at)
    return len(voided)


def _team_of(person: Person, at: datetime) -> int | None:
    """The unit they have been posted in the longest, of those they are posted in at that moment."""
    held = Posting.objects.held_at(at).filter(person=person).order_by("starts_at", "pk")
    return held.values_list("unit_id", flat=True).first()

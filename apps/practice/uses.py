"""How the stewards reach what teams say they do with a practice, and how notices tell of it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from apps.core.text import says_something
from apps.moderation.actions.measures import TAKEN_OUT
from apps.moderation.choices import Measure
from apps.moderation.subjects import Flaggable, Thing
from apps.notices.subjects import Subject
from apps.people.models import Person
from apps.practice.actions.adoptions import credit_writers, void_credits
from apps.practice.actions.locking import lock
from apps.practice.actions.ranking import refresh
from apps.practice.models import Adoption, AdoptionReport, Doubt, Practice
from apps.records.actions import System

# Only the team changes what it said, so there is nothing to leave to some for a time.
MEASURES = frozenset({Measure.NONE, Measure.WARN, Measure.HIDE, Measure.REDACT, Measure.PAUSE})
# What people typed in a report.
TYPED = ("what_happened", "evidence_link", "evidence_words", "evidence_name", "interest")


def adoption_subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of what teams do with practices."""
    seen = Adoption.objects.visible_to(person).filter(pk__in=ids).select_related("practice__page", "team")
    return {str(one.pk): Subject(_title(one), one.get_absolute_url(), one.practice.page.marking) for one in seen}


def doubt_subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of doubts: the title of the practice, leading to the doubt."""
    practices = Practice.objects.visible_to(person)
    seen = Doubt.objects.filter(pk__in=ids, page__practice__in=practices).select_related("page")
    return {str(one.pk): Subject(one.page.title, one.get_absolute_url(), one.page.marking) for one in seen}


def practice_subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of practices: they lead to each one's own page."""
    seen = Practice.objects.visible_to(person).filter(pk__in=ids).select_related("page")
    return {
        str(one.pk): Subject(one.page.title, reverse("practice:practice", args=[one.pk]), one.page.marking)
        for one in seen
    }


def _rows() -> QuerySet[Adoption]:
    place = ("practice__page__audience_unit", "practice__page__space__community__audience_unit")
    named = Adoption.objects.select_related("reported_by", "team", *place)
    return named.filter(retracted_at=None).prefetch_related("reports")


def _things(rows: QuerySet[Adoption], about_ids: Collection[str]) -> Mapping[str, Thing]:
    found = rows.filter(pk__in=[pk for pk in about_ids if pk.isdigit()])
    return {str(one.pk): _thing(one) for one in found}


def _thing(one: Adoption) -> Thing:
    reports = list(one.reports.all())
    said = [getattr(report, name) for report in one.said for name in TYPED]
    return Thing(
        title=_title(one),
        url=one.get_absolute_url(),
        text="\n\n".join(filter(None, [f"{one.get_use_display()}. {one.get_outcome_display()}.", *said])),
        author=one.reported_by,
        community=one.practice.page.space.community,
        writers=frozenset(report.by_id for report in reports),
        readers=one.practice.page.audience_unit,
        marking=one.practice.page.marking,
        handling=one.practice.page.handling,
    )


def contents_kept(contents: Collection[str]) -> set[str]:
    """Which of these contents, by SHA-256, are evidence of what a team says."""
    evidence = AdoptionReport.objects.filter(evidence_file__sha256__in=contents)
    return set(evidence.values_list("evidence_file__sha256", flat=True))


def _title(one: Adoption) -> str:
    return f"Use of ‘{one.practice.page.title}’ in {one.team}"


def _seen(person: Person, about_ids: Collection[str]) -> Mapping[str, Thing]:
    return _things(_rows().filter(pk__in=Adoption.objects.visible_to(person)), about_ids)


def _lock(about_id: str) -> None:
    practice_id = Adoption.objects.filter(pk=about_id).values_list("practice_id", flat=True).first()
    if practice_id:
        lock(practice_id)


def _set_hidden(about_id: str, at: datetime, *, hidden_at: datetime | None) -> None:
    Adoption.objects.filter(pk=about_id).update(hidden_at=hidden_at)
    practice = Practice.objects.select_related("page__edition").filter(adoptions__pk=about_id).first()
    if practice:
        refresh(practice, at=at)


def _hide(about_id: str, at: datetime) -> None:
    _set_hidden(about_id, at, hidden_at=at)


def _show(about_id: str, at: datetime) -> None:
    _set_hidden(about_id, at, hidden_at=None)


def _strike(about_id: str, by: Person, at: datetime) -> None:
    void_credits(Adoption.objects.get(pk=about_id), by=by, at=at)


def _restore(about_id: str, by: Person, at: datetime) -> None:  # noqa: ARG001 - as moderation calls it
    adoption = Adoption.objects.select_related("practice__page__space__community", "reported_by").get(pk=about_id)
    if adoption.hidden_at is None and adoption.retracted_at is None:
        credit_writers(adoption, adoption.practice, by=adoption.reported_by, at=at)


def _redact(about_id: str, words: str, by: Person | System, at: datetime) -> int:  # noqa: ARG001 - as others are called
    """Put a mark in the place of the words in every report of the team, and count how often."""
    times = 0
    for report in AdoptionReport.objects.filter(adoption__pk=about_id).select_for_update(of=("self",)).order_by("pk"):
        kept = {name: getattr(report, name) for name in TYPED}
        times += sum(text.count(words) for text in kept.values())
        AdoptionReport.objects.filter(pk=report.pk).update(**{name: _without(kept[name], words, name) for name in kept})
    _weigh_evidence(about_id, at)
    return times


def _weigh_evidence(about_id: str, at: datetime) -> None:
    """Rank the practice without evidence of which nothing is left."""
    adoption = Adoption.objects.prefetch_related("reports").get(pk=about_id)
    if adoption.is_evidenced and not any(_has_evidence(report) for report in adoption.said):
        Adoption.objects.filter(pk=about_id).update(is_evidenced=False)
        refresh(lock(adoption.practice_id), at=at)


def _has_evidence(report: AdoptionReport) -> bool:
    left = report.evidence_words.replace(TAKEN_OUT, "")
    return bool(report.evidence_link or report.evidence_file_id or says_something(left))


def _without(text: str, words: str, name: str) -> str:
    """A link with words taken out leads nowhere, so all of it goes; nothing grows longer than its field."""
    if words not in text:
        return text
    if name == "evidence_link":
        return ""
    length: int | None = getattr(AdoptionReport._meta.get_field(name), "max_length", None)
    return text.replace(words, TAKEN_OUT)[:length]


ADOPTION = Flaggable(
    name="report of use",
    measures=MEASURES,
    seen_by=_seen,
    found=lambda about_ids: _things(_rows(), about_ids),
    hide=_hide,
    show=_show,
    redact=_redact,
    lock=_lock,
    struck=_strike,
    restored=_restore,
)

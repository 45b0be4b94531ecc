"""The versions of a draft: what each changed, who wrote what, and when."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from apps.pages.authorship import Runs, Source, covering, shares, stretch, unwritten
from apps.pages.choices import DraftState, Fact, SaveKind
from apps.pages.markup import Paragraph
from apps.pages.models import Contribution, Draft, DraftSave, Edition
from apps.pages.models.drafts import Wording
from apps.people.models import Person

# Versions that follow one another within so long, by the same people, were written at one sitting.
PAUSE = timedelta(minutes=10)
# A sitting that goes on for longer is told as several.
MOST_AT_A_SITTING = 50
# So many versions back is a paragraph followed to where it was last changed.
LOOKED_BACK = 200


def version_of(draft: Draft, version: int) -> DraftSave | None:
    """That version of the draft, with whose it is; None when there never was one."""
    return DraftSave.objects.filter(draft=draft, version=version).select_related("by").first()


def as_written(draft: Draft) -> Source:
    """The draft's newest text, and who wrote it."""
    newest = DraftSave.objects.filter(draft=draft, version=draft.version)
    return Source(draft.body, covering(newest.values_list("runs", flat=True).first() or [], draft.body))


def as_published(edition: Edition) -> Source:
    """The edition's text, and who wrote it as far as Greenpaper knows."""
    version = published_from(edition)
    return Source(edition.body, version_runs(version) if version else unwritten(edition.body))


def version_runs(version: DraftSave) -> Runs:
    """Who wrote the text of a version."""
    return covering(version.runs, version.body)


def published_from(edition: Edition) -> DraftSave | None:
    """The version of a draft whose text an edition is; None where it was brought in, or a space opened with it.

    A text that was put back after an emergency is that of the edition it was first published as.
    """
    first = edition.puts_back or edition
    published = Draft.objects.filter(page=first.page_id, state=DraftState.PUBLISHED)
    # One draft alone can have changed the edition before this one: publishing asks for the edition it was based on.
    before = published.filter(base__number=first.number - 1) if first.number > 1 else published.filter(base=None)
    draft = before.order_by("-pk").first()
    version = DraftSave.objects.filter(draft=draft, version=draft.version).first() if draft else None
    return version if version and version.body == first.body else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A version as the history tells of it: how its words differ from the version before.

    `added` and `removed` count characters of the text; `facts` is what else was changed.
    """

    save: DraftSave
    writers: tuple[Person, ...]
    added: int
    removed: int
    facts: tuple[Fact, ...]

    @property
    def is_start(self) -> bool:
        return self.save.version == 0

    @property
    def before(self) -> int:
        """The number of the version that it is compared with."""
        return max(0, self.save.version - 1)

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to say of how it came to be."""
        return self.save.kind == SaveKind.SAVED


@dataclass(frozen=True, slots=True)
class Sitting:
    """Versions that the same people wrote one after another, the latest first."""

    entries: Sequence[Entry]

    @property
    def latest(self) -> Entry:
        return self.entries[0]

    @property
    def earliest(self) -> Entry:
        return self.entries[-1]

    @property
    def before(self) -> int:
        """The number of the version that it began with."""
        return self.earliest.before

    @property
    def added(self) -> int:
        return sum(one.added for one in self.entries)

    @property
    def removed(self) -> int:
        return sum(one.removed for one in self.entries)

    @property
    def facts(self) -> list[Fact]:
        """What was changed besides the text, each once."""
        return [fact for fact in Fact if any(fact in one.facts for one in self.entries)]

    @property
    def named(self) -> list[Entry]:
        return [one for one in self.entries if one.save.name]


def writers_in(draft: Draft) -> QuerySet[Person]:
    """Everyone who wrote in this very draft, by name."""
    wrote = Contribution.objects.filter(save_of__draft=draft).values("person_id")
    return Person.objects.filter(pk__in=wrote).order_by("name", "pk")


def named_versions(draft: Draft) -> QuerySet[DraftSave]:
    """The versions that were given a name, the latest first, without their texts."""
    named = DraftSave.objects.filter(draft=draft).exclude(name="")
    return named.select_related("named_by").defer("body", "runs").order_by("-version")


def sittings(draft: Draft, *, who: int | None = None, only_named: bool = False) -> list[list[int]]:
    """Which versions were written at one sitting, both the sittings and their versions latest first.

    Of one person's alone where `who` is their number, and of those that were named where that is asked.
    """
    saves = DraftSave.objects.filter(draft=draft).order_by("-version")
    if only_named:
        saves = saves.exclude(name="")
    if who is not None:
        saves = saves.filter(contributions__person=who)
    writers: dict[int, set[int]] = {}
    for save, person in Contribution.objects.filter(save_of__draft=draft).values_list("save_of_id", "person_id"):
        writers.setdefault(save, set()).add(person)
    found: list[list[int]] = []
    after: tuple[Collection[int], datetime] | None = None
    for pk, version, at in saves.values_list("pk", "version", "at"):
        by = writers.get(pk, set())
        is_same = after is not None and by == after[0] and after[1] - at <= PAUSE
        if is_same and len(found[-1]) < MOST_AT_A_SITTING:
            found[-1].append(version)
        else:
            found.append([version])
        after = by, at
    return found


def told(draft: Draft, groups: Iterable[Sequence[int]]) -> list[Sitting]:
    """Those sittings, with what each version changed. Texts are not read."""
    wanted = [list(group) for group in groups]
    versions = {version for group in wanted for version in group}
    known = DraftSave.objects.filter(draft=draft, version__in={*versions, *(version - 1 for version in versions)})
    known = known.select_related("by", "named_by").defer("body", "runs")
    saves = {save.version: save for save in known.prefetch_related("contributions__person")}
    return [Sitting([_entry(saves[one], saves.get(one - 1)) for one in group]) for group in wanted]


def _entry(save: DraftSave, before: DraftSave | None) -> Entry:
    wrote = sorted(save.contributions.all(), key=lambda one: (one.person.name, one.person_id))
    return Entry(
        save,
        tuple(one.person for one in wrote),
        sum(one.added for one in wrote),
        sum(one.removed for one in wrote),
        tuple(facts_changed(before, save)) if before else (),
    )


def facts_changed(before: Wording, after: Wording) -> Iterator[Fact]:
    """What besides the text is not the same in both."""
    for fact in Fact:
        if _said(before, fact) != _said(after, fact):
            yield fact


def _said(wording: Wording, fact: Fact) -> Any:
    if fact == Fact.MARKING:
        return wording.marked()
    return {Fact.TITLE: wording.title, Fact.AUDIENCE: wording.audience, Fact.FILES: wording.files}[fact]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that two versions say differently, both in words."""

    fact: Fact
    before: str
    after: str


def differences(before: Wording, after: Wording) -> list[Difference]:
    """What besides the text and the files is not the same in both, as people read it."""
    changed = (fact for fact in facts_changed(before, after) if fact != Fact.FILES)
    return [Difference(fact, _in_words(before, fact), _in_words(after, fact)) for fact in changed]


def _in_words(wording: Wording, fact: Fact) -> str:
    until = f"until {wording.sensitive_until.isoformat()}" if wording.sensitive_until else ""
    marked = (wording.marking_line, wording.sensitive_because, wording.responsible_role, until)
    return {
        Fact.TITLE: wording.title,
        Fact.AUDIENCE: wording.get_audience_display(),
        Fact.MARKING: ". ".join(filter(None, marked)),
    }[fact]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a paragraph is somebody's, in per cent; `person` is None where nobody wrote it here."""

    person: Person | None
    percent: int


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph, whose it is, and the version that brought it as it stands.

    `changed` is None where that was longer ago than is looked back.
    """

    text: str
    shares: Sequence[Share]
    changed: DraftSave | None

    @property
    def is_as_started(self) -> bool:
        """Whether nobody changed it in this draft."""
        return self.changed is not None and self.changed.version == 0

    @property
    def before(self) -> int:
        """The number of the version that did not have it yet."""
        return max(0, self.changed.version - 1) if self.changed else 0


def who_wrote(version: DraftSave, paragraphs: Sequence[Paragraph]) -> list[Written]:
    """Whose each of these paragraphs of a version is, and when it was last changed. Three queries in all."""
    runs = version_runs(version)
    texts = [version.body[one.start : one.end] for one in paragraphs]
    counts = [shares(stretch(runs, one.start, one.end)) for one in paragraphs]
    people = Person.objects.in_bulk({who for count in counts for who in count if who is not None})
    brought = _brought(version, texts)
    saves = {one.version: one for one in _saves(version, set(brought.values()))}
    return [
        Written(text, _shares(count, people), saves.get(brought.get(text, -1)))
        for text, count in zip(texts, counts, strict=True)
    ]


def _shares(counts: dict[int | None, int], people: dict[int, Person]) -> list[Share]:
    whole = sum(counts.values())
    return [Share(people[who] if who else None, round(100 * count / whole)) for who, count in counts.items()]


def _saves(version: DraftSave, numbers: Collection[int]) -> QuerySet[DraftSave]:
    return (
        DraftSave.objects.filter(draft=version.draft_id, version__in=numbers).select_related("by").defer("body", "runs")
    )


def _brought(version: DraftSave, texts: Collection[str]) -> dict[str, int]:
    """The version since which each text stands as it does, as far as is looked back."""
    earlier = DraftSave.objects.filter(draft=version.draft_id, version__lt=version.version).order_by("-version")
    left = set(texts)
    brought: dict[str, int] = {}
    number = version.version
    for number, body in earlier.values_list("version", "body")[:LOOKED_BACK].iterator(chunk_size=20):
        gone = {text for text in left if text not in body}
        brought |= dict.fromkeys(gone, number + 1)
        left -= gone
        if not left:
            break
    return brought if number else {**brought, **dict.fromkeys(left, 0)}

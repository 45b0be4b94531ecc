"""What a draft's next version is made of, and making it. Part of every act that changes a draft's words."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from apps.core.rules import StateChanged
from apps.core.text import normalise, one_line
from apps.pages.actions.carrying import carry, tell_of
from apps.pages.authorship import Hands, handed
from apps.pages.choices import Marking, SaveKind
from apps.pages.models import Contribution, Draft, DraftSave
from apps.pages.models.drafts import Attached, Wording
from apps.pages.queries.versions import as_written
from apps.pages.rules import may_choose_readers
from apps.people.models import Person
from apps.records.actions import record


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody typed into the draft form. `files` is None where they said nothing of files: those stay."""

    title: str
    body: str
    audience: int
    marking: str = Marking.OFFICIAL
    handling: str = ""
    sensitive_because: str = ""
    responsible_role: str = ""
    sensitive_until: date | None = None
    files: list[Attached] | None = None

    def tidy(self) -> "Words":
        """The same words as they are stored: one kind of line ending, a one-line title, no handling of OFFICIAL."""
        plain = Words(one_line(self.title), normalise(self.body), int(self.audience), files=self.files)
        if self.marking != Marking.SENSITIVE:
            return plain
        return replace(
            plain,
            marking=self.marking,
            handling=one_line(self.handling),
            sensitive_because=one_line(self.sensitive_because),
            responsible_role=one_line(self.responsible_role),
            sensitive_until=self.sensitive_until,
        )

    def written(self, before: Wording) -> dict[str, Any]:
        """Everything by the names of the fields, once it stands in place of what was written before."""
        return asdict(self) | {"files": before.files if self.files is None else self.files}

    def digest(self, before: Wording) -> str:
        """The digest of what would then be written."""
        return Draft(**self.written(before)).digest()


def already_says(draft: Draft, words: Words) -> bool:
    """Whether the draft is worded so already; `words` are tidy."""
    return draft.words() == words.written(draft)


def was_sent_before(draft: Draft, words: Words, *, made_on: int, by: Person) -> bool:
    """Whether somebody sent these very words, typed on that version, before: they are in the draft, or were.

    What others made of them since is not to be undone by a form that arrives twice. `words` are tidy.
    """
    return DraftSave.objects.filter(draft=draft, by=by, made_on=made_on, typed=words.digest(draft)).exists()


def write(
    draft: Draft,
    words: Words,
    *,
    by: Person,
    at: datetime,
    kind: SaveKind = SaveKind.SAVED,
    hands: Hands | None = None,
) -> DraftSave:
    """This will make tidy words a locked draft's next version. Part of the act that allows it, in its transaction.

    `hands` says who wrote what; without it, whatever is new in the text is by whoever saves. Whoever has the draft open
    live sees what is new too. Returns the version. Raises StateChanged when somebody saved meanwhile, Refused when `by`
    may not choose for whom it is.
    """
    may_choose_readers.require(by, draft, words.audience, at)
    written = words.written(draft)
    version, was = draft.version, draft.body
    hands = hands or handed([as_written(draft)], words.body, by.pk)
    draft.version, draft.saved_by, draft.saved_at = version + 1, by, at
    for name, value in written.items():
        setattr(draft, name, value)
    # The conditional update is the guard on SQLite, which has no row locks.
    changed = Draft.objects.filter(pk=draft.pk, version=version)
    if not changed.update(version=version + 1, saved_by=by, saved_at=at, **written):
        raise StateChanged("Somebody saved this draft a moment before you.")
    facts = {"version": draft.version, "kind": kind, "by": by, "at": at, "runs": hands.runs}
    saved = DraftSave.objects.create(draft=draft, **facts, **written)
    wrote = {by.pk: (0, 0), **hands.wrote}
    Contribution.objects.bulk_create(
        Contribution(save_of=saved, person_id=person, added=added, removed=removed)
        for person, (added, removed) in wrote.items()
    )
    record("pages.draft_saved", about=draft, by=by, at=at, details={"version": draft.version, "digest": draft.digest()})
    if kind != SaveKind.LIVE and words.body != was:
        carry(draft, runs=hands.runs, at=at)
    tell_of(draft)
    return saved


def count_as_writers(draft: Draft, people: Iterable[Person]) -> None:
    """This will have people count among those who wrote a draft's latest version, as their words are in it.

    Part of the act that wrote it.
    """
    latest = DraftSave.objects.get(draft=draft, version=draft.version)
    wrote = [Contribution(save_of=latest, person=person) for person in people if person.pk != latest.by_id]
    Contribution.objects.bulk_create(wrote)

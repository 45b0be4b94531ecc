"""Files in a draft: adding, replacing, describing and taking out. Each makes a version, as any other change does."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import TypeAlias

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from apps.core.one_by_one import one_by_one
from apps.core.rules import Refused, StateChanged
from apps.core.text import one_line
from apps.pages.actions.locking import lock_draft
from apps.pages.actions.writing import Words, write
from apps.pages.files import Accepted, Unacceptable, free_name, scan, shelving
from apps.pages.models import Draft, StoredFile
from apps.pages.models.drafts import Attached
from apps.pages.queries.files import contents_kept, mark_of
from apps.pages.rules import may_be_kept, may_hold_files, may_write
from apps.people.models import Person
from apps.records.actions import record

# An upload that went with no version of any draft is thrown away after so many days.
DAYS_UNATTACHED = 30
# Higher floors that keep files add here, in their AppConfig.ready(), which of these contents, by SHA-256, they keep.
ALSO_KEPT: list[Callable[[Collection[str]], Collection[str]]] = []
# From the files that a draft has, by name, to the name of the one that changes and the files that it has then.
Change: TypeAlias = Callable[[dict[str, Attached]], tuple[str, dict[str, Attached]]]


def attach(draft: Draft, file: Accepted, alt: str, *, by: Person, at: datetime) -> tuple[Draft, str]:
    """This will add a file to the draft, and return the draft with the name that the file got.

    `alt` says what it shows, in words; empty where it only decorates. Raises Refused with the rule's reason, or the
    virus scanner's.
    """
    alt = _sayable(file.name, alt, file.words)

    def added(files: dict[str, Attached]) -> tuple[str, dict[str, Attached]]:
        name = free_name(file.name, files)
        return name, files | {name: Attached(name=name, sha256=file.sha256, alt=alt)}

    _take_in(draft, file, by=by, at=at)
    return _change(draft, added, "pages.file_attached", by=by, at=at)


def replace(draft: Draft, name: str, file: Accepted, *, seen: str, by: Person, at: datetime) -> Draft:
    """This will put another content in the place of a file, under the same name; what was there stays in the versions.

    `seen` is the mark of the file as whoever replaces it saw it. Raises Refused as `attach`, and when the content is
    of another kind; StateChanged when somebody changed the file meanwhile.
    """
    if file.name.rpartition(".")[2] != name.rpartition(".")[2]:
        raise Refused(f"What you chose is of another kind than {name}: {file.kind.label}. Add it as a file of its own.")

    may_be_kept.require(name, file.words)

    def replaced(files: dict[str, Attached]) -> tuple[str, dict[str, Attached]]:
        was = _found(files, name, seen)
        return name, files | {name: Attached(name=name, sha256=file.sha256, alt=was["alt"])}

    _take_in(draft, file, by=by, at=at)
    return _change(draft, replaced, "pages.file_replaced", by=by, at=at)[0]


def describe(draft: Draft, name: str, alt: str, *, seen: str, by: Person, at: datetime) -> Draft:
    """This will say what a file shows, in words; empty where it only decorates. Raises as `replace`."""
    alt = _sayable(name, alt)

    def described(files: dict[str, Attached]) -> tuple[str, dict[str, Attached]]:
        was = _found(files, name, seen)
        return name, files | {name: Attached(name=name, sha256=was["sha256"], alt=alt)}

    return _change(draft, described, "pages.file_described", by=by, at=at)[0]


def take_out(draft: Draft, name: str, *, seen: str, by: Person, at: datetime) -> Draft:
    """This will take a file out of the draft. It stays in the versions that had it. Raises as `replace`."""

    def without(files: dict[str, Attached]) -> tuple[str, dict[str, Attached]]:
        was = _found(files, name, seen)
        return name, {other: file for other, file in files.items() if file is not was}

    return _change(draft, without, "pages.file_taken_out", by=by, at=at)[0]


def keep_for_good(contents: Collection[str], name: str, *, at: datetime) -> None:
    """This will keep what was taken in, by SHA-256, for as long as Greenpaper stands. Part of the act that shows it.

    Raises StateChanged, naming the file, when some of it was thrown away.
    """
    known = StoredFile.objects.filter(sha256__in=contents)
    if known.update(attached_at=Coalesce("attached_at", at)) != len(contents):
        raise StateChanged(f"What {name} holds was thrown away a moment ago. Add it again.")


def let_go(contents: Collection[str]) -> int:
    """This will make uploads again of contents, by SHA-256, that nothing keeps any more, and return how many these are.

    Part of the act that took away what kept them; `throw_away_orphans` has them go.
    """
    locked = StoredFile.objects.select_for_update().filter(sha256__in=contents).order_by("sha256")
    left = set(locked.values_list("sha256", flat=True))
    if left:
        left -= contents_kept(left)
    for keeps in ALSO_KEPT:
        left -= set(keeps(left))
    return StoredFile.objects.filter(sha256__in=left).update(attached_at=None)


def throw_away_orphans(at: datetime) -> int:
    """This will throw away uploads that have gone with no version of any draft for 30 days, and return their number."""
    return one_by_one(_orphans(at).order_by("pk"), lambda one: _throw_away(one, at=at))


@transaction.atomic
def _change(draft: Draft, change: Change, verb: str, *, by: Person, at: datetime) -> tuple[Draft, str]:
    draft = lock_draft(draft.pk, at=at)
    may_write.require(by, draft, at)
    name, changed = change({file["name"]: file for file in draft.files})
    files = [changed[one] for one in sorted(changed)]
    if files == draft.files:
        return draft, name
    may_hold_files.require(files)
    # From now on it is a version's, and versions stay.
    keep_for_good({file["sha256"] for file in files}, name, at=at)
    write(draft, Words(draft.title, draft.body, draft.audience, files=files, **draft.marked()), by=by, at=at)
    sha256 = changed[name]["sha256"] if name in changed else ""
    facts = {"name": name, "sha256": sha256, "version": draft.version}
    record(verb, about=draft, by=by, at=at, details=facts)
    return draft, name


def _found(files: dict[str, Attached], name: str, seen: str) -> Attached:
    """The file of that name, as it was seen."""
    found = files.get(name)
    if found is None or mark_of(found) != seen:
        raise StateChanged(
            f"Somebody changed {name} or took it out after you opened this page. Look at the files again."
        )
    return found


def _sayable(name: str, alt: str, words: str = "") -> str:
    may_be_kept.require(name, f"{alt}\n{words}")
    return one_line(alt)


def _take_in(draft: Draft, file: Accepted, *, by: Person, at: datetime) -> None:
    """Take a file in before the draft is locked, as that takes its time."""
    may_write.require(by, draft, at)
    take_in(file, by=by, at=at)


def take_in(file: Accepted, *, by: Person, at: datetime) -> None:
    """This will have a file scanned and store what it holds, as an upload: it is thrown away unless something keeps it.

    Raises Refused with the virus scanner's reason. Whoever calls has asked whether they may.
    """
    scanned = {"scanned_at": at} if settings.CLAMD else {}
    try:
        if settings.CLAMD:
            scan(file.content, settings.CLAMD)
    except Unacceptable as found:
        raise Refused(found.reason) from found
    facts = {"size": len(file.content), "media_type": file.kind.media_type, "width": file.width, "height": file.height}
    again = {"stored_at": at, **scanned}
    # The row first, in a transaction of its own: whatever is stored then has a row, by which it is found again.
    StoredFile.objects.get_or_create(sha256=file.sha256, defaults={**facts, **again, "stored_by": by})
    with transaction.atomic():
        # Changing it locks it, so that nobody throws the content away while it is written.
        if not StoredFile.objects.filter(sha256=file.sha256).update(**again):
            raise StateChanged("The same file was being thrown away. Add it again.")
        shelving.keep(file.sha256, file.content)


def _orphans(at: datetime) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(attached_at=None, stored_at__lt=at - timedelta(days=DAYS_UNATTACHED))


def _throw_away(orphan: StoredFile, *, at: datetime) -> int:
    still = _orphans(at).select_for_update().filter(pk=orphan.pk)
    if not list(still):
        return 0
    # The content before the row: what was begun and not finished is begun again.
    shelving.throw_away(orphan.sha256)
    return still.delete()[0]

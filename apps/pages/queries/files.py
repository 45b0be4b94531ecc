"""Reads of the files that go with a text: where they are read, how large they are, and what became of them."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.apps import apps
from django.db.models import Sum
from django.urls import reverse

from apps.pages import markup
from apps.pages.files.kinds import kind_named
from apps.pages.models import Draft, DraftSave, Edition, StoredFile
from apps.pages.models.drafts import Attached, Wording

# Where files are read, by their names.
Places: TypeAlias = dict[str, markup.Placed]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it is listed: its name, what kind it is, its size in bytes, what it shows, and where it is read."""

    name: str
    label: str
    size: int
    alt: str
    address: str
    sha256: str
    is_image: bool = False


@dataclass(frozen=True, slots=True)
class FileChange:
    """What became of a file from one text to the next: 'added', 'removed', 'replaced' or 'described'."""

    name: str
    what: str
    was: str = ""
    alt: str = ""


def places(files: Iterable[Attached], address: str, *args: object) -> Places:
    """Where each file is read, by its name: `address` is the name of a URL that takes `args` and the file's name."""
    return {file["name"]: markup.Placed(reverse(address, args=[*args, file["name"]]), file["alt"]) for file in files}


def in_draft(draft: Draft) -> Places:
    """Where the files of a draft as it is now are read."""
    return places(draft.files, "pages:draft-file", draft.pk)


def in_version(version: DraftSave) -> Places:
    """Where the files of one version of a draft are read."""
    return places(version.files, "pages:version-file", version.draft_id, version.version)


def in_edition(edition: Edition) -> Places:
    """Where the files of one edition of a page are read."""
    return places(edition.files, "pages:edition-file", edition.page_id, edition.number)


def attachments(files: Sequence[Attached], address: str, *args: object) -> list[Attachment]:
    """The files as they are listed, with their sizes, in one query; none where there are no files."""
    if not files:
        return []
    known = StoredFile.objects.filter(sha256__in={file["sha256"] for file in files})
    sizes = dict(known.values_list("sha256", "size"))
    found = places(files, address, *args)
    return [_attachment(file, sizes.get(file["sha256"], 0), found[file["name"]].address) for file in files]


def not_shown_in(html: str, listed: Iterable[Attachment]) -> list[Attachment]:
    """Those files that stored HTML neither shows nor links to."""
    shown = set(markup.names_in(html))
    return [one for one in listed if one.name not in shown]


def missing_from(body_html: str, files: Iterable[Attached]) -> list[str]:
    """The names of files that stored HTML refers to and that do not go with the text."""
    there = {file["name"] for file in files}
    return [name for name in markup.names_in(body_html) if name not in there]


def changes(before: Iterable[Attached], after: Iterable[Attached]) -> list[FileChange]:
    """What became of the files from one text to the next, by name."""
    were, are = ({file["name"]: file for file in files} for files in (before, after))
    found = (_change(name, were.get(name), are.get(name)) for name in sorted({*were, *are}))
    return [one for one in found if one is not None]


def total_size(files: Iterable[Attached]) -> int:
    """Bytes of all of them, the same content counted once."""
    contents = {file["sha256"] for file in files}
    return StoredFile.objects.filter(sha256__in=contents).aggregate(all=Sum("size"))["all"] or 0


def contents_kept(contents: Collection[str]) -> set[str]:
    """Which of these contents, by SHA-256, go with any text there is, or with any version of it. Reads them all."""
    texts = [model for model in apps.get_models() if issubclass(model, Wording | Edition)]
    kept: set[str] = set()
    for model in texts:
        with_files = model._default_manager.exclude(files=[])  # noqa: SLF001 - Django's own name for what every model has
        kept.update(file["sha256"] for files in with_files.values_list("files", flat=True).iterator() for file in files)
    return kept.intersection(contents)


def mark_of(file: Attached) -> str:
    """What tells a file as somebody saw it from the same one changed since."""
    return hashlib.sha256(f"{file['sha256']} {file['alt']}".encode()).hexdigest()[:32]


def _attachment(file: Attached, size: int, address: str) -> Attachment:
    kind = kind_named(file["name"])
    label, is_image = (kind.label, kind.is_image) if kind else ("", False)
    return Attachment(file["name"], label, size, file["alt"], address, file["sha256"], is_image)


def _change(name: str, was: Attached | None, now: Attached | None) -> FileChange | None:
    if was == now:
        return None
    if was is None or now is None:
        there = now or was
        assert there is not None
        return FileChange(name, "added" if now else "removed", alt=there["alt"])
    what = "replaced" if was["sha256"] != now["sha256"] else "described"
    return FileChange(name, what, was=was["alt"], alt=now["alt"])

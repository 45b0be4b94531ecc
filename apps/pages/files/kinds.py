"""The kinds of files that are taken, told by what they hold and never by what they are called."""

from __future__ import annotations

from dataclasses import dataclass

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, the ending its name gets, and what people call it."""

    media_type: str
    ending: str
    label: str
    is_image: bool = False


PNG = Kind("image/png", "png", "PNG image", is_image=True)
JPEG = Kind("image/jpeg", "jpg", "JPEG image", is_image=True)
GIF = Kind("image/gif", "gif", "GIF image", is_image=True)
WEBP = Kind("image/webp", "webp", "WebP image", is_image=True)
PDF = Kind("application/pdf", "pdf", "PDF")
DOCX = Kind(f"{_OFFICE}.wordprocessingml.document", "docx", "Word document")
XLSX = Kind(f"{_OFFICE}.spreadsheetml.sheet", "xlsx", "Excel spreadsheet")
PPTX = Kind(f"{_OFFICE}.presentationml.presentation", "pptx", "PowerPoint presentation")
ODT = Kind(f"{_OPEN}.text", "odt", "OpenDocument text")
ODS = Kind(f"{_OPEN}.spreadsheet", "ods", "OpenDocument spreadsheet")
ODP = Kind(f"{_OPEN}.presentation", "odp", "OpenDocument presentation")
CSV = Kind("text/csv", "csv", "CSV table")
TXT = Kind("text/plain", "txt", "Plain text")

KINDS = (PNG, JPEG, GIF, WEBP, PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV, TXT)
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}
BY_ENDING = {kind.ending: kind for kind in KINDS}
IN_WORDS = "PNG, JPEG, GIF or WebP images, PDF, Word, Excel, PowerPoint and OpenDocument files, CSV and plain text"


def kind_named(name: str) -> Kind | None:
    """The kind that a stored file's name tells: each got the ending of its kind when it was added."""
    return BY_ENDING.get(name.rpartition(".")[2])

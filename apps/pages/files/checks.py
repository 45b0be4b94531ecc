"""Whether a file may be kept: told by what it holds, whatever it is called and whatever a browser says it is."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from apps.pages.files.faults import Unacceptable
from apps.pages.files.images import redrawn
from apps.pages.files.kinds import CSV, GIF, IN_WORDS, JPEG, PDF, PNG, TXT, WEBP, Kind
from apps.pages.files.names import file_name
from apps.pages.files.packages import check_package
from apps.pages.files.pdfs import check_pdf
from apps.pages.files.plain_text import check_table, check_text

# What a setting may make smaller, or larger up to what the server lets through.
MOST_BYTES = 15 * 1024 * 1024

_IMAGES = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"GIF87a", GIF), (b"GIF89a", GIF))
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa",
    b"#!",
    b"L\x00\x00\x00\x01\x14",
)
_PACKED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"PK\x05\x06", b"MSCF")
_OTHER_IMAGES = (b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_PHOTO = re.compile(rb"\A....ftyp(?:heic|heix|hevc|mif1|msf1|avif|avis)", re.DOTALL)
_DRAWING = re.compile(rb"<\s*(?:svg|!doctype\s+svg)\b", re.IGNORECASE)
_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|iframe)\b", re.IGNORECASE)
_RTF = b"{\\rtf"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept, as it will be: its bytes, its kind, and the name it would have."""

    name: str
    content: bytes
    kind: Kind
    width: int | None = None
    height: int | None = None

    @property
    def sha256(self) -> str:
        """In hexadecimal."""
        return sha256(self.content).hexdigest()

    @property
    def words(self) -> str:
        """What is written in it, where it is plain text."""
        return self.content.decode("utf-8-sig") if self.kind in (CSV, TXT) else ""


def check(content: bytes, given: str, *, size: int = 0, most: int = MOST_BYTES) -> Accepted:
    """Look through a file of at most `most` bytes that somebody called `given`.

    `size` is how many bytes it has in all, where `content` is only its beginning. Raises Unacceptable with a sentence
    for whoever added it.
    """
    if not content:
        raise Unacceptable("This file is empty. Choose another one.")
    if len(content) > most:
        raise Unacceptable(
            f"This file is {max(size, len(content)) / 1_048_576:.1f} MB. A file can be at most {most // 1_048_576} MB. "
            "Make it smaller, for example by shrinking its pictures, or split it."
        )
    if content.startswith(b"PK\x03\x04"):
        kind = check_package(content)
        return Accepted(file_name(given, kind), content, kind)
    _refuse_two_in_one(content)
    image = next((kind for start, kind in _IMAGES if content.startswith(start)), None)
    image = WEBP if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else image
    if image:
        drawn, width, height = redrawn(content, image)
        return Accepted(file_name(given, image), drawn, image, width, height)
    if content.startswith(b"%PDF-"):
        if _PAGE.search(content[:1024]):
            raise Unacceptable("This PDF is a web page as well. Print it to a new PDF and add that.")
        check_pdf(content)
        return Accepted(file_name(given, PDF), content, PDF)
    _refuse_what_is_known(content)
    return _text(content, given)


def _text(content: bytes, given: str) -> Accepted:
    """Both kinds of plain text are told apart by name, which is harmless: neither is ever more than text."""
    check_text(content)
    kind = CSV if given.lower().endswith(".csv") else TXT
    if kind is CSV:
        check_table(content)
    return Accepted(file_name(given, kind), content, kind)


def _refuse_two_in_one(content: bytes) -> None:
    if zipfile.is_zipfile(BytesIO(content)):
        raise Unacceptable(
            "There is a ZIP file hidden in this file, so it is two things at once. Open it in the program it came from "
            "and save it again."
        )


def _refuse_what_is_known(content: bytes) -> None:
    """Say what it is, where that is plain, and what to do instead."""
    if content.startswith(_OLD_OFFICE):
        raise Unacceptable(
            "This is an Office file of the older kind (.doc, .xls or .ppt), or one with a password. Save it as .docx, "
            ".xlsx or .pptx without a password, and add that."
        )
    if _DRAWING.search(content):
        raise Unacceptable(
            "An SVG drawing can hold programs, so it cannot be kept here. Save it as a PNG image and add that."
        )
    if content.startswith(_OTHER_IMAGES) or _PHOTO.match(content):
        raise Unacceptable("An image of this kind cannot be shown here. Save it as a JPEG or PNG image and add that.")
    if content.startswith(_PACKED):
        raise Unacceptable(
            f"A packed file cannot be kept here, as nobody could see what they clear. Add what is in it: {IN_WORDS}."
        )
    if content.startswith(_PROGRAMS):
        raise Unacceptable(f"This is a program, which cannot be kept here. Files can be {IN_WORDS}.")
    if content.startswith(_RTF):
        raise Unacceptable("Rich text (.rtf) cannot be kept here. Save it as a Word document (.docx) and add that.")
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unacceptable(f"Files of this kind cannot be kept here. Files can be {IN_WORDS}.")

"""Word, Excel, PowerPoint and OpenDocument files: ZIP packages, looked through before they are kept."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from apps.pages.files.faults import Unacceptable
from apps.pages.files.kinds import DOCX, IN_WORDS, ODP, ODS, ODT, PPTX, XLSX, Kind

MOST_ENTRIES = 5_000
MOST_UNPACKED = 120_000_000
# XML shrinks to a tenth, a blank sheet to a hundredth; what is made to burst shrinks to a thousandth.
HIGHEST_RATIO = 200
RATIO_MATTERS_ABOVE = 10_000_000
DEEPEST = 2

_FIRST, _LAST = b"PK\x03\x04", b"PK\x05\x06"
_MAIN = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"spreadsheetml.sheet.main+xml": XLSX,
    b"presentationml.presentation.main+xml": PPTX,
}
_OPEN = {kind.media_type.encode(): kind for kind in (ODT, ODS, ODP)}
_MACROS = re.compile(r"vbaproject|vbadata|/macrosheets/|/activex/|^basic/|^scripts/", re.IGNORECASE)
_PROGRAM = re.compile(
    r"\.(?:exe|dll|com|scr|msi|jar|class|js|jse|vbs|vbe|wsf|hta|bat|cmd|ps1|lnk|html?|svgz|swf|apk)$|"
    r"(?:^|/)(?:META-INF/MANIFEST\.MF|AndroidManifest\.xml)$",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(r"oleobject[^/]*\.bin$|(?:^|/)embeddings/[^/]+\.(?!(?:docx|xlsx|pptx)$)[^/.]+$", re.IGNORECASE)
_NESTED = re.compile(r"\.(?:docx|xlsx|pptx)$", re.IGNORECASE)
_UNSAFE_PLACE = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
# A template, frame or object that the program would fetch from elsewhere when the file is opened.
_FETCHED = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)(?=[^>]*/(?:attachedTemplate|oleObject|frame|subDocument)[\"'])"
    rb"(?=[^>]*Target\s*=\s*[\"'](?:https?|ftp):)",
    re.IGNORECASE,
)

_DAMAGED = "This file is damaged or incomplete. Open it in the program it came from and save it again."
_BOMB = "This file unpacks to far more than it looks. Save it again in the program it came from, with less in it."
_MACRO = (
    "This file has macros or controls in it, which could run when somebody opens it. Save it as a file without macros "
    "(.docx, .xlsx or .pptx), or as a PDF, and add that."
)
_LOCKED = (
    "This file has a password, so not everybody who clears and reads the page could open it. Save a copy without one "
    "and add that."
)
_OTHER = "This file carries other files or programs inside it. Take those out, or save it as a PDF, and add that."
_ZIP = f"A ZIP file cannot be kept here, as nobody could see what they clear. Add what is in it: {IN_WORDS}."


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked of one upload, with all that is packed within what is packed in it."""

    left: int = MOST_UNPACKED
    entries: int = MOST_ENTRIES


def check_package(content: bytes) -> Kind:
    """The kind of a document that is a package. Raises Unacceptable."""
    return _checked(content, _Budget(), depth=1)


def _checked(content: bytes, budget: _Budget, depth: int) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _check_shape(content, package, budget)
            parts = dict(_unpacked(content, package, budget))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as broken:
        if isinstance(broken, Unacceptable):
            raise
        raise Unacceptable(_DAMAGED) from broken
    kind = _kind(parts)
    _check_parts(parts)
    for name, part in parts.items():
        if _NESTED.search(name):
            if depth == DEEPEST:
                raise Unacceptable(_OTHER)
            _checked(part, budget, depth + 1)
    return kind


def _check_shape(content: bytes, package: zipfile.ZipFile, budget: _Budget) -> None:
    """One package from the first byte to the last, each entry in a place of its own: nothing else is hidden in it."""
    entries = sorted(package.infolist(), key=lambda one: one.header_offset)
    budget.entries -= len(entries)
    unpacked = sum(one.file_size for one in entries)
    is_blown_up = unpacked > RATIO_MATTERS_ABOVE and unpacked > HIGHEST_RATIO * len(content)
    if budget.entries < 0 or unpacked > budget.left or is_blown_up:
        raise Unacceptable(_BOMB)
    is_whole = content.startswith(_FIRST) and content[-22:-18] == _LAST and not package.comment
    if not entries or entries[0].header_offset != 0 or not is_whole:
        raise Unacceptable(_DAMAGED)
    if len({one.filename.lower() for one in entries}) != len(entries):
        raise Unacceptable(_DAMAGED)
    starts = [one.header_offset for one in entries[1:]] + [package.start_dir]
    for one, following in zip(entries, starts, strict=True):
        _check_entry(one, room=following - one.header_offset - 30)


def _check_entry(entry: zipfile.ZipInfo, *, room: int) -> None:
    if entry.compress_size > room:
        raise Unacceptable(_BOMB)
    if entry.flag_bits & 1:
        raise Unacceptable(_LOCKED)
    is_known = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if not is_known or _UNSAFE_PLACE.search(entry.filename):
        raise Unacceptable(_DAMAGED)


def _unpacked(content: bytes, package: zipfile.ZipFile, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    """Every part by its name, unpacked for itself: what a package says of its size may not be true."""
    for entry in package.infolist():
        start = entry.header_offset + 30 + sum(_lengths(content, entry.header_offset))
        packed = content[start : start + entry.compress_size]
        part = packed if entry.compress_type == zipfile.ZIP_STORED else _inflate(packed, entry.file_size)
        if len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
            raise Unacceptable(_DAMAGED)
        budget.left -= len(part)
        if budget.left < 0:
            raise Unacceptable(_BOMB)
        yield entry.filename, part


def _lengths(content: bytes, offset: int) -> tuple[int, int]:
    """How long the name and the extra field are that stand before an entry's bytes."""
    header = content[offset : offset + 30]
    return int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")


def _inflate(packed: bytes, size: int) -> bytes:
    reader = zlib.decompressobj(-zlib.MAX_WBITS)
    part = reader.decompress(packed, size + 1)
    if len(part) > size or not (reader.eof or reader.flush() == b""):
        raise Unacceptable(_BOMB)
    return part


def _kind(parts: dict[str, bytes]) -> Kind:
    told = parts.get("mimetype")
    if told is not None and (kind := _OPEN.get(told.strip())):
        return kind
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise Unacceptable(_MACRO)
    found = [kind for main, kind in _MAIN.items() if main in types]
    if len(found) != 1:
        raise Unacceptable(_ZIP)
    return found[0]


def _check_parts(parts: dict[str, bytes]) -> None:
    for name, part in parts.items():
        if _MACROS.search(name):
            raise Unacceptable(_MACRO)
        if _PROGRAM.search(name) or _EMBEDDED.search(name) or _is_program(name, part):
            raise Unacceptable(_OTHER)
        if name.lower().endswith((".xml", ".rels")) and (_ENTITY.search(part) or _FETCHED.search(part)):
            raise Unacceptable(_OTHER)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Unacceptable(_LOCKED)


def _is_program(name: str, part: bytes) -> bool:
    is_packed = part.startswith(_FIRST) and not _NESTED.search(name)
    return is_packed or part.startswith((b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"\xca\xfe\xba\xbe"))

"""PDF files: something to read and print, that runs nothing and carries nothing else along."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from apps.pages.files.faults import Unacceptable

# Objects may stand in compressed streams: so many bytes of these are looked through, and no more is taken.
MOST_INFLATED = 60_000_000
MOST_OBJECT_STREAMS = 20_000
MOST_AFTER_THE_END = 1_024

_NAME = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]{1,60}")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECTS = re.compile(rb"/ObjStm\b[^\x00]{0,600}?stream\r?\n", re.DOTALL)
_RUNS = frozenset({b"/JavaScript", b"/Launch", b"/Rendition", b"/RichMedia", b"/XFA", b"/ImportData", b"/SubmitForm"})
_TOO_MUCH = "There is more packed into this PDF than can be looked through. Print it to a new PDF and add that."
_CARRIES = frozenset({b"/EmbeddedFile", b"/EmbeddedFiles"})


def check_pdf(content: bytes) -> None:
    """Refuse a PDF with a password, with anything to run, or with another file in or after it. Raises Unacceptable."""
    _check_end(content)
    names = _names(content)
    for part in _inflated(content):
        names |= _names(part)
    if b"/Encrypt" in names:
        raise Unacceptable(
            "This PDF has a password or is protected, so not everybody who clears and reads the page could open it. "
            "Save a copy without protection and add that."
        )
    if names & _RUNS:
        raise Unacceptable(
            "This PDF has something in it that would run when it is opened, such as a script or a form that sends "
            "itself. Print it to a new PDF and add that."
        )
    if names & _CARRIES:
        raise Unacceptable(
            "This PDF carries other files inside it. Add each of those as a file of its own, and print the PDF to a "
            "new one without them."
        )


def _check_end(content: bytes) -> None:
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise Unacceptable("This PDF is damaged or incomplete. Save or download it again.")
    if len(content) - end > MOST_AFTER_THE_END:
        raise Unacceptable("Something else follows the end of this PDF. Print it to a new PDF and add that.")


def _names(content: bytes) -> set[bytes]:
    """Every name in it, as a reader of PDF understands it: '/J#53' is '/JS'."""
    return {_unescaped(name) for name in _NAME.findall(content)}


def _unescaped(name: bytes) -> bytes:
    return _ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), name)


def _inflated(content: bytes) -> Iterator[bytes]:
    """The objects that stand in compressed streams."""
    left = MOST_INFLATED
    packed = list(_OBJECTS.finditer(content))
    told = sum(_unescaped(name) == b"/ObjStm" for name in _NAME.findall(content))
    # One that is told of and not found is written so as to be overlooked: '/Obj#53tm', or far from its stream.
    if told > MOST_OBJECT_STREAMS or told != len(packed):
        raise Unacceptable(_TOO_MUCH)
    for found in packed:
        end = content.find(b"endstream", found.end())
        reader = zlib.decompressobj()
        try:
            part = reader.decompress(content[found.end() : end], left)
        except zlib.error as unreadable:
            raise Unacceptable(_TOO_MUCH) from unreadable
        left -= len(part)
        if left <= 0 or reader.unconsumed_tail or reader.unused_data.strip():
            raise Unacceptable(_TOO_MUCH)
        yield part

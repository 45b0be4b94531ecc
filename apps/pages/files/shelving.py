"""Where contents are kept, each under its SHA-256: a private storage that no address leads to."""

from __future__ import annotations

from hashlib import sha256 as new_digest
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

PIECE = 1024 * 1024


class Damaged(Exception):
    """What is kept under a SHA-256 is not what it was: it 'is missing' or 'was changed'."""


def keep(sha256: str, content: bytes) -> None:
    """Write a content, unless it is there already as it should be.

    One half written by a process that died, or damaged since, is written anew.
    """
    shelf, place = _shelf(), _place(sha256)
    if shelf.exists(place):
        if not fault(sha256):
            return
        shelf.delete(place)
    shelf.save(place, ContentFile(content))


def verified(sha256: str) -> IO[bytes]:
    """A content to read from, once every byte of it was found to be what it is kept under (law 4).

    It is read twice rather than held in memory. Raises Damaged when it is missing or was changed.
    """
    if what := fault(sha256):
        raise Damaged(what)
    return _opened(sha256)


def throw_away(sha256: str) -> None:
    """Remove a content, if it is there."""
    _shelf().delete(_place(sha256))


def fault(sha256: str) -> str:
    """What is wrong with a content that is kept: 'is missing' or 'was changed'; empty where nothing is."""
    digest = new_digest()
    try:
        with _opened(sha256) as content:
            while part := content.read(PIECE):
                digest.update(part)
    except FileNotFoundError:
        return "is missing"
    return "" if digest.hexdigest() == sha256 else "was changed"


def _opened(sha256: str) -> IO[bytes]:
    file: IO[bytes] = _shelf().open(_place(sha256), "rb")
    return file


def _shelf() -> Storage:
    return storages["files"]


def _place(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"

"""Where contents are kept, each under its SHA-256: a private storage that no address leads to."""

from __future__ import annotations

from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages


def keep(sha256: str, content: bytes) -> None:
    """Write a content, unless it is there already in full: one half written by a process that died is written anew."""
    shelf, place = _shelf(), _place(sha256)
    if shelf.exists(place):
        if shelf.size(place) == len(content):
            return
        shelf.delete(place)
    shelf.save(place, ContentFile(content))


def opened(sha256: str) -> IO[bytes]:
    """A content to read from. Raises FileNotFoundError when it is not there."""
    file: IO[bytes] = _shelf().open(_place(sha256), "rb")
    return file


def throw_away(sha256: str) -> None:
    """Remove a content, if it is there."""
    _shelf().delete(_place(sha256))


def _shelf() -> Storage:
    return storages["files"]


def _place(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"

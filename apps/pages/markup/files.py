"""Files that go with a text: `![What it shows](file:chart.png)` and `[Annex A](file:annex-a.pdf)`.

Where a file is read depends on where the text is: in a draft, in what was submitted, on a page. So the stored HTML
holds a name, as in `<img data-file="chart.png" alt="What it shows">`, and `placed` writes the address in when somebody
reads. Nobody can type such a tag: raw HTML is escaped, and inside an attribute a quotation mark is never stored bare.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Literal
from urllib.parse import unquote

SCHEME = "file:"

_NAME = re.compile(r"[^\s/\\<>\"'&`]{1,120}")
_TAG = re.compile(r'<(img|a) data-file="([^"<>]+)"(?: alt="([^"]*)")?')


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a file is read, and what it shows in words; empty where it only decorates."""

    address: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A place in the text for a file that does not go with it."""

    name: str
    text: str
    is_image: bool
    is_link: Literal[False] = False


def named(address: str) -> str | None:
    """The name of the file that an address in a text refers to; None where it refers to something else."""
    if not address.lower().startswith(SCHEME):
        return None
    name = unicodedata.normalize("NFC", unquote(address[len(SCHEME) :])).lower()
    return name if _NAME.fullmatch(name) else None


def names_in(html: str) -> list[str]:
    """The names of the files that stored HTML refers to, each once, in order."""
    return list(dict.fromkeys(unescape(found[2]) for found in _TAG.finditer(html)))


def placed(html: str, files: Mapping[str, Placed]) -> str:
    """Stored HTML with the addresses of those files written in, and with their words where the text has none."""
    return _TAG.sub(lambda found: _with_address(found, files.get(unescape(found[2]))), html)


def split_at_missing(html: str) -> Iterator[str | MissingFile]:
    """HTML in which the files that there are were placed, taken apart where it refers to others.

    A link to a file that is missing keeps its words, and the place stands before them.
    """
    done = 0
    for found in _TAG.finditer(html):
        is_image = found[1] == "img"
        end = html.index(">", found.end()) + 1 if is_image else found.end()
        yield html[done : found.start()]
        yield MissingFile(unescape(found[2]), unescape(found[3] or ""), is_image)
        if not is_image:
            yield "<a"
        done = end
    yield html[done:]


def _with_address(found: re.Match[str], file: Placed | None) -> str:
    if file is None:
        return found[0]
    address = escape(file.address)
    if found[1] == "a":
        return f'<a href="{address}"'
    return f'<img src="{address}" alt="{found[3] or escape(file.alt)}"'

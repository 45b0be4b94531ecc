"""The files of two texts that become one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from apps.pages.files.names import free_name
from apps.pages.models.drafts import Attached


def joined(files: Iterable[Attached], others: Iterable[Attached], text: str) -> tuple[list[Attached], str]:
    """The files of both, and the `text` of the others with the names that these have now.

    A name that both have for different files is given to the first; the other one is numbered.
    """
    found = {file["name"]: file for file in files}
    renamed: dict[str, str] = {}
    for file in others:
        if found.get(file["name"], file)["sha256"] != file["sha256"]:
            renamed[file["name"]] = free_name(file["name"], found)
        name = renamed.get(file["name"], file["name"])
        found.setdefault(name, Attached(name=name, sha256=file["sha256"], alt=file["alt"]))
    return [found[name] for name in sorted(found)], _with_names(text, renamed)


def _with_names(text: str, renamed: Mapping[str, str]) -> str:
    """All at once, so that a name which one file gets is not taken for that of another."""
    written = {one: to for name, to in renamed.items() for one in (name, quote(name).lower())}
    if not written:
        return text
    names = "|".join(map(re.escape, sorted(written, key=len, reverse=True)))
    reference = re.compile(rf"(?<=file:)(?:{names})(?![\w.%-])", re.IGNORECASE)
    return reference.sub(lambda found: written[found[0].lower()], text)

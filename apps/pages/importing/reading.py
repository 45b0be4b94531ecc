"""One file's title and text. Any bytes give a text or a sentence."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from apps.core.text import hidden_characters, normalise, one_line
from apps.core.tiers import higher_tier_line, what_to_do
from apps.pages.importing.losses import Loss
from apps.pages.importing.walking import Source
from apps.pages.markup import MAX_BYTES
from apps.pages.models.pages import TITLE_LENGTH

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^#{1,6}[ \t]*([^#\s].*?)[ \t#]*$", re.MULTILINE)
_TITLE_LINE = re.compile(r"\s*^#[ \t]*[^#\s].*$\n?", re.MULTILINE)


class Unreadable(Exception):
    """The file holds no text that could be brought in. `line` is nought for the file as a whole."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


@dataclass(slots=True)
class Text:
    """A file as it was read: the body, the number of lines before it, and the front matter's names nobody used."""

    title: str
    body: str
    lines_before: int = 0
    unused: tuple[str, ...] = ()
    losses: list[Loss] = field(default_factory=list)


def named_after(name: str) -> str:
    """The title of a page that has only its file's or folder's name."""
    words = one_line(name.replace("-", " ").replace("_", " ")) or name
    return words[:1].upper() + words[1:TITLE_LENGTH]


def read(source: Source, file: Path) -> Text:
    """The file's title and Markdown, and what of it could not be kept. Raises Unreadable."""
    losses: list[Loss] = []
    content = _without_hidden(_decoded(file), source, losses)
    if line := higher_tier_line(content):
        raise Unreadable(f"left out. {what_to_do('This line marks it')}.", line)
    found = _FRONT_MATTER.match(content)
    facts = _facts(found[1] or "", source, losses) if found else {}
    body = content[found.end() :] if found else content
    text = Text("", body, content[: found.end()].count("\n") if found else 0, losses=losses)
    text.unused = tuple(sorted(name for name in facts if name != "title"))
    _give_title(text, facts.get("title"), source)
    return text


def _decoded(file: Path) -> str:
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(
                f"left out, because it is {-(-size // 1024):,} KB long and a page can be at most "
                f"{MAX_BYTES // 1024} KB."
            )
        content = file.read_bytes()
    except OSError as error:
        raise Unreadable(f"left out, because it cannot be opened: {error.strerror}.") from error
    try:
        return normalise(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable("the file was left out, because this line is not UTF-8 text.", line) from error


def _without_hidden(content: str, source: Source, losses: list[Loss]) -> str:
    hidden = hidden_characters(content)
    if not hidden:
        return content
    by_line: dict[int, dict[str, None]] = {}
    for line, code in hidden:
        by_line.setdefault(line, {})[code] = None
    losses += [
        Loss(source.where, line, f"left out {', '.join(codes)}, which cannot be seen.")
        for line, codes in by_line.items()
    ]
    return content.translate({int(code.removeprefix("U+"), base=16): None for _, code in hidden})


def _facts(front_matter: str, source: Source, losses: list[Loss]) -> dict[str, Any]:
    try:
        # BaseLoader makes strings, lists and mappings only: safe, and a title of 2.10 or Yes stays as written.
        facts = yaml.load(front_matter, Loader=yaml.BaseLoader)  # noqa: S506 - it makes strings, lists and mappings, and nothing else
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        losses.append(Loss(source.where, line, "left out the front matter, which is not YAML from this line on."))
        return {}
    if facts and not isinstance(facts, dict):
        losses.append(Loss(source.where, 1, "left out the front matter, which does not name its facts."))
    if not isinstance(facts, dict):
        return {}
    # YAML writes characters as escapes too, so those that nobody sees come to light only now.
    return {_without_hidden(str(name), source, losses): value for name, value in facts.items()}


def _give_title(text: Text, named: Any, source: Source) -> None:
    title = one_line(_without_hidden(named, source, text.losses)) if isinstance(named, str) else ""
    if named and not title:
        text.losses.append(Loss(source.where, 1, "left out the title, which is not a line of text."))
    if not title:
        heading = _HEADING.search(text.body)
        title = one_line(heading[1]) if heading else named_after((source.names or ("",))[-1])
        opening = _TITLE_LINE.match(text.body)
        if heading and opening and opening.end() > heading.start():
            text.lines_before += text.body[: opening.end()].count("\n")
            text.body = text.body[opening.end() :]
    if len(title) > TITLE_LENGTH:
        text.losses.append(Loss(source.where, 1, f"cut the title to {TITLE_LENGTH} characters: {title}"))
        title = title[:TITLE_LENGTH].rstrip()
    text.title = title

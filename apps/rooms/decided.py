"""A decision as one text: why, and what was weighed, under headings of its own."""

from apps.pages import markup
from apps.rooms.choices import HEADS_OF_DECISION
from apps.rooms.models import Decision

_WHY, _OPTIONS = HEADS_OF_DECISION


def text_of(decision: Decision) -> str:
    """Its Markdown, laid out at once, so that no heading or footnote in it has the address of another."""
    parts = [(_WHY, decision.reasons), (_OPTIONS, decision.options)]
    return "\n".join(f"## {head}\n\n{words.strip()}\n" for head, words in parts if words.strip())


def is_closed(words: str) -> bool:
    """Whether a heading after these words is one, and not taken in by a block of code that nobody ended.

    Raises Unrenderable as `markup.render`.
    """
    contents = markup.render(f"{words}\n\n## {_OPTIONS}\n").contents
    return bool(contents) and contents[-1].text == _OPTIONS

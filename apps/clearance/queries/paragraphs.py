"""A text paragraph by paragraph, each with what was said of it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.clearance.queries.comments import Placed, Reading
from apps.clearance.queries.files import in_wording
from apps.pages import markup
from apps.pages.anchors import Span, plain_lines
from apps.pages.models import Draft, Edition
from apps.pages.models.drafts import Wording
from apps.pages.queries.files import Places
from apps.pages.queries.pages import Piece, Step, linked_by, pieces
from apps.people.models import Person


@dataclass(slots=True)
class Discussed:
    """One paragraph, counted from 1. `source` is its Markdown, `pieces` what it looks like if it is laid out here."""

    number: int
    source: str
    paragraph: markup.Paragraph
    linked: dict[str, Step]
    files: Places
    comments: list[Placed] = field(default_factory=list)

    @property
    def pieces(self) -> list[Piece]:
        """Laid out when it is shown, so that a long text costs no more than the page of it that is read."""
        return pieces(self.paragraph.html, self.linked, self.files)

    @property
    def open_comments(self) -> list[Placed]:
        return [one for one in self.comments if not one.is_settled]

    @property
    def settled_comments(self) -> list[Placed]:
        return [one for one in self.comments if one.is_settled]

    def holds(self, comment_id: str) -> bool:
        """Whether the comment of that number, as it stands in an address, is one on this paragraph."""
        return any(str(one.comment.pk) == comment_id for one in self.comments)


@dataclass(frozen=True, slots=True)
class Laid:
    """The paragraphs with their comments; those on the whole text; and those whose passage is gone."""

    paragraphs: list[Discussed]
    whole: list[Placed]
    orphans: list[Placed]


def text_with_comments(reading: Reading, placed: Sequence[Placed], person: Person) -> Laid:
    """The text that is read, with every comment beneath the paragraph in which its passage starts."""
    found = _discussed(reading.draft, reading.text, person, in_wording(reading.wording))
    ends = [one.paragraph.end for one in found]
    laid = Laid(found, [], [])
    for one in placed:
        if one.span is not None and found:
            found[_index(ends, one.span)].comments.append(one)
        else:
            (laid.orphans if one.is_orphan else laid.whole).append(one)
    return laid


def paragraph_at(draft: Draft, wording: Wording | Edition, number: str, person: Person) -> Discussed | None:
    """The paragraph of that number in a text of the draft; None for the whole of it, or where there is none."""
    text, is_one = plain_lines(wording.body), number.isascii() and number.isdigit()
    found = _discussed(draft, text, person, in_wording(wording)) if is_one else []
    return next((one for one in found if str(one.number) == number), None)


def number_at(text: str, span: Span | None) -> int:
    """The number of the paragraph in which a passage starts; nought where it stands nowhere."""
    every = markup.paragraphs(text) if span else []
    return _index([one.end for one in every], span) + 1 if span and every else 0


def _index(ends: Sequence[int], span: Span) -> int:
    return min(bisect_right(ends, span.start), len(ends) - 1)


def _discussed(draft: Draft, text: str, person: Person, files: Places) -> list[Discussed]:
    every = markup.paragraphs(text)
    linked = linked_by({key for one in every for key in one.links}, draft.space, person)
    return [
        Discussed(number, text[one.start : one.end], one, linked, files) for number, one in enumerate(every, start=1)
    ]

"""The kinds of hint, and for each what to do, why, and who says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """In the order in which they are shown: what is missing first, then what keeps people out, then the wording."""

    PLACEHOLDER = "placeholder"
    EMPTY_SECTION = "empty-section"
    IMAGE_WITHOUT_TEXT = "image-without-text"
    LINK_SAYS_NOTHING = "link-says-nothing"
    LINK_IS_ADDRESS = "link-is-address"
    TABLE_WITHOUT_HEAD = "table-without-head"
    TITLE_IN_TEXT = "title-in-text"
    HEADING_SKIPS = "heading-skips"
    BOLD_AS_HEADING = "bold-as-heading"
    LONG_SENTENCE = "long-sentence"
    ACRONYM = "acronym"
    IMPERSONAL = "impersonal"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Advice:
    """A line that names the fault, what to do about it, why, and the source."""

    title: str
    what_to_do: str
    why: str
    source: str


STYLE = "GOV.UK style guide"
DESIGN = "GOV.UK content design guidance"

ADVICE: Mapping[Kind, Advice] = {
    Kind.PLACEHOLDER: Advice(
        "Something is still to be filled in",
        "Replace what stands in square brackets, and the likes of ‘TBC’.",
        "Whoever clears the text clears it word for word, gaps included.",
        "Greenpaper’s templates",
    ),
    Kind.EMPTY_SECTION: Advice(
        "Nothing under a heading",
        "Write the section, or take the heading out.",
        "People go to a heading for an answer.",
        "Web Content Accessibility Guidelines 2.2, 2.4.6",
    ),
    Kind.IMAGE_WITHOUT_TEXT: Advice(
        "Image without a description",
        "Say between the square brackets what the image tells people.",
        "Somebody who cannot see it needs the same information.",
        "Web Content Accessibility Guidelines 2.2, 1.1.1",
    ),
    Kind.LINK_SAYS_NOTHING: Advice(
        "Link that does not say where it leads",
        "Use the name of what it leads to as the text of the link.",
        "Screen readers list links by their text alone, and everybody scans for them.",
        "Web Content Accessibility Guidelines 2.2, 2.4.4",
    ),
    Kind.LINK_IS_ADDRESS: Advice(
        "Bare address",
        "Write [name of the page](address) in its place.",
        "A screen reader spells an address out letter by letter.",
        f"{DESIGN}: links",
    ),
    Kind.TABLE_WITHOUT_HEAD: Advice(
        "Table with a column that has no heading",
        "Give each column a heading in the first row.",
        "A screen reader says the heading with each cell, so that the cell makes sense.",
        "Web Content Accessibility Guidelines 2.2, 1.3.1",
    ),
    Kind.TITLE_IN_TEXT: Advice(
        "Heading of the first level",
        "Start it with two hash signs, or more.",
        "The title is the one first-level heading of a page. Readers will see this one as a level lower.",
        "Web Content Accessibility Guidelines 2.2, 1.3.1",
    ),
    Kind.HEADING_SKIPS: Advice(
        "Heading that skips a level",
        "Go down one level at a time: ## then ###.",
        "People who hear the list of headings take a gap for something they missed.",
        "Web Content Accessibility Guidelines 2.2, 1.3.1",
    ),
    Kind.BOLD_AS_HEADING: Advice(
        "Bold line that may be meant as a heading",
        "If it is one, start it with ## in place of the stars.",
        "A bold line is in no contents list, and no screen reader finds it.",
        "Web Content Accessibility Guidelines 2.2, 1.3.1",
    ),
    Kind.LONG_SENTENCE: Advice(
        "Sentence of more than 25 words",
        "Make two of it, or a list.",
        "Long sentences are hard to follow, for specialists too.",
        f"{DESIGN}: sentence length",
    ),
    Kind.ACRONYM: Advice(
        "Abbreviation that is never explained",
        "Write it in full the first time, with the short form in brackets.",
        "Readers in other departments use the same letters for other things.",
        f"{STYLE}: abbreviations and acronyms",
    ),
    Kind.IMPERSONAL: Advice(
        "Nobody does it",
        "Say who: ‘we considered’, ‘the Treasury decided’.",
        "A record of policy has to tell who thought so, and who will act.",
        f"{STYLE}: active voice",
    ),
    Kind.WORD: Advice(
        "Word with a plainer one",
        "Use the plainer one, or say exactly what is done.",
        "Plain words are read faster and mean one thing.",
        f"{STYLE}: words to avoid",
    ),
}

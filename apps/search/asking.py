"""What somebody typed into the search box, read the same way whatever the database.

Words are all wanted; "words in quotes" are wanted side by side; a minus sign before either shuts it out; `or`
between two gives a choice. Those are the signs people know from search engines, and the ones PostgreSQL's
websearch_to_tsquery reads. Nothing typed is ever an error.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MAX_CHARACTERS = 200

# The English stop words of PostgreSQL's own dictionary (Snowball), which never reach its index.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers
        herself it its itself they them their theirs themselves what which who whom this that these those am is are
        was were be been being have has had having do does did doing a an the and but if or because as until while
        of at by for with about against between into through during before after above below to from up down in out
        on off over under again further then once here there when where why how all any both each few more most
        other some such no nor not only own same so than too very s t can will just don should now
        """,
    )
)
_CHUNK = re.compile(r'(?P<minus>-?)"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+)')
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_HIDDEN = frozenset({"Cc", "Cs"})  # NUL and half characters, which PostgreSQL does not take, among them
_ACCENTS = re.compile("[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to be found side by side, often only one. `typed` is how they were put, for showing matches."""

    words: str
    typed: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A page answers when it has every wanted phrase and no unwanted one."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The choices between `or`s: a page answers when it answers one. Without any, nothing can be looked for."""

    choices: tuple[Choice, ...]

    @property
    def wanted(self) -> tuple[Phrase, ...]:
        """Every wanted phrase of every choice."""
        return tuple(phrase for choice in self.choices for phrase in choice.wanted)


def read(text: str) -> Asked:
    """What `text` asks for. A choice of nothing but unwanted words is left out: almost every page would answer."""
    choices: list[Choice] = []
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    for is_unwanted, phrase in _phrases(text):
        if phrase is not None:
            (unwanted if is_unwanted else wanted).append(phrase)
        elif wanted:
            choices.append(Choice(tuple(wanted), tuple(unwanted)))
            wanted, unwanted = [], []
    if wanted:
        choices.append(Choice(tuple(wanted), tuple(unwanted)))
    return Asked(tuple(choices))


def _phrases(text: str) -> Iterator[tuple[bool, Phrase | None]]:
    """(unwanted, phrase) in the order typed; a phrase of None is an `or`."""
    seen = "".join(" " if unicodedata.category(character) in _HIDDEN else character for character in text)
    for chunk in _CHUNK.finditer(seen.translate(_QUOTES)):
        bare = chunk["bare"]
        if bare is not None and bare.lower() == "or":
            yield False, None
            continue
        typed = chunk["quoted"] if bare is None else bare
        words = _words(typed)
        while words and words[0] in STOP_WORDS:
            del words[0]
        while words and words[-1] in STOP_WORDS:
            del words[-1]
        if words:
            yield bool(chunk["minus"]) or typed.startswith("-"), Phrase(" ".join(words), typed)


def _words(text: str) -> list[str]:
    """Runs of letters and digits in lower case without accents, as both indexes hold them."""
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text))).lower()
    spaced = "".join(character if unicodedata.category(character)[0] in "LNM" else " " for character in bare)
    return [word for word in spaced.split() if any(character.isalnum() for character in word)]

"""What people type, made safe to store: one kind of line ending, no characters that hide or reorder."""

import unicodedata

from django.core.exceptions import ValidationError

# Unicode's bidirectional overrides and isolates can make cleared words read as others: "Trojan Source",
# CVE-2021-42574. Plain directional marks (LRM, RLM) are left alone, as Arabic and Hebrew need them.
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINE_CONTROLS = frozenset("\n\t")
# Two titles must never look the same and differ. Joiners (U+200C, U+200D) stay: Persian, Hindi and emoji need them.
ZERO_WIDTH = frozenset("\u00ad\u200b\u2060\ufeff")


def normalise(text: str) -> str:
    """Text with every line ending as a single line feed, in Unicode's composed form (NFC)."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Text on one line, runs of white space made single and the ends trimmed."""
    return " ".join(normalise(text).split())


def says_something(text: str) -> bool:
    """Whether there is a letter or a digit in it: neither white space nor dots are any answer."""
    return any(character.isalnum() for character in text)


def hidden_characters(text: str) -> list[tuple[int, str]]:
    """(line number, code point such as 'U+202E') for each character that nobody could see or trust."""
    return [
        (number, f"U+{ord(character):04X}")
        for number, line in enumerate(normalise(text).split("\n"), start=1)
        for character in line
        if _is_hidden(character)
    ]


def without_hidden_characters(text: str) -> str:
    """Text on one line without what `Line` refuses, for names and titles that nobody is there to mend."""
    return one_line(seen(text))


def seen(text: str) -> str:
    """Text without the characters that nobody could see or trust, its lines as they are."""
    return "".join(one for one in normalise(text) if not (_is_hidden(one) or one in ZERO_WIDTH))


def refuse_hidden_characters(text: str) -> None:
    """Raise ValidationError naming the first hidden character and its line."""
    if text.isascii() and text.isprintable():
        return
    found = hidden_characters(text)
    if found:
        line, code = found[0]
        raise ValidationError(
            f"Remove the hidden character {code} on line {line}: it cannot be seen and could change how the text reads",
            code="hidden_character",
        )


def refuse_zero_width(text: str) -> None:
    """Raise ValidationError naming the first character that takes no room, so that two lines could look the same."""
    found = next((character for character in text if character in ZERO_WIDTH), None)
    if found:
        raise ValidationError(
            f"Remove the hidden character U+{ord(found):04X}: it cannot be seen, so this could pass for something else",
            code="zero_width",
        )


def _is_hidden(character: str) -> bool:
    return character in REORDERING or _is_control(character)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"} and character not in LINE_CONTROLS

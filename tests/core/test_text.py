"""What people type, made safe to store."""

import pytest
from django.core.exceptions import ValidationError

from apps.core.text import (
    hidden_characters,
    normalise,
    one_line,
    refuse_hidden_characters,
    without_hidden_characters,
)


def test_every_line_ending_becomes_a_line_feed() -> None:
    assert normalise("one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


def test_letters_are_composed_so_that_the_same_word_has_one_digest() -> None:
    assert normalise("cafe\u0301") == "café"


def test_a_title_is_one_line_with_single_spaces() -> None:
    assert one_line("  Fares \r\n and\tfees ") == "Fares and fees"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain", []),
        ("tab\tand\nline", []),
        ("Ünïcode, العربية, 日本語 and 🙂", []),
        ("a\x00b", [(1, "U+0000")]),
        ("one\ntwo \u202eeerht", [(2, "U+202E")]),
        ("\u2066isolate\u2069", [(1, "U+2066"), (1, "U+2069")]),
        ("half\ud800", [(1, "U+D800")]),
    ],
)
def test_hidden_characters_are_found_with_their_line(text: str, found: list[tuple[int, str]]) -> None:
    assert hidden_characters(text) == found


def test_the_refusal_names_the_character_and_the_line() -> None:
    with pytest.raises(ValidationError) as refusal:
        refuse_hidden_characters("one\ntwo \u202e")
    assert refusal.value.messages == [
        "Remove the hidden character U+202E on line 2: it cannot be seen and could change how the text reads"
    ]


def test_a_name_from_elsewhere_keeps_all_that_can_be_seen() -> None:
    assert without_hidden_characters("\x02reader\x03\ud800 \u202eOlu\u200b\r\n Ad\u00ade\ufeff ") == "reader Olu Ade"
    assert without_hidden_characters("👩\u200d💻 می\u200cترسم") == "👩\u200d💻 می\u200cترسم"

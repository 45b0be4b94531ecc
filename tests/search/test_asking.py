"""What was typed is read the same way whatever the database."""

import pytest

from apps.search.asking import read


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("bus fares", [["bus", "fares"]], [[]]),
        ('bus "rural fares"', [["bus", "rural fares"]], [[]]),
        ("bus -rail", [["bus"]], [["rail"]]),
        ('bus -"rail fares" coach', [["bus", "coach"]], [["rail fares"]]),
        ("bus or coach -rail", [["bus"], ["coach"]], [[], ["rail"]]),
        ("bus or or coach", [["bus"], ["coach"]], [[], []]),
        ('"bus or coach"', [["bus or coach"]], [[]]),
        ("pre-paid", [["pre paid"]], [[]]),
        ("department's", [["department"]], [[]]),
        ('"the state of the art"', [["state of the art"]], [[]]),
        ("ÉCOLE ŷ", [["ecole", "y"]], [[]]),
        ("snake_case x²", [["snake case", "x²"]], [[]]),
        ("not -the -or", [], []),
    ],
)
def test_words_phrases_choices_and_what_to_leave_out(
    typed: str, wanted: list[list[str]], unwanted: list[list[str]]
) -> None:
    choices = read(typed).choices

    assert [[phrase.words for phrase in choice.wanted] for choice in choices] == wanted
    assert [[phrase.words for phrase in choice.unwanted] for choice in choices] == unwanted

"""What docs/trust.md says of the numbers is what the arithmetic does."""

from apps.trust import choices
from apps.trust.choices import ALIKE, FAVOURS, MOST_FROM_ONE, OFFICE, WORTH, CreditKind
from tests.house.project import ROOT


def test_the_formula_is_written_down_with_the_numbers_it_has():
    said = " ".join((ROOT / "docs" / "trust.md").read_text().split())
    assert [kind.label for kind in CreditKind if f"| {kind.label} | {WORTH[kind]} |" not in said] == []
    numbers = (
        f"stood for {choices.DAYS_TO_STAND} days",
        f"whole for {choices.DAYS_AT_FULL_WORTH} days",
        f"nothing after {choices.DAYS_UNTIL_NOTHING} days",
        f"when they are {choices.DAYS_APART} days apart",
        f"at most {MOST_FROM_ONE[OFFICE]} points for what they accept in office",
        f"at most {MOST_FROM_ONE[FAVOURS]} for what anybody",
        f"at most {MOST_FROM_ONE[ALIKE[CreditKind.REVERSAL]]} by taking back",
        f"cancels {choices.CANCELS} of the same sort",
        f"people of {choices.TEAMS_FOR_THANKS} other teams gave them, once a team, for at most {choices.MOST_FOR_THANKS}",
        f"fewer than {choices.FROM_MEDIUM}, up to {choices.ABOVE_MEDIUM}",
        f"below {choices.LOW_WATER * 100:.0f} in a hundred of what it asks for, after {choices.DAYS_OF_GRACE} days",
        f"may appoint up to {choices.ENOUGH_EMERGED}",
        f"vote for {choices.DAYS_TO_VOTE} days",
        f"With {choices.LEAST_VOTES} votes or more, and {choices.TO_GO} of {choices.OF_VOTES} of them",
        f"one again for {choices.DAYS_AFTER_RECALL} days",
        f"ask again for {choices.DAYS_BETWEEN_RECALLS} days",
    )
    assert [number for number in numbers if number not in said] == []

"""A rule answers yes, or no with the reason."""

import pytest

from apps.core.rules import Grounds, Refused, Rule


@Rule
def may_enter(age: int, asked: list[str]) -> Grounds:
    """Who may come in."""
    asked.append("age")
    yield age >= 18, "You must be 18 or over."
    asked.append("capacity")
    yield age < 100, "The stairs are steep."


def test_a_rule_that_holds_says_yes_without_a_reason() -> None:
    verdict = may_enter(30, [])
    assert (bool(verdict), verdict.reason) == (True, "")


def test_the_first_ground_that_fails_gives_the_reason_and_ends_the_asking() -> None:
    asked: list[str] = []
    verdict = may_enter(17, asked)
    assert (bool(verdict), verdict.reason, asked) == (False, "You must be 18 or over.", ["age"])


def test_requiring_a_rule_that_fails_raises_its_reason() -> None:
    with pytest.raises(Refused) as refusal:
        may_enter.require(101, [])
    assert refusal.value.reason == "The stairs are steep."


def test_a_rule_keeps_the_name_and_words_of_its_grounds() -> None:
    assert (may_enter.__name__, may_enter.__doc__) == ("may_enter", "Who may come in.")

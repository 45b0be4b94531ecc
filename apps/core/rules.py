"""Rules that answer yes, or no with the reason: a refusal is a sentence the user can read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import update_wrapper
from typing import Generic, ParamSpec, TypeAlias

Grounds: TypeAlias = Iterator[tuple[bool, str]]
P = ParamSpec("P")


class Refused(Exception):
    """A rule said no. `reason` is one or two plain sentences for the person who asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StateChanged(Refused):
    """What the person was looking at has changed since; they should look again before acting."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule's answer: true when allowed, otherwise false with the reason."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


class Rule(Generic[P]):
    """Turns a generator of (condition, reason when it fails) into a question with a reasoned answer.

    The conditions are tried in order and the first that fails gives the reason, so later ones may rely on
    earlier ones and cost nothing when those fail.
    """

    def __init__(self, grounds: Callable[P, Grounds]) -> None:
        self.grounds = grounds
        update_wrapper(self, grounds)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Verdict:
        for holds, reason in self.grounds(*args, **kwargs):
            if not holds:
                return Verdict(allowed=False, reason=reason)
        return Verdict(allowed=True)

    def require(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Pass in silence, or raise Refused with the reason."""
        verdict = self(*args, **kwargs)
        if not verdict:
            raise Refused(verdict.reason)

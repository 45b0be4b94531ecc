"""What stands beside a text when two changes of it are put together: readers and marking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.pages.choices import SENSITIVE_WIDEST, Marking

Facts = Mapping[str, Any]
AUDIENCE, MARKING = "audience", "marking"
# They belong together: a handling instruction says how to treat a text for the reason it was marked.
_MARKED = ("handling", "sensitive_because", "responsible_role", "sensitive_until")


@dataclass(frozen=True, slots=True)
class Settled:
    """The facts as merged, and the names of those that both changed differently, so that a rule had to choose."""

    facts: dict[str, Any]
    chosen: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of what both wrote differently in words of their own, which a person had better settle."""
        return tuple(name for name in self.chosen if name in _MARKED)


def merge_facts(base: Facts, ours: Facts, theirs: Facts) -> Settled:
    """Merge audience and marking, never wider nor lower than the rules of either side ask.

    Each is a mapping with 'audience', 'marking' and what goes with a marking. Where only one side changed a fact, its
    change stands. Where both did, the narrower audience and the stricter marking stand; of what goes with a marking
    that both bear, theirs, as it was cleared. OFFICIAL-SENSITIVE text is never for more people than a department.
    """
    audience, chose_audience = _merged(base[AUDIENCE], ours[AUDIENCE], theirs[AUDIENCE], strictest=min)
    marking, chose_marking = _merged(base[MARKING], ours[MARKING], theirs[MARKING], strictest=_stricter)
    facts: dict[str, Any] = {MARKING: marking}
    chosen = [name for name, chose in ((AUDIENCE, chose_audience), (MARKING, chose_marking)) if chose]
    for name in _MARKED:
        facts[name], chose = _of_the_marking(name, marking, base, ours, theirs)
        chosen += [name] if chose else []
    facts[AUDIENCE] = min(audience, SENSITIVE_WIDEST) if marking == Marking.SENSITIVE else audience
    if facts[AUDIENCE] != audience and AUDIENCE not in chosen:
        chosen.append(AUDIENCE)
    return Settled(facts, tuple(chosen))


def _merged(base: Any, ours: Any, theirs: Any, *, strictest: Any) -> tuple[Any, bool]:
    """The merged value, and whether both changed it differently."""
    if ours in (base, theirs):
        return theirs, False
    if theirs == base:
        return ours, False
    return strictest(ours, theirs), True


def _stricter(ours: str, theirs: str) -> str:
    return Marking.SENSITIVE if Marking.SENSITIVE in (ours, theirs) else Marking.OFFICIAL


def _of_the_marking(name: str, marking: str, base: Facts, ours: Facts, theirs: Facts) -> tuple[Any, bool]:
    if ours[MARKING] != theirs[MARKING]:
        bearer = ours if ours[MARKING] == marking else theirs
        return bearer[name], False
    return _merged(base[name], ours[name], theirs[name], strictest=lambda _, cleared: cleared)

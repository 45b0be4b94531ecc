"""Fixtures that are built once: whoever asks for the same ones again, in the same order, finds their rows put back.

A fixture marked `@staged` tells a story that always goes the same way: it asks for nothing but other staged fixtures
and `db`, and leaves nothing but rows and what it returns. The first test that asks for `government, amina, space`
lives through it; for the next one what it left in the database is written there at once, and copies of the people
and things are handed out.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import wraps
from typing import Any

import pytest
from django.core import mail

from apps.records.models import Event
from tests.photographs import Photograph, Statements, carry_out, difference, photograph

Builder = Callable[..., Any]
HARMLESS = {"db"}

# By the fixtures that were built, in their order: what leads there from an empty stage, and what they returned.
_kept: dict[tuple[Builder, ...], tuple[Statements, dict[Builder, Any]]] = {}
# What the fixtures of the present test return, instead of being built.
_given: dict[Builder, Any] = {}


def staged(build: Builder) -> Any:
    """Make a fixture of a function whose work need not be done twice."""

    @wraps(build)
    def give(*arguments: Any, **named: Any) -> Any:
        return _given[give] if give in _given else build(*arguments, **named)

    give.is_staged = True  # type: ignore[attr-defined]
    return pytest.fixture(give)


def set_stage(item: pytest.Item, ask: Callable[[str], Any], baseline: Photograph) -> None:
    """Build the staged fixtures that the test asks for, from as far on as they have been built before."""
    names = staged_names(item)
    builders = [_definitions(item)[name][-1].func for name in names]
    known = next((n for n in range(len(builders), 0, -1) if tuple(builders[:n]) in _kept), 0)
    if names and Event.objects.exists():
        pytest.fail("Something was written before the staged fixtures.")
    if known:
        statements, values = _kept[tuple(builders[:known])]
        carry_out(statements)
        _given.update(deepcopy(values))
    if known < len(builders):
        values = {builder: ask(name) for name, builder in zip(names, builders, strict=True)}
        _kept[tuple(builders)] = difference(baseline, photograph()), deepcopy(values)
    # Whoever was told of all this need not be told again.
    mail.outbox.clear()


def clear_stage() -> None:
    """Forget what was given to the test that has ended."""
    _given.clear()


def staged_names(item: pytest.Item) -> list[str]:
    """The staged fixtures that a test asks for, itself or through others, in the order in which they are built."""
    found: dict[str, None] = {}
    for name in getattr(item, "fixturenames", ()):
        found.update(dict.fromkeys(_below(name, _definitions(item))))
    return list(found)


def _below(name: str, definitions: Any) -> Iterator[str]:
    if name not in definitions:
        return
    definition = definitions[name][-1]
    for asked in definition.argnames:
        if asked != name:
            yield from _below(asked, definitions)
    if _is_staged(name, definitions):
        yield name


def _is_staged(name: str, definitions: Any) -> bool:
    """Whether it is, and all that it asks for too, which a module may have put another in the place of."""
    definition = definitions[name][-1]
    if not hasattr(definition.func, "is_staged"):
        return False
    asked = set(definition.argnames) - HARMLESS
    return name not in asked and all(one in definitions and _is_staged(one, definitions) for one in asked)


def _definitions(item: pytest.Item) -> Any:
    return item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]

"""State is a table: each table of moves says something of every state, and leads to no state that is not one."""

from collections.abc import Mapping
from enum import Enum
from importlib import import_module

import pytest

from tests.house.project import ROOT, files


def tables() -> dict[str, Mapping]:
    """Every table of moves in a module of choices, by its full name."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in files(".py")
        if path.relative_to(ROOT).parts[0] == "apps" and path.stem == "choices"
    ]
    return {
        f"{module}.{name}": value
        for module in modules
        for name, value in vars(import_module(module)).items()
        if name == "MOVES" or name.endswith("_MOVES")
    }


TABLES = tables()


def test_there_are_tables_to_test():
    assert TABLES


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_of_moves_is_total_and_closed(table):
    states = type(next(iter(table)))
    assert issubclass(states, Enum)
    assert set(table) == set(states)
    assert {target for targets in table.values() for target in targets} <= set(states)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_state_can_be_reached_from_the_first(table):
    reached, waiting = set(), [next(iter(table))]
    while waiting:
        state = waiting.pop()
        reached.add(state)
        waiting += [target for target in table[state] if target not in reached]
    assert reached == set(table)

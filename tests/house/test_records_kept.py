"""Law 6: every act leaves its record, in the transaction of the act."""

import inspect
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django.db import transaction

import apps
from apps.pages.models import Page
from apps.people.models import Person
from apps.records.models import Event
from apps.records.queries import first_fault
from tests.cast import Government
from tests.house.acts import (
    adoptions,
    around_clearing,
    clearing,
    files,
    moderation,
    pages,
    practices,
    questions,
    rooms_keeping,
    rooms_naming,
    rooms_outcomes,
    rooms_sittings,
    rooms_talking,
    trust,
    two_speeds,
)
from tests.house.acts import people as who
from tests.house.acts.stage import Stage, set_up
from tests.house.acts.unrecorded import NO_RECORD as OF_OTHERS
from tests.house.acts.unrecorded_rooms import NO_RECORD as OF_ROOMS
from tests.house.project import ROOT
from tests.staged import staged

pytestmark = pytest.mark.django_db

NO_RECORD = OF_OTHERS | OF_ROOMS
ACTS = (
    clearing.ACTS
    | around_clearing.ACTS
    | pages.ACTS
    | files.ACTS
    | moderation.ACTS
    | trust.ACTS
    | practices.ACTS
    | adoptions.ACTS
    | questions.ACTS
    | rooms_talking.ACTS
    | rooms_keeping.ACTS
    | rooms_naming.ACTS
    | rooms_outcomes.ACTS
    | rooms_sittings.ACTS
    | two_speeds.ACTS
    | who.ACTS
)


@staged
def stage(government: Government, amina: Person, ben: Person, hal: Person, ines: Person, fares: Page) -> Stage:
    return set_up(government, amina, ben, hal, ines, fares)


def actions() -> set[str]:
    """Every public function of every actions module, such as 'pages.actions.saving.save'."""
    names = [module.name for module in walk_packages(apps.__path__, "apps.") if ".actions" in module.name]
    found = set()
    for name in names:
        module = import_module(name)
        for public, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == name and not public.startswith("_"):
                found.add(f"{name.removeprefix('apps.')}.{public}")
    return found


def test_every_action_has_its_row():
    rows = {name.partition(",")[0] for name in ACTS}
    assert rows | NO_RECORD.keys() == actions()
    assert rows & NO_RECORD.keys() == set()


@pytest.mark.parametrize("name", ACTS)
def test_an_act_and_its_records_stand_or_fall_together(stage: Stage, name: str):
    act, expected = ACTS[name]
    before = Event.objects.count()
    with transaction.atomic():
        act(stage)
        done = list(Event.objects.order_by("sequence").values_list("verb", flat=True))[before:]
        transaction.set_rollback(True)
    assert done == expected
    assert Event.objects.count() == before
    assert first_fault() is None


def test_every_act_that_stands_in_a_page_s_records_is_told_in_words():
    """What is about units, routes, roles and people is not on any page's records."""
    elsewhere = {"clearance.default_set", "clearance.delegated", "clearance.delegation_ended", "pages.space_opened"}
    elsewhere |= {"clearance.emergency_role_set", "clearance.emergency_role_removed"}
    left = {verb for _, verbs in ACTS.values() for verb in verbs if verb.startswith(("pages.", "clearance."))}
    words = Path(ROOT, "templates", "records", "_act.html").read_text()
    assert {verb for verb in left - elsewhere if f'"{verb}"' not in words} == set()

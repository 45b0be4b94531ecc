"""Law 8: trust and grade never mix. No grade gives standing, and no standing clears policy."""

import ast
import inspect
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.clearance.actions import deciding
from apps.clearance.rules.submissions import may_clear, may_decide
from apps.core.clock import now
from apps.moderation.models import Matter
from apps.people import actions as people_actions
from apps.people import models as people_models
from apps.people import queries as people_queries
from apps.people.models import Grade, Posting
from apps.trust.choices import Level
from apps.trust.models import Standing
from apps.trust.queries.levels import level_of, levels_of, people_standing
from tests import stories
from tests.exchange import open_exchange, stand
from tests.house.project import ROOT, files, name

OF_STANDING = ("trust", "moderation", "practice")
# Names and look-ups such as Grade, grade__rank and posting.grade; an upgrade is none.
GRADE = re.compile(r"(?<![a-z])grades?(?![a-z])|least_rank", re.IGNORECASE)
IN_A_TEMPLATE = re.compile(r"\{[{%][^}]*(?<![a-z])grades?(?![a-z])[^}]*[%}]\}")
TABLES_OF_STANDING = re.compile(r'"(trust_(?:standing|credit|appointment|recall\w*|threshold)|moderation_\w+)"')


def by_rank() -> set[str]:
    """Whatever in people asks for a rank, or is asked by one: functions and methods with such an argument."""
    modules = (people_actions, people_models, people_queries)
    owners = [*modules, people_models.PostingQuerySet]
    found = {"Grade"}
    for owner in owners:
        for called, function in inspect.getmembers(owner, inspect.isfunction):
            if any("rank" in argument for argument in inspect.signature(function).parameters):
                found.add(called)
    return found


def said(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name, attribute, argument, import and look-up of a module; sentences for people are none of these."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
            yield line, node.value
        for part in ("id", "attr", "arg", "name", "module"):
            if isinstance(word := getattr(node, part, None), str):
                yield line, word


def test_nothing_of_standing_names_a_grade():
    asking = by_rank()
    assert asking >= {"people_holding", "people_at_least", "post_giving", "at_least"}
    named = [
        f"{name(path)}:{line} {word}"
        for path in files(".py")
        if path.relative_to(ROOT).parts[:2] in {("apps", app) for app in OF_STANDING}
        for line, word in said(ast.parse(path.read_text()))
        if GRADE.search(word) or word in asking
    ]
    assert named == []


def test_no_screen_of_standing_shows_a_grade():
    folders = {("templates", app) for app in OF_STANDING}
    shown = [
        name(path)
        for path in files(".html", ".txt")
        if path.relative_to(ROOT).parts[:2] in folders and IN_A_TEMPLATE.search(path.read_text())
    ]
    assert shown == []


def test_the_tables_of_standing_hold_no_grade():
    fields = [
        field
        for app in OF_STANDING
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
    ]
    assert fields
    assert [str(field) for field in fields if GRADE.search(field.name) or field.related_model is Grade] == []


@pytest.mark.django_db
def test_no_standing_opens_a_policy_submission(space, amina, ben, carys, dev, fay):
    """Whoever they are and whatever grade they hold, it is the same at every level, in every community there is."""
    waiting = stories.submit(stories.start(stories.front(space), amina), amina)
    everywhere = (space.community, open_exchange(amina).community)
    may: dict[str, set[str]] = {}
    for person in (amina, ben, carys, dev, fay):
        for community in everywhere:
            stand(person, community, Level.NEWCOMER)
        for grade in Grade.objects.all():
            Posting.objects.filter(person=person).update(grade=grade)
            answers = set()
            for level in Level:
                Standing.objects.filter(person=person).update(level=level)
                answers.add((may_decide(person, waiting, now()), may_clear(person, waiting, now())))
            assert len(answers) == 1, (person, grade)
            [(_, clears)] = answers
            may.setdefault(person.name, set()).update({grade.code} if clears else ())
    # It is grade that decides, and whoever wrote it or works elsewhere clears it at none.
    seniors = {"G7", "G6", "SCS1", "SCS2", "SCS3", "SCS4"}
    nobody = {"Amina Osei": set(), "Carys Pritchard": set()}
    assert may == nobody | dict.fromkeys(("Ben Hughes", "Dev Patel", "Fay Campbell"), seniors)


@pytest.mark.django_db
def test_no_grade_changes_where_anybody_stands(space, amina, ben, carys, dev, fay):
    community = open_exchange(amina).community
    for person, level in ((ben, 0), (carys, 2), (dev, 3)):
        stand(person, community, Level(level))
    found = set()
    for grade in Grade.objects.all():
        Posting.objects.update(grade=grade)
        cast = (amina, ben, carys, dev, fay)
        stewards = tuple(people_standing(community, Level.STEWARD, at=now()))
        levels = tuple(level_of(person, community, at=now()) for person in cast)
        assert levels == tuple(levels_of(cast, community).values())
        queues = tuple(Matter.objects.visible_to(person).count() for person in cast)
        found.add((stewards, levels, queues))
    assert len(found) == 1


@pytest.mark.django_db
def test_a_policy_page_is_cleared_without_a_look_at_standing(space, amina, ben):
    """Every query that clearing and publishing makes, from submitting on."""
    draft = stories.start(stories.front(space), amina)
    with CaptureQueriesContext(connection) as asked:
        deciding.clear(stories.submit(draft, amina), by=ben, at=now())
    assert len(asked) > 20
    assert {found for query in asked for found in TABLES_OF_STANDING.findall(query["sql"])} == set()

"""Foreign keys go down only. Imports are import-linter's, but a key named by a string escapes it."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, Model

from tests.house.project import floors

# Whose tables an app may point at, of libraries that speak to one app alone.
DOORS = {"wiki": "pages", "mptt": "pages", "account": "identity", "socialaccount": "identity"}


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("apps.")]


def keys() -> Iterator[tuple[str, str, Field]]:
    """Each relation of ours: the app it is in, the app it points at, and the field."""
    for model in our_models():
        for field in model._meta.get_fields(include_hidden=True):
            if field.is_relation and field.concrete and field.related_model:
                yield model._meta.app_label, field.related_model._meta.app_label, field


def test_every_model_of_ours_lives_on_a_floor():
    assert our_models()
    assert {model._meta.app_label for model in our_models()} <= set(floors())


def test_foreign_keys_point_down_or_stay_at_home():
    floor = floors()
    wrong = [
        str(field) for app, target, field in keys() if target in floor and app != target and floor[app] <= floor[target]
    ]
    assert not wrong


def test_only_the_app_with_the_door_points_at_a_librarys_tables():
    wrong = [str(field) for app, target, field in keys() if DOORS.get(target, app) != app]
    assert not wrong


def test_records_point_at_nothing():
    """Events keep ids and names as text, so that the ledger never hinders a deletion nor goes with one."""
    assert [str(field) for app, _, field in keys() if app == "records"] == []

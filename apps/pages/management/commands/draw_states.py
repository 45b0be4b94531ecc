"""manage.py draw_states: draw every table of moves in docs/states.md."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import TextChoices
from django.template.loader import render_to_string

ENDING = "_MOVES"

Moves = Mapping[TextChoices, frozenset[TextChoices]]


class Command(BaseCommand):
    help = "Draw the states of drafts, submissions and editions in docs/states.md, from the tables that govern them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail when the file is out of date.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        file = Path(settings.BASE_DIR, "docs", "states.md")
        drawn = drawing()
        kept = file.read_text(encoding="utf-8") if file.exists() else ""
        if not options["check"]:
            file.write_text(drawn, encoding="utf-8")
            self.stdout.write("docs/states.md was drawn.")
        elif kept != drawn:
            raise CommandError("docs/states.md is out of date. Run manage.py draw_states and commit what it wrote.")


def drawing() -> str:
    """The whole file, every table in the order its app is installed."""
    machines = [{"name": name, "moves": _rows(moves)} for name, moves in _tables()]
    return render_to_string("pages/states.md", {"machines": machines})


def _tables() -> Iterator[tuple[str, Moves]]:
    for config in apps.get_app_configs():
        module = f"{config.name}.choices"
        if not config.name.startswith("apps.") or find_spec(module) is None:
            continue
        for name, table in vars(import_module(module)).items():
            if name.endswith(ENDING):
                yield name.removesuffix(ENDING).replace("_", " ").capitalize(), table


def _rows(moves: Moves) -> list[dict[str, Any]]:
    """Each state with where it may go, both in the order of their enumeration."""
    order = list(type(next(iter(moves))))
    return [{"state": state, "to": sorted(to, key=order.index)} for state, to in moves.items()]

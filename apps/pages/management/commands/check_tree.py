"""manage.py check_tree: whether pages, nodes, articles, revisions and editions agree."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.pages.actions.tree import renumber
from apps.pages.faults import faults
from apps.pages.models import Page


class Command(BaseCommand):
    help = "Check that the tree of pages agrees with itself, and name every fault."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--renumber",
            action="store_true",
            help="Also work out django-mptt's interval numbers, which Greenpaper does not need and does not keep up.",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        found = 0
        for fault in faults():
            found += 1
            self.stdout.write(fault)
        if found:
            raise CommandError(f"{found} faults found.")
        if options["renumber"]:
            renumber()
            self.stdout.write("The interval numbers were worked out again.")
        self.stdout.write(f"{Page.objects.count()} pages checked: the tree is whole.")

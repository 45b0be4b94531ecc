"""manage.py import_markdown: bring a folder of Markdown files into a space as published pages."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.clock import now
from apps.pages.importing.bringing import FolderImport
from apps.pages.models import Space
from apps.pages.rules import may_keep
from apps.people.models import Person


class Command(BaseCommand):
    help = "Bring a folder of Markdown files into a space as published pages. See docs/importing.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", help="The folder. Its folders become the tree, index.md a folder's own page.")
        parser.add_argument("--space", required=True, help="The last part of the space's address, such as rural-buses.")
        parser.add_argument(
            "--as", dest="email", required=True, help="The e-mail address of the member who brings it in."
        )
        parser.add_argument(
            "--was-at",
            default="",
            help="The address the pages had, such as /guides (the default: the folder's name) or "
            "https://www.example.gov.uk/guides, which also keeps links to the rest of that site.",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        folder = _folder(options["folder"])
        space = Space.objects.select_related("unit").filter(slug=options["space"]).first()
        if space is None:
            raise CommandError(f"There is no space at {options['space']}. Its address is /wiki/SPACE/.")
        person = Person.objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {options['email']}.")
        at = now()
        verdict = may_keep(person, space, at)
        if not verdict:
            raise CommandError(verdict.reason)
        bringing = FolderImport(folder, space, was_at=options["was_at"])
        told = 0
        for loss in bringing.run(by=person, at=at):
            told += 1
            self.stdout.write(str(loss))
        self._sum_up(bringing, told)

    def _sum_up(self, bringing: FolderImport, told: int) -> None:
        counts = bringing.counts
        if bringing.unused and (counts["NEW"] or counts["RENEWED"]):
            names = ", ".join(f"{name} ({number})" for name, number in bringing.unused.most_common())
            self.stdout.write(
                f"Of the front matter only titles were kept; left out, with the number of pages: {names}."
            )
        if not counts["NEW"] and not counts["RENEWED"]:
            self.stdout.write("Nothing has changed.")
        self.stdout.write(
            f"{counts['NEW']} pages are new, {counts['RENEWED']} have a new edition, {counts['SAME']} are as they were "
            f"and {counts['LEFT']} were left out. {told} lines above tell of what could not be kept."
        )


def _folder(given: str) -> Path:
    try:
        folder = Path(given).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise CommandError(f"There is no folder {given}.") from error
    if not folder.is_dir():
        raise CommandError(f"{given} is not a folder.")
    return folder

"""A file that comes with a message."""

from typing import Any

from django.conf import settings
from django.forms import BoundField

from apps.pages.files import Accepted
from apps.pages.files.kinds import IN_WORDS
from apps.pages.forms.files import Upload, WhatItShows
from apps.rooms.actions.files import Brought

A_FILE = ("file", "alt", "decorates")


class BringsAFile(WhatItShows):
    """Asks for a file, which nobody need choose, and what it shows. Once valid, `files` in `cleaned_data` has it."""

    file = Upload(
        label="A file", required=False, help_text=f"{IN_WORDS}, of at most {settings.FILE_MAX_BYTES // 1_048_576} MB."
    )

    def of_file(self) -> list[BoundField]:
        """What is asked about the file."""
        return [self[name] for name in A_FILE]

    def words(self) -> list[BoundField]:
        """What is asked besides, in order, but for the guidelines, which come last."""
        return [field for field in self.visible_fields() if field.name not in {*A_FILE, "accepts"}]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        file = said.get("file")
        if isinstance(file, Accepted):
            self.check_words(is_image=file.kind.is_image)
            said["files"] = (Brought(file, said.get("alt", "")),)
        return said

"""What people say about each conflict when a draft is brought up to date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import TextChoices

from apps.core.fields import Line, Prose
from apps.pages import markup
from apps.pages.actions.writing import Words
from apps.pages.forms.drafts import LAST_VERSION, TITLE_ERRORS, Version
from apps.pages.merged import Bases, Part, Putting, parts
from apps.pages.merging import Piece, both
from apps.pages.models.pages import TITLE_LENGTH


class Answer(TextChoices):
    MINE = "MINE", "Keep the draft’s"
    THEIRS = "THEIRS", "Take the published page’s"
    BOTH = "BOTH", "Keep both, the draft’s first"
    WRITE = "WRITE", "Write it in the box below"


class BasesForm(forms.Form):
    """Which texts the person was shown the merge of, hidden in the form they were sent."""

    version = Version()
    base = forms.IntegerField(min_value=1, max_value=LAST_VERSION, widget=forms.HiddenInput)
    onto = forms.IntegerField(min_value=1, max_value=LAST_VERSION, widget=forms.HiddenInput)

    def bases(self) -> Bases:
        """What was sent, once it is valid."""
        said = self.cleaned_data
        return Bases(said["version"], said["base"], said["onto"])


@dataclass(frozen=True, slots=True)
class Asked:
    """A piece of the merge, with the fields that settle it where it is a conflict."""

    part: Part
    answer: forms.BoundField | None = None
    written: forms.BoundField | None = None


class MergeForm(BasesForm):
    """A choice and a box for each conflict, and the title where both changed it."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, putting: Putting) -> None:
        bases = putting.bases
        shown = {"version": bases.version, "base": bases.base, "onto": bases.onto}
        super().__init__(data, initial=shown)
        self.putting = putting
        if putting.asks_title:
            self.fields["title"] = Line(
                max_length=TITLE_LENGTH, initial=putting.title, label="Title", error_messages=TITLE_ERRORS
            )
        for number, conflict in enumerate(putting.merge.conflicts, start=1):
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=f"Conflict {number}: which text do you want?",
                choices=Answer.choices,
                widget=forms.RadioSelect,
                error_messages=dict.fromkeys(
                    ("required", "invalid_choice"), f"Select which text you want in conflict {number}"
                ),
            )
            self.fields[f"written_{number}"] = Prose(
                label=f"Conflict {number}: your own text",
                required=False,
                initial=conflict.ours,
                widget=forms.Textarea(attrs={"rows": min(12, 3 + conflict.ours.count("\n"))}),
            )

    def pieces(self) -> Iterator[Asked]:
        """The merge piece by piece, for the page."""
        for part in parts(self.putting.merge):
            if part.kind == "conflict":
                number = part.number + 1
                yield Asked(part, self[f"answer_{number}"], self[f"written_{number}"])
            else:
                yield Asked(part)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for number, conflict in enumerate(self.putting.merge.conflicts, start=1):
            self._check(number, conflict)
        if not self.errors:
            try:
                markup.render(self.words().body)
            except markup.Unrenderable as refusal:
                raise forms.ValidationError(refusal.reason, code="unrenderable") from refusal
        return said

    def words(self) -> Words:
        """All that is to be saved: every conflict settled as was said."""
        said = self.cleaned_data
        conflicts = enumerate(self.putting.merge.conflicts, start=1)
        settled = [_settled(one, said[f"answer_{n}"], said[f"written_{n}"]) for n, one in conflicts]
        return self.putting.words(said.get("title", self.putting.title), settled)

    def _check(self, number: int, conflict: Piece) -> None:
        """Nothing that was typed is passed over because another choice was made."""
        answer, written = self.cleaned_data.get(f"answer_{number}"), self.cleaned_data.get(f"written_{number}", "")
        if answer == Answer.WRITE and not written.strip():
            self.add_error(f"written_{number}", f"Enter your own text for conflict {number}, or select another choice")
        elif answer and answer != Answer.WRITE and written.strip() not in ("", conflict.ours.strip()):
            self.add_error(
                f"answer_{number}",
                f"You wrote your own text for conflict {number}. Select ‘{Answer.WRITE.label}’, or empty the box",
            )


def _settled(conflict: Piece, answer: str, written: str) -> str:
    if answer == Answer.WRITE:
        ends_a_line = conflict.ours.endswith("\n") or conflict.theirs.endswith("\n")
        return f"{written}\n" if ends_a_line and not written.endswith("\n") else written
    return {
        Answer.MINE: conflict.ours,
        Answer.THEIRS: conflict.theirs,
        Answer.BOTH: both(conflict.ours, conflict.theirs),
    }[Answer(answer)]

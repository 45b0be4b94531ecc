"""What people say about each conflict when two texts of one paper are put together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms

from apps.core.fields import Line, Prose
from apps.pages import markup
from apps.pages.actions.writing import Words
from apps.pages.forms.drafts import LAST_VERSION, TITLE_ERRORS, Version
from apps.pages.merged import Bases, CatchingUp, Part, Putting, parts
from apps.pages.merging import FileConflict, Piece, both
from apps.pages.merging.files import File
from apps.pages.models.pages import TITLE_LENGTH


class Answer(StrEnum):
    MINE = "MINE"
    THEIRS = "THEIRS"
    BOTH = "BOTH"
    WRITE = "WRITE"


@dataclass(frozen=True, slots=True)
class Voices:
    """How the page calls the two texts: at their head, where a piece is from, and in the choices."""

    ours: str
    theirs: str
    from_ours: str
    from_theirs: str
    keep_ours: str
    keep_theirs: str
    keep_both: str


OF_DRAFT_AND_PAGE = Voices(
    ours="In the draft",
    theirs="As published",
    from_ours="From the draft",
    from_theirs="From the published page",
    keep_ours="Keep the draft’s",
    keep_theirs="Take the published page’s",
    keep_both="Keep both, the draft’s first",
)
OF_YOURS_AND_DRAFT = Voices(
    ours="Yours",
    theirs="In the draft now",
    from_ours="From yours",
    from_theirs="In the draft now",
    keep_ours="Keep yours",
    keep_theirs="Keep what is in the draft",
    keep_both="Keep both, yours first",
)
WRITE_IT = "Write it in the box below"
DETAILS = {
    "handling": "Handling instruction",
    "sensitive_because": "Why it is sensitive",
    "responsible_role": "Which role answers for the marking",
    "sensitive_until": "When to look at the marking again",
}


class VersionForm(forms.Form):
    """Which version of the draft the person was shown a merge with, hidden in the form they were sent."""

    version = Version()


class BasesForm(VersionForm):
    """Which texts the person was shown the merge of, likewise."""

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


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that goes with a marking and that both wrote differently."""

    label: str
    base: Any
    ours: Any
    theirs: Any


class MergeForm(forms.Form):
    """A choice and a box for each conflict; and the title, details of the marking and files where both changed them."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, putting: Putting, voices: Voices, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.putting, self.voices = putting, voices
        self.together = together = putting.together
        if together.asks_title:
            self.fields["title"] = Line(
                max_length=TITLE_LENGTH, initial=together.title, label="Title", error_messages=TITLE_ERRORS
            )
        if together.facts.asked:
            self.fields["marked"] = self._choice("Which details of the marking do you want?", "details of the marking")
        for number, file in enumerate(together.files.conflicts, start=1):
            self.fields[f"file_{number}"] = self._choice_of_file(file)
        for number, conflict in enumerate(together.text.conflicts, start=1):
            self._ask(number, conflict)

    def pieces(self) -> Iterator[Asked]:
        """The merge piece by piece, for the page."""
        for part in parts(self.together.text):
            if part.kind == "conflict":
                number = part.number + 1
                yield Asked(part, self[f"answer_{number}"], self[f"written_{number}"])
            else:
                yield Asked(part)

    def details(self) -> Iterator[Detail]:
        """What goes with the marking and must be chosen between."""
        base, ours, theirs = (text.marked() for text in (self.putting.base, self.putting.ours, self.putting.theirs))
        for name in self.together.facts.asked:
            yield Detail(DETAILS[name], base[name], ours[name], theirs[name])

    def files_asked(self) -> Iterator[forms.BoundField]:
        """The choice of each file that both changed."""
        for number, _ in enumerate(self.together.files.conflicts, start=1):
            yield self[f"file_{number}"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for number, conflict in enumerate(self.together.text.conflicts, start=1):
            self._check(number, conflict)
        if not self.errors:
            try:
                markup.render(self.words().body)
            except markup.Unrenderable as refusal:
                raise forms.ValidationError(refusal.reason, code="unrenderable") from refusal
        return said

    def words(self) -> Words:
        """All that is to be saved: everything settled as was said."""
        said, together = self.cleaned_data, self.together
        conflicts = enumerate(together.text.conflicts, start=1)
        settled = [_settled(one, said[f"answer_{n}"], said[f"written_{n}"]) for n, one in conflicts]
        ours = self.putting.ours.marked()
        mine = together.facts.asked if said.get("marked") == Answer.MINE else ()
        files = enumerate(together.files.conflicts, start=1)
        chosen = [one.ours if said[f"file_{n}"] == Answer.MINE else one.theirs for n, one in files]
        facts = {name: ours[name] for name in mine}
        return Words(**together.words(settled, title=said.get("title", ""), facts=facts, files=chosen))

    def _ask(self, number: int, conflict: Piece) -> None:
        voices = self.voices
        self.fields[f"answer_{number}"] = forms.ChoiceField(
            label=f"Conflict {number}: which text do you want?",
            choices=[
                (Answer.MINE, voices.keep_ours),
                (Answer.THEIRS, voices.keep_theirs),
                (Answer.BOTH, voices.keep_both),
                (Answer.WRITE, WRITE_IT),
            ],
            widget=forms.RadioSelect,
            error_messages=_unanswered(f"which text you want in conflict {number}"),
        )
        self.fields[f"written_{number}"] = Prose(
            label=f"Conflict {number}: your own text",
            required=False,
            initial=conflict.ours,
            widget=forms.Textarea(attrs={"rows": min(12, 3 + conflict.ours.count("\n"))}),
        )

    def _choice(self, label: str, what: str, mine: str = "", theirs: str = "") -> forms.ChoiceField:
        return forms.ChoiceField(
            label=label,
            choices=[
                (Answer.MINE, self.voices.keep_ours + mine),
                (Answer.THEIRS, self.voices.keep_theirs + theirs),
            ],
            widget=forms.RadioSelect,
            error_messages=_unanswered(f"which {what} you want"),
        )

    def _choice_of_file(self, conflict: FileConflict) -> forms.ChoiceField:
        mine, theirs = (f": {_described(file, conflict.base)}" for file in (conflict.ours, conflict.theirs))
        return self._choice(f"Both changed the file ‘{conflict.name}’", f"‘{conflict.name}’", mine, theirs)

    def _check(self, number: int, conflict: Piece) -> None:
        """Nothing that was typed is passed over because another choice was made."""
        answer, written = self.cleaned_data.get(f"answer_{number}"), self.cleaned_data.get(f"written_{number}", "")
        if answer == Answer.WRITE and not written.strip():
            self.add_error(f"written_{number}", f"Enter your own text for conflict {number}, or select another choice")
        elif answer and answer != Answer.WRITE and written.strip() not in ("", conflict.ours.strip()):
            self.add_error(
                f"answer_{number}",
                f"You wrote your own text for conflict {number}. Select ‘{WRITE_IT}’, or empty the box",
            )


class CatchUpForm(MergeForm, BasesForm):
    """A draft and its page as it was published meanwhile."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, found: CatchingUp) -> None:
        bases = found.bases
        shown = {"version": bases.version, "base": bases.base, "onto": bases.onto}
        super().__init__(data, putting=found.putting, voices=OF_DRAFT_AND_PAGE, initial=shown)


class TakeUpForm(MergeForm, VersionForm):
    """What somebody typed, and the draft as it was saved meanwhile."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, putting: Putting, version: int) -> None:
        super().__init__(data, putting=putting, voices=OF_YOURS_AND_DRAFT, initial={"version": version})


def _unanswered(what: str) -> dict[str, str]:
    return dict.fromkeys(("required", "invalid_choice"), f"Select {what}")


def _described(file: File | None, before: File | None) -> str:
    if file is None:
        return "taken out"
    is_new = before is None or file["sha256"] != before["sha256"]
    alt = f"described as ‘{file['alt']}’" if file["alt"] else "not described"
    return f"{'another file' if is_new else 'the same file'}, {alt}"


def _settled(conflict: Piece, answer: str, written: str) -> str:
    if answer == Answer.WRITE:
        ends_a_line = conflict.ours.endswith("\n") or conflict.theirs.endswith("\n")
        return f"{written}\n" if ends_a_line and not written.endswith("\n") else written
    return {
        Answer.MINE: conflict.ours,
        Answer.THEIRS: conflict.theirs,
        Answer.BOTH: both(conflict.ours, conflict.theirs),
    }[Answer(answer)]

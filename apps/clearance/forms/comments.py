"""What people say of the words of a draft, validated."""

from collections.abc import Mapping
from typing import Any

from django import forms

from apps.clearance.actions.commenting import Remark
from apps.clearance.forms.submissions import LONG
from apps.clearance.queries.comments import Reading, wording_shown
from apps.core.fields import Prose
from apps.pages import markup
from apps.pages.anchors import Span, find_words, plain_lines
from apps.pages.choices import CommentKind
from apps.pages.forms.drafts import LAST_VERSION, Version
from apps.pages.models import Edition
from apps.pages.models.drafts import Wording

NO_TEXT = (
    "The draft has changed since you opened it, and the text you saw is no longer there. What you wrote is kept below: "
    "it will be a comment on the whole text, unless you go back and choose its paragraph again."
)
NOT_THERE = "These words are not in this paragraph. Copy them from it, or leave this empty to comment on all of it"


class Place(forms.IntegerField):
    """A number that the page filled in, hidden in the form they were sent."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        faults = dict.fromkeys(("invalid", "min_value", "max_value"), "Choose the paragraph again")
        super().__init__(min_value=0, max_value=LAST_VERSION, required=False, error_messages=faults)

    def clean(self, value: Any) -> int:
        """The number, nought where none was given."""
        return super().clean(value) or 0


class CommentForm(forms.Form):
    """A comment on one paragraph, counted from 1, or on the whole text (0), as it stood at `version`.

    `nth` says which is meant, counted from 0, where the words stand there several times. Once it is cleaned, `wording`
    is what it is about and `span` the place in its text, None for the whole.
    """

    kind = forms.ChoiceField(
        label="What kind of comment is it?",
        choices=CommentKind.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select what kind of comment it is"),
    )
    body = Prose(
        label="Comment",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Enter a comment",
            "max_length": f"Comment must be {LONG} characters or fewer",
        },
    )
    words = Prose(
        label="Exact words (optional)",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Copy the words you mean from the text above. Leave this empty to comment on all of it.",
        error_messages={"max_length": f"The words must be {LONG} characters or fewer"},
    )
    version = Version()
    paragraph = Place()
    nth = Place()

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading
        self.span: Span | None = None
        self.wording: Wording | Edition = reading.wording

    @classmethod
    def opening(cls, reading: Reading, asked: Mapping[str, str]) -> "CommentForm":
        """The form as it opens: about what a link named, or about the whole text as it is now."""
        given = asked.get("version", "")
        version = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else reading.version
        wording = wording_shown(reading, version)
        named = {name: asked.get(name, "") for name in ("words", "paragraph", "nth")}
        if wording is None:
            return cls(reading=reading, initial={"version": reading.version, "words": named["words"]})
        form = cls(reading=reading, initial=named | {"version": version})
        form.wording = wording
        return form

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if {"version", "paragraph", "nth"} <= said.keys():
            self._find(said)
        return said

    def _find(self, said: dict[str, Any]) -> None:
        number, version = said["paragraph"], said["version"]
        wording = wording_shown(self.reading, version)
        if wording is None:
            self._start_again()
            return
        self.wording = wording
        text = plain_lines(wording.body)
        around = whereabouts(text, number)
        if around is None:
            self.add_error(None, "Choose the paragraph again. What you wrote is kept below.")
            return
        self.span = around if number else None
        if said.get("words", "").strip():
            self._narrow(text, around, said)

    def _narrow(self, text: str, around: Span, said: dict[str, Any]) -> None:
        found = find_words(said["words"], around.of(text), occurrence=said["nth"])
        if found is None:
            self.add_error("words", NOT_THERE)
        else:
            self.span = Span(around.start + found.start, around.start + found.end)

    def _start_again(self) -> None:
        """Keep what was typed, and let it be said of the text as it is now."""
        self.add_error(None, NO_TEXT)
        typed = {name: self.data.get(name, "") for name in self.fields}
        self.data = typed | {"version": self.reading.version, "paragraph": 0}

    def remark(self) -> Remark:
        """What was typed, for the action."""
        said = self.cleaned_data
        return Remark(said["kind"], said["body"], said["version"], self.span)


class ReplyForm(forms.Form):
    body = Prose(
        label="Reply",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter a reply", "max_length": f"Reply must be {LONG} characters or fewer"},
    )


class SettleForm(forms.Form):
    because = Prose(
        label="How was it settled?",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example what was changed, or why nothing needs to be. It stays on the record.",
        error_messages={
            "required": "Enter how it was settled",
            "max_length": f"How it was settled must be {LONG} characters or fewer",
        },
    )


def whereabouts(text: str, number: int) -> Span | None:
    """Where the paragraph of that number stands, the whole text for nought; None when there is none of it."""
    if number == 0:
        return Span(0, len(text))
    every = markup.paragraphs(text)
    return Span(every[number - 1].start, every[number - 1].end) if number <= len(every) else None

"""What somebody says of messages that they make something of, validated; whether they may is the actions' business."""

from collections.abc import Sequence
from typing import Any

from django import forms

from apps.core.fields import Heading, Line, Prose
from apps.core.text import says_something
from apps.pages.choices import AUDIENCE_CHOICES, CommentKind, SpaceKind
from apps.pages.forms.drafts import AUDIENCE_ERRORS, TITLE_ERRORS, whole_number
from apps.pages.models import Draft, Page, Space
from apps.pages.models.pages import PATH_LENGTH, TITLE_LENGTH
from apps.pages.queries.finding import pages_called
from apps.people.models import Person
from apps.practice.forms.tips import TipForm
from apps.rooms.actions.promoting import Chosen, NewPage
from apps.rooms.choices import DECISION_LENGTH, MOST_PROMOTED
from apps.rooms.models import Message, Room, Topic
from apps.rooms.quoting import digest_of

LONGEST_REASON = 1000
SAY_WHY = "Enter why more people may read it"


class MadeOf(forms.Form):
    """Of which messages, as somebody saw them, and whether more people may read what is made of them.

    `seen` is the digest of what they said then. `asks_to_widen` is false of what is for the room alone.
    """

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    asks_to_widen = True

    def __init__(self, *args: Any, topic: Topic, messages: Sequence[Message], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic, self.messages = topic, messages
        self.initial = {**self.initial, "seen": digest_of(messages)}
        if self.asks_to_widen:
            self.fields |= _widening(topic.room)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if len(self.messages) > MOST_PROMOTED:
            self.add_error(None, f"At most {MOST_PROMOTED} messages can be made into one thing. Select fewer")
        if said.get("widens") and not says_something(said.get("widened_because", "")):
            self.add_error("widened_because", SAY_WHY)
        return said

    def look_again(self) -> None:
        """Take what the messages say now as what was seen, for a form that is shown again with them."""
        if self.is_bound:
            sent: Any = self.data
            sent = sent.copy()
            sent["seen"] = digest_of(self.messages)
            self.data = sent

    def chosen(self) -> Chosen:
        """The messages, for the action."""
        said = self.cleaned_data
        because = said.get("widened_because", "") if said.get("widens") else ""
        return Chosen(self.topic, tuple(one.number for one in self.messages), said["seen"], because)


class PageForm(MadeOf):
    """A page that does not exist yet, under one that somebody names by its title or address."""

    title = Heading(max_length=TITLE_LENGTH, label="Title of the new page", error_messages=TITLE_ERRORS)
    under = Line(
        label="Page it goes under",
        is_kept=False,
        max_length=PATH_LENGTH,
        help_text="Its title or its address. The front page of a space will do.",
        error_messages={
            "required": "Enter the title or the address of the page it goes under",
            "max_length": "Enter the title or the address of a page, which is shorter than this",
        },
    )
    audience = forms.TypedChoiceField(
        label="Who can read it once it is published",
        choices=AUDIENCE_CHOICES,
        coerce=whole_number,
        widget=forms.RadioSelect,
        help_text="Whoever drafts in the space, and whoever clears it, reads it before.",
        error_messages=AUDIENCE_ERRORS,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.order_fields(["title", "under", "audience"])

    def clean_under(self) -> Page:
        found = pages_called(self.cleaned_data["under"], self.person)
        if not found:
            raise forms.ValidationError("There is no page that you can read with that title or address")
        if len(found) > 1:
            raise forms.ValidationError(
                f"Several pages are called that. Enter the address of the one you mean, such as {found[0].path}"
            )
        return found[0]

    def page(self) -> NewPage:
        """The page, for the action."""
        said = self.cleaned_data
        return NewPage(said["under"], said["title"], said["audience"])


class PromotedTipForm(MadeOf, TipForm):
    """A tip, in one of the practice spaces that whoever writes it may write in."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields = {"space": _space(person), **self.fields}
        self.order_fields([name for name in self.fields if name not in ("widens", "widened_because")])


class OpenDraft(forms.ModelChoiceField):  # type: ignore[type-arg] # Django takes none at run time
    """Drafts by their titles, and the spaces they are in."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.space})"


class PromotedCommentForm(MadeOf):
    """A comment on all of an open draft that whoever makes it takes part in."""

    draft = OpenDraft(
        Draft.objects.none(),
        label="Draft",
        empty_label="Select a draft",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select an open draft from the list"),
    )
    kind = forms.ChoiceField(
        label="What kind of comment is it?",
        choices=CommentKind.choices,
        initial=CommentKind.NOTE,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select what kind of comment it is"),
    )
    body = Prose(
        label="Comment",
        max_length=DECISION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={
            "required": "Enter a comment",
            "max_length": f"Comment must be {DECISION_LENGTH:,} characters or fewer",
        },
    )

    def __init__(self, *args: Any, drafts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["draft"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = drafts


def _space(person: Person) -> "forms.ModelChoiceField[Space]":
    written = Space.objects.drafted_by(person).filter(kind=SpaceKind.PRACTICE)
    return forms.ModelChoiceField(
        written.select_related("unit", "audience_unit", "community").order_by("title", "pk"),
        label="Where does the tip go?",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select where the tip goes"),
    )


def _widening(room: Room) -> dict[str, forms.Field]:
    return {
        "widens": forms.BooleanField(
            required=False,
            label=f"More people may read it than can read ‘{room}’",
            help_text="Only needed when it is for more people than the room is. It goes on record that you said so.",
        ),
        "widened_because": Line(
            required=False,
            max_length=LONGEST_REASON,
            label="Why may they? (optional)",
            help_text="For example that nothing here names a person, or that those who said it agree.",
            error_messages={"max_length": f"Why they may must be {LONGEST_REASON:,} characters or fewer"},
        ),
    }

"""What people type into a room, validated."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

from apps.core.fields import Heading, Prose
from apps.moderation.forms.contributing import Contributing
from apps.rooms.actions.files import Brought
from apps.rooms.actions.posting import Said
from apps.rooms.choices import MESSAGE_LENGTH
from apps.rooms.forms.files import BringsAFile
from apps.rooms.models import Message, Topic

TITLE_LENGTH = 120
GONE = "The message that you answer is no longer there to be answered"


def topic_title(label: str) -> Heading:
    """Where the title of a topic is typed."""
    return Heading(
        label=label,
        max_length=TITLE_LENGTH,
        help_text="What it is about in a few words, such as ‘Fares from April’.",
        error_messages={
            "required": "Enter what the topic is about",
            "max_length": f"What the topic is about must be {TITLE_LENGTH} characters or fewer",
        },
    )


def message_body(label: str) -> Prose:
    """Where a message is typed."""
    return Prose(
        label=label,
        required=False,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": f"Your message must be {MESSAGE_LENGTH:,} characters or fewer. "
            "Put a longer text on a page, and link to it"
        },
    )


class MessageForm(BringsAFile, Contributing):
    """One message. `key` is made with the form, so that a message sent twice is stored once."""

    voice = None  # type: ignore[assignment]  # as a form leaves out a field of its parent
    interest = None  # type: ignore[assignment]  # likewise
    body = message_body("Your message")
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        required=False,
        error_messages={"invalid": "This form did not arrive whole. Send it again"},
    )

    def __init__(self, *args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": uuid4(), **(initial or {})}, **kwargs)

    def clean_key(self) -> UUID:
        """Whoever sends none, or none that is one, sends a message of its own."""
        typed: UUID | None = self.cleaned_data["key"]
        return typed or uuid4()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "body" in said and not said["body"].strip() and "file" in said and not said["file"]:
            self.add_error("body", "Enter your message")
        return said

    @property
    def brought(self) -> tuple[Brought, ...]:
        """What comes with it, to be taken in before it is said."""
        return tuple(self.cleaned_data.get("files", ()))


class PostForm(MessageForm):
    """What somebody says in a topic; `answers` is the number of the message they reply to."""

    answers = forms.IntegerField(
        widget=forms.HiddenInput,
        required=False,
        min_value=1,
        error_messages=dict.fromkeys(("invalid", "min_value"), GONE),
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic = topic

    def clean_answers(self) -> Message | None:
        number = self.cleaned_data["answers"]
        if number is None:
            return None
        found = Message.objects.with_words().filter(room=self.topic.room_id, number=number).select_related("by").first()
        if found is None:
            raise forms.ValidationError(GONE, code="gone")
        return found

    def said(self) -> Said:
        said = self.cleaned_data
        return Said(said["body"], self.brought, said["answers"], said["key"])


class StartForm(MessageForm):
    """A topic with its first message."""

    title = topic_title("What is it about?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["title", "body"])

    def said(self) -> Said:
        said = self.cleaned_data
        return Said(said["body"], self.brought, key=said["key"])


class TopicForm(forms.Form):
    title = topic_title("What is it about?")


class EditForm(forms.Form):
    """What a message is to say. `made_on` is how many revisions it had when this form was sent out."""

    body = message_body("Your message")
    made_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "made_on" not in said:
            self.add_error(None, "This form did not arrive whole. Open the message again")
        return said

"""What is moved, and where to."""

from typing import Any

from django import forms

from apps.core.fields import Heading
from apps.rooms.choices import Moving, TopicState
from apps.rooms.forms.posting import TITLE_LENGTH
from apps.rooms.models import Message, Topic

# So many topics, those with the latest news, are there to be chosen; any other is named by its title.
MOST_TOPICS = 50


class MoveForm(forms.Form):
    """`keeps_order` is whether this person may move what others said."""

    which = forms.ChoiceField(
        label="What is moved?",
        choices=Moving.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select what is moved"),
    )
    topic = forms.ChoiceField(
        label="Where to?",
        required=False,
        error_messages={"invalid_choice": "Select a topic from the list, or enter the title of another"},
    )
    title = Heading(
        label="Or to a topic of this title (optional)",
        required=False,
        max_length=TITLE_LENGTH,
        help_text="One that this room has, or a new one.",
        error_messages={"max_length": f"The title of a topic must be {TITLE_LENGTH} characters or fewer"},
    )

    def __init__(self, *args: Any, message: Message, keeps_order: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"which": Moving.ONE}, **kwargs})
        which, topic = self.fields["which"], self.fields["topic"]
        assert isinstance(which, forms.ChoiceField)
        assert isinstance(topic, forms.ChoiceField)
        if not keeps_order:
            which.choices = [(Moving.ONE, Moving.ONE.label)]
        self.others = Topic.objects.filter(room=message.room_id, state=TopicState.OPEN).exclude(pk=message.topic_id)
        recent = self.others.order_by("-last_number", "pk").values_list("pk", "title")[:MOST_TOPICS]
        topic.choices = [("", "Choose a topic"), *recent]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "topic" in said and "title" in said and bool(said["topic"]) == bool(said["title"]):
            both = "Select a topic or enter the title of another, but not both"
            self.add_error("topic", both if said["topic"] else "Select where it is moved to, or enter a title")
        return said

    @property
    def which_ones(self) -> Moving:
        return Moving(self.cleaned_data["which"])

    def to(self) -> Topic | str:
        """The topic that was chosen, or has the title that was typed; the title where none has it yet."""
        said = self.cleaned_data
        if said["topic"]:
            return Topic(pk=int(said["topic"]))
        found: str = said["title"]
        return self.others.filter(title__iexact=found).first() or found

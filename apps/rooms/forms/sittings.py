"""What people type about a sitting, ask in it and answer, validated."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.clearance.forms.timing import in_london
from apps.core.fields import Heading, Line, Prose
from apps.govuk.fields import DayField, TimeOfDayField
from apps.moderation.forms.contributing import Contributing
from apps.people.forms import person_named
from apps.people.models import Person
from apps.rooms.actions.sittings import Announcement
from apps.rooms.models import Room
from apps.rooms.rules.sittings import may_be_held

LONGEST_TITLE = 120
LONGEST_ABOUT = 2_000
LONGEST_QUESTION = 1_500
# A question with it, its lines quoted, is no longer than a message may be.
LONGEST_ANSWER = 5_000


class SittingForm(forms.Form):
    """What is announced, held on one day, in London time. Where the room clears answers nobody is asked whether."""

    title = Heading(
        label="What is it called?",
        max_length=LONGEST_TITLE,
        help_text="Its topic in the room is called so too, such as ‘Ask about fares from April’.",
        error_messages={
            "required": "Enter what it is called",
            "max_length": f"What it is called must be {LONGEST_TITLE} characters or fewer",
        },
    )
    about = Prose(
        label="What can people ask about? (optional)",
        required=False,
        max_length=LONGEST_ABOUT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"What people can ask about must be {LONGEST_ABOUT:,} characters or fewer"},
    )
    leader = Line(
        label="Who answers?",
        max_length=254,
        help_text="Their e-mail address, or their whole name. Anybody who can write in this room, at whatever grade.",
        error_messages={
            "required": "Enter who answers",
            "max_length": "Who answers must be 254 characters or fewer",
        },
    )
    day = DayField(name="The day it is held", label="On which day?", help_text="For example, 27 3 2027")
    starts = TimeOfDayField(
        name="The time it starts", label="When does it start?", help_text="London time, for example 2pm"
    )
    ends = TimeOfDayField(name="The time it ends", label="When does it end?", help_text="For example 3pm")
    clears_answers = forms.BooleanField(
        label="Have each answer cleared before it shows",
        required=False,
        help_text="By somebody of the unit that keeps the room, other than whoever answers.",
    )

    def __init__(self, *args: Any, room: Room, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        if room.clears_answers:
            del self.fields["clears_answers"]

    def clean_leader(self) -> Person:
        return person_named(self.cleaned_data["leader"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        day = said.get("day")
        starts, ends = self._moment(day, "starts"), self._moment(day, "ends")
        if starts and ends and not (verdict := may_be_held(starts, ends, self.at)):
            self.add_error("starts" if starts <= self.at else "ends", verdict.reason)
        return said | {"starts_at": starts, "ends_at": ends}

    def announcement(self) -> Announcement:
        """What a valid form says."""
        said = self.cleaned_data
        return Announcement(
            said["title"],
            said["about"].strip(),
            said["leader"],
            said["starts_at"],
            said["ends_at"],
            clears_answers=bool(said.get("clears_answers")),
        )

    def _moment(self, day: date | None, name: str) -> datetime | None:
        hour: time | None = self.cleaned_data.get(name)
        if day is None or hour is None:
            return None
        try:
            return in_london(day, hour)
        except ValidationError as refusal:
            self.add_error(name, refusal)
            return None


class AskForm(Contributing):
    """One question."""

    voice = None  # type: ignore[assignment]  # as a form leaves out a field of its parent
    interest = None  # type: ignore[assignment]  # likewise
    body = Prose(
        label="Your question",
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody in the room reads it at once, with your name and post.",
        error_messages={
            "required": "Enter your question",
            "max_length": f"Your question must be {LONGEST_QUESTION:,} characters or fewer",
        },
    )


class AnswerForm(Contributing):
    """What the leader answers, in the short form of the markup."""

    voice = None  # type: ignore[assignment]  # as a form leaves out a field of its parent
    interest = None  # type: ignore[assignment]  # likewise
    body = Prose(
        label="Your answer",
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="It is posted in the room with the question above it. Name somebody as @Amina Osei, a page as "
        "[[its title]].",
        error_messages={
            "required": "Enter your answer",
            "max_length": f"Your answer must be {LONGEST_ANSWER:,} characters or fewer",
        },
    )


class SeenForm(forms.Form):
    """The digest of the answer that somebody read before they cleared it."""

    seen = forms.CharField(max_length=64)

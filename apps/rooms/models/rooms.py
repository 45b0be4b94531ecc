"""Where people talk: rooms, the topics in them, and how far each person has read."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse

from apps.pages.choices import AUDIENCE_CHOICES
from apps.pages.models import Space
from apps.pages.models.markings import NARROW_ENOUGH, Marked
from apps.people.models import Person
from apps.rooms.choices import Retention, TopicState
from apps.trust.models import Community


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, person: Person) -> "RoomQuerySet":
        """Rooms this person may read and talk in: those for a unit of theirs, if by invitation then with one."""
        return self.filter(community__in=Community.objects.visible_to(person))


class Room(Marked):
    """A room for everybody its community is for: the community of its space, or one of its own.

    `last_number` is the number of its last message, counted from 1 without a gap. `last_change` counts whatever became
    different in it: each new message, and each one edited, withdrawn, moved, hidden or reacted to. Both are only ever
    raised under the lock of this row, so that who reads up to a number has missed nothing before it.
    """

    title = models.CharField(max_length=120)
    community = models.OneToOneField(Community, on_delete=models.PROTECT, related_name="room")
    space = models.OneToOneField(Space, null=True, blank=True, on_delete=models.PROTECT, related_name="room")
    audience = models.PositiveSmallIntegerField(choices=AUDIENCE_CHOICES)
    retention = models.PositiveSmallIntegerField(choices=Retention.choices, default=Retention.WORK)
    clears_answers = models.BooleanField(default=False)
    last_number = models.PositiveBigIntegerField(default=0)
    last_change = models.PositiveBigIntegerField(default=0)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # When it was last looked at for what is older than it is kept for.
    looked_at_on = models.DateField(null=True, blank=True, editable=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(name="sensitive_room_is_for_few", condition=NARROW_ENOUGH),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rooms:room", kwargs={"room_id": self.pk})

    @property
    def hub_topic(self) -> str:
        """The name under which the hub tells that something in it changed."""
        return f"room:{self.pk}"

    def has_member(self, person: Person, *, at: datetime) -> bool:
        """Whether this person is among those it is for, at that moment."""
        return self.community.has_member(person, at=at)


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, person: Person) -> "TopicQuerySet":
        """Topics of rooms this person may read."""
        return self.filter(room__in=Room.objects.visible_to(person))


class Topic(models.Model):
    """What a run of messages is about. `last_number` is that of its last message: which topics have news."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="topics")
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=6, choices=TopicState.choices, default=TopicState.OPEN)
    last_number = models.PositiveBigIntegerField(default=0)
    last_at = models.DateTimeField()
    pinned_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["room", "title"], name="topic_title_once_in_room"),)
        indexes = (models.Index(fields=["room", "-last_number"], name="topic_recent"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rooms:topic", kwargs={"topic_id": self.pk})


class RoomMark(models.Model):
    """Where one person left a room. Whoever never came has none; `seen_number` was the last message there then."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_number = models.PositiveBigIntegerField(default=0)
    came_at = models.DateTimeField()
    muted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["room", "person"], name="one_mark_per_room_and_person"),)

    def __str__(self) -> str:
        return f"{self.person} in {self.room}, up to {self.seen_number}"


class TopicMark(models.Model):
    """Up to which message one person has read a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_number = models.PositiveBigIntegerField(default=0)
    muted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["topic", "person"], name="one_mark_per_topic_and_person"),)

    def __str__(self) -> str:
        return f"{self.person} in {self.topic}, up to {self.seen_number}"

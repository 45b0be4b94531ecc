"""What is said in a room. A message is a record: it may be edited or withdrawn, and what it said is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.pages.models import Page, StoredFile
from apps.people.models import Person, Unit
from apps.rooms.choices import MessageKind, Reacted
from apps.rooms.models.rooms import Room, Topic


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, person: Person) -> "MessageQuerySet":
        """Messages of rooms this person may read; of one withdrawn or hidden they read only that it was."""
        return self.filter(room__in=Room.objects.visible_to(person))

    def with_words(self) -> "MessageQuerySet":
        """Messages whose words readers see: neither withdrawn, nor hidden by stewards, nor disposed of."""
        return self.filter(kind=MessageKind.SAID, withdrawn_at=None, hidden_at=None, disposed_at=None)


class Message(models.Model):
    """One message. `number` orders it in its room without a gap; `change` is the room's count when it last changed.

    `body` is Markdown, in which a page is named as `[[page:12]]`, so that its title shows only to those who may read
    it. `html` is what it comes to for every reader alike, empty where it names pages and is laid out for each. `key`
    is the sender's own, so that one sent twice is stored once. A notice that messages were moved has no words of its
    own: `moved` counts them and `other_topic` is where they went, or came from.
    """

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="messages")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="messages")
    number = models.PositiveBigIntegerField()
    change = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10, choices=MessageKind.choices, default=MessageKind.SAID)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    key = models.UUIDField()
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    by_mail = models.BooleanField(default=False)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    disposed_at = models.DateTimeField(null=True, blank=True)
    moved = models.PositiveIntegerField(default=0)
    other_topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["room", "number"], name="one_message_per_number"),
            models.UniqueConstraint(fields=["room", "key"], name="one_message_per_key"),
            models.CheckConstraint(
                name="only_notices_of_a_move_count_messages",
                condition=Q(kind=MessageKind.SAID, moved=0, other_topic=None)
                | (~Q(kind=MessageKind.SAID) & Q(moved__gt=0, other_topic__isnull=False)),
            ),
            models.CheckConstraint(
                name="disposed_message_has_no_words", condition=Q(disposed_at=None) | Q(body="", html="")
            ),
        )
        indexes = (
            models.Index(fields=["topic", "number"], name="message_of_topic"),
            models.Index(fields=["room", "change"], name="message_changed"),
            models.Index(fields=["room", "at"], name="message_of_day"),
            models.Index(fields=["by", "room", "at"], name="message_of_person"),
        )

    def __str__(self) -> str:
        # What the record keeps: none of the words, which may have to be taken out for good.
        return f"Message {self.number} in room {self.room_id}"

    def get_absolute_url(self) -> str:
        return reverse("rooms:message", kwargs={"message_id": self.pk})

    @property
    def has_words(self) -> bool:
        """Whether readers see what it says, as `with_words` has it."""
        gone = self.withdrawn_at or self.hidden_at or self.disposed_at
        return self.kind == MessageKind.SAID and gone is None


class MessageRevision(models.Model):
    """What a message said from `at` until the next revision, or until it was last edited."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="revisions")
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=["message", "at"], name="one_message_revision_at_a_time"),)

    def __str__(self) -> str:
        return f"{self.message}, {self.at:%d %B %Y}"


class Reaction(models.Model):
    """One press of one person. Whoever takes it back leaves none."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Reacted.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["message", "person", "kind"], name="reacted_once_in_each_way"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display()}: {self.message}"


class Mention(models.Model):
    """Somebody, a unit or a page that a message names."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.PROTECT, related_name="mentions")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="mention_of_one_thing",
                condition=Q(person__isnull=False, unit=None, page=None)
                | Q(person=None, unit__isnull=False, page=None)
                | Q(person=None, unit=None, page__isnull=False),
            ),
            models.UniqueConstraint(fields=["message", "person"], name="person_mentioned_once"),
            models.UniqueConstraint(fields=["message", "unit"], name="unit_mentioned_once"),
            models.UniqueConstraint(fields=["message", "page"], name="page_mentioned_once"),
        )

    def __str__(self) -> str:
        return f"{self.person or self.unit or self.page_id} in {self.message}"


class MessageFile(models.Model):
    """A file that goes with a message, under a name that is its own there. `alt` is what an image shows."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    alt = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["message", "name"], name="file_name_once_in_message"),)

    def __str__(self) -> str:
        return self.name

"""What talk comes to: the pages, tips and comments that messages were made into, and decisions."""

from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.pages.models import Comment, Draft, Edition, Page, Space
from apps.people.models import Person
from apps.rooms.choices import Went
from apps.rooms.models.messages import Message
from apps.rooms.models.rooms import Room, Topic

NEVER_CHANGED = "What was decided stays as it was recorded. Record another decision, which supersedes it."

One = TypeVar("One", bound=models.Model)


class ForGood(models.QuerySet[One]):
    """Rows that are written once: none of them is changed, and none is deleted."""

    def update(self, **_: Any) -> int:
        raise TypeError(NEVER_CHANGED)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError(NEVER_CHANGED)


class WrittenOnce(models.Model):
    """What is stored when it is made, and then stays as it is."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError(NEVER_CHANGED)
        super().save(*args, **options)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(NEVER_CHANGED)


class DecisionQuerySet(ForGood["Decision"]):
    def visible_to(self, person: Person) -> "DecisionQuerySet":
        """Decisions taken in rooms, or about pages, that this person may read."""
        of_page = Q(room=None, page__in=Page.objects.visible_to(person))
        return self.filter(Q(room__in=Room.objects.visible_to(person)) | of_page)


class Decision(WrittenOnce):
    """What was decided, in a room or about a page. It is never changed: another one supersedes it.

    `options` are what was weighed, in Markdown, `reasons` why. `page` and `edition` are the text it was about, as it
    stood then. `space` is in whose log it stands; that of a room without a space has a log of its own.
    """

    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    draft_version = models.PositiveIntegerField(null=True, blank=True)
    space = models.ForeignKey(Space, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    title = models.CharField(max_length=200)
    options = models.TextField(blank=True)
    reasons = models.TextField()
    decided_on = models.DateField()
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="decision_in_a_room_or_about_a_page", condition=Q(room__isnull=False) | Q(page__isnull=False)
            ),
            models.CheckConstraint(
                name="decision_supersedes_another", condition=Q(supersedes=None) | ~Q(supersedes=F("pk"))
            ),
            models.CheckConstraint(
                name="decision_names_version_of_its_draft",
                condition=Q(draft=None, draft_version=None) | Q(draft__isnull=False, draft_version__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["space", "-decided_on"], name="decision_of_space"),
            models.Index(fields=["room", "-decided_on"], name="decision_of_room"),
        )

    def __str__(self) -> str:
        return f"Decision {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("rooms:decision", kwargs={"decision_id": self.pk})


class Decider(WrittenOnce):
    """Somebody who decided, in which post."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="deciders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=400)

    objects = ForGood["Decider"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["decision", "person"], name="decided_once"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.decision}"


class Dissent(WrittenOnce):
    """What somebody who did not agree asked to have on the record, in their own words; named where they wish it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dissents")
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_named = models.BooleanField(default=True)
    post = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    objects = ForGood["Dissent"].as_manager()

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=["decision", "by"], name="one_dissent_each"),)

    def __str__(self) -> str:
        return f"Dissent {self.pk} from {self.decision}"


class Promotion(models.Model):
    """Messages of a room made into something that stays: where they came from, for it to say, and where they went.

    `room_title`, `people` and the days are as they were then, so that it still tells once the room is renamed and the
    messages are edited or taken out. `widened_because` is what the person said who made it of more people's reading
    than the room's.
    """

    kind = models.CharField(max_length=8, choices=Went.choices)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="promotions")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="promotions")
    room_title = models.CharField(max_length=120)
    topic_title = models.CharField(max_length=120)
    people = models.TextField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    widened_because = models.TextField(blank=True)
    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.PROTECT, related_name="promotions")
    comment = models.ForeignKey(Comment, null=True, blank=True, on_delete=models.PROTECT, related_name="promotions")
    decision = models.OneToOneField(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="promotion")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="promotion_went_to_one_place",
                condition=Q(kind__in=(Went.PAGE, Went.TIP), draft__isnull=False, comment=None, decision=None)
                | Q(kind=Went.COMMENT, draft=None, comment__isnull=False, decision=None)
                | Q(kind=Went.DECISION, draft=None, comment=None, decision__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from room {self.room_id}"


class PromotedMessage(models.Model):
    """One of the messages, in the order of their numbers."""

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="messages")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="promoted")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["promotion", "message"], name="promoted_once_at_a_time"),)

    def __str__(self) -> str:
        return f"{self.message}: {self.promotion}"

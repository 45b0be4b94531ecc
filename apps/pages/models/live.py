"""A draft's text as several people type it at once, and who is there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.pages.models.drafts import Draft
from apps.people.models import Person


class LiveText(models.Model):
    """What Yjs makes of a draft's text. A draft has one from when it is first opened live, for as long as it lasts.

    `state` is the Yjs document with every change up to number `packed_to`; the changes after it, up to `last`, are
    rows of their own. The draft's newest version holds the changes up to `settled_to`.
    """

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="live")
    state = models.BinaryField()
    packed_to = models.PositiveBigIntegerField(default=0)
    last = models.PositiveBigIntegerField(default=0)
    settled_to = models.PositiveBigIntegerField(default=0)
    runs = models.JSONField(default=list, blank=True)
    started_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="live_text_counts_in_order",
                condition=Q(packed_to__lte=F("last")) & Q(settled_to__lte=F("last")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.draft}, live"

    @property
    def is_settled(self) -> bool:
        """Whether the draft's newest version says all that was typed live."""
        return self.settled_to == self.last


class LiveChange(models.Model):
    """One change to a live text, as Yjs encodes it. It is stored before anybody else sees it.

    `client` is the Yjs client it came from, which belongs to one person for good. `by` is null where a version that
    was saved by the form was carried into the live text.
    """

    live = models.ForeignKey(LiveText, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    client = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    change = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["live", "number"], name="live_change_number_once"),)
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.live}, change {self.number}"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def visible_to(self, person: Person) -> "PresenceQuerySet":
        """Who is in the drafts that this person may see."""
        return self.filter(draft__space__unit__in=person.reach)


class Presence(models.Model):
    """When somebody was last seen with a draft open to write in it. Nobody is kept out by it."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    is_live = models.BooleanField(default=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["draft", "person"], name="one_presence_per_person"),)
        indexes = (models.Index(fields=["draft", "seen_at"], name="presence_recent"),)

    def __str__(self) -> str:
        return f"{self.person} in {self.draft}"

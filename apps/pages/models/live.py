"""A draft's text as several people type it at once, and who is there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.pages.models.drafts import Draft
from apps.people.models import Person


class LiveText(models.Model):
    """What Yjs makes of a draft's text. A draft has one from when it is first opened live, for as long as it lasts.

    `state` is the Yjs document with every change up to number `packed_to`; the changes after it, up to `last`, are
    rows of their own. The draft's newest version holds the changes up to `settled_to`. `runs` says who wrote which
    stretch of the text of `state`, as a version's do; `wrote` is who added and removed how many characters between
    `settled_to` and `packed_to`, by the person's number.
    """

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="live")
    state = models.BinaryField()
    packed_to = models.PositiveBigIntegerField(default=0)
    last = models.PositiveBigIntegerField(default=0)
    settled_to = models.PositiveBigIntegerField(default=0)
    runs = models.JSONField(default=list, blank=True)
    wrote = models.JSONField(default=dict, blank=True)
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

    `client` is the Yjs client that sent it. `by` is null where a version that was saved by the form was carried into
    the live text.
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


class LiveClient(models.Model):
    """Whose a Yjs client is, for good: whoever first wrote by it. Null for Greenpaper's own.

    Who wrote what is told by these, so nobody may pass off what they type as somebody else's.
    """

    live = models.ForeignKey(LiveText, on_delete=models.CASCADE, related_name="clients")
    client = models.PositiveBigIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["live", "client"], name="live_client_of_one_person"),)

    def __str__(self) -> str:
        return f"{self.live}, client {self.client}"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def visible_to(self, person: Person) -> "PresenceQuerySet":
        """Who is in the drafts that this person may see."""
        return self.filter(draft__in=Draft.objects.visible_to(person))


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


class PlainWriter(models.Model):
    """Somebody who would rather write on the plain form than together live, for example with a screen reader."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person)

"""How long talk is kept, and how it comes to an end: by two people, never by silence."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.people.models import Person
from apps.rooms.models.rooms import Room


class DisposalQuerySet(models.QuerySet["Disposal"]):
    def visible_to(self, person: Person) -> "DisposalQuerySet":
        """Disposals in rooms this person may read."""
        return self.filter(room__in=Room.objects.visible_to(person))


class Disposal(models.Model):
    """The words of a room's messages up to one number, due by its retention class, asked to be disposed of.

    Somebody else than who asked approves it; then the words go and a tombstone of each message stays. `digest` is over
    what was disposed of: the certificate.
    """

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="disposals")
    up_to = models.PositiveBigIntegerField()
    because = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_because = models.TextField(blank=True)
    messages = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    objects = DisposalQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["room"], condition=Q(approved_at=None, refused_at=None), name="one_open_disposal_per_room"
            ),
            models.CheckConstraint(
                name="nobody_approves_their_own_disposal",
                condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="approved_disposal_has_its_certificate",
                condition=Q(approved_by=None, approved_at=None, digest="")
                | (Q(approved_by__isnull=False, approved_at__isnull=False, refused_at=None) & ~Q(digest="")),
            ),
            models.CheckConstraint(
                name="refused_disposal_says_why",
                condition=Q(refused_by=None, refused_at=None, refused_because="")
                | (Q(refused_by__isnull=False, refused_at__isnull=False) & ~Q(refused_because="")),
            ),
        )

    def __str__(self) -> str:
        return f"Disposal {self.pk} in room {self.room_id}"

    def get_absolute_url(self) -> str:
        return reverse("rooms:disposal", kwargs={"disposal_id": self.pk})

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.approved_at is None and self.refused_at is None

"""What the files in drafts and pages hold, once for each content, whoever added it and wherever it is shown."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """The bytes of a file, known by their SHA-256 in hexadecimal. Which texts it goes with, these say themselves.

    `attached_at` is when it first went with a version of a draft: versions stay, and so does what they hold. Until
    then it is no more than an upload. `stored_at` is when it was last uploaded. `scanned_at` is when a virus scanner
    found nothing in it, where there is one. `width` and `height` are an image's, in pixels.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scanned_at = models.DateTimeField(null=True, blank=True)
    attached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="stored_image_has_both_sides",
                condition=Q(width=None, height=None) | Q(width__gt=0, height__gt=0),
            ),
        )
        indexes = (models.Index(fields=["attached_at", "stored_at"], name="stored_file_orphans"),)

    def __str__(self) -> str:
        return f"{self.media_type}, {self.size} bytes, {self.sha256[:12]}"

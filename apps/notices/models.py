"""Telling people. A notice keeps no title: what it is about is looked up, as its reader, each time it is shown."""

from django.conf import settings
from django.db import models

from apps.notices.choices import NoticeKind


class Notice(models.Model):
    """One thing one person was told. `about_kind` and `about_id` name the object; no foreign key points up."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["person", "-at"], name="notice_of_person"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.about_kind} {self.about_id} {self.get_kind_display()}"

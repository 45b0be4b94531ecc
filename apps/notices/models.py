"""Telling people. A notice keeps no title: what it is about is looked up, as its reader, each time it is shown."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.notices.choices import NoticeKind


class Notice(models.Model):
    """One thing one person was told. `about_kind` and `about_id` name the object; no foreign key points up.

    `because` is the sentence that a rule refused them with, where that is what they are told.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    because = models.TextField(blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["person", "-at"], name="notice_of_person"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.about_kind} {self.about_id} {self.get_kind_display()}"


class QuietHours(models.Model):
    """When one person gets no mail: from `starts` to `ends` each day, over midnight too, and on days off.

    What they are told meanwhile is in the app at once, and is mailed when it is over.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiet_hours")
    starts = models.TimeField()
    ends = models.TimeField()
    days_off_too = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "quiet hours"
        constraints = (models.CheckConstraint(name="quiet_hours_end", condition=~Q(starts=F("ends"))),)

    def __str__(self) -> str:
        return f"{self.person}: {self.starts:%H:%M} to {self.ends:%H:%M}"

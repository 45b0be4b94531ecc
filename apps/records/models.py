"""The ledger: append-only, hash-chained, and without foreign keys, so that it outlives what it tells of."""

import hashlib
import json
from datetime import UTC
from typing import Any

from django.db import models
from django.db.models import Q

NO_DIGEST = "0" * 64


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, *subjects: models.Model) -> "EventQuerySet":
        """Events about any of these objects, newest first."""
        ids: dict[str, list[str]] = {}
        for subject in subjects:
            ids.setdefault(kind_of(subject), []).append(str(subject.pk))
        wanted = Q(pk__in=[])
        for kind, of_that_kind in ids.items():
            wanted |= Q(about_kind=kind, about_id__in=of_that_kind)
        return self.filter(wanted).order_by("-sequence")


class Event(models.Model):
    """One act: who did it, acting in which post, when, to what, and why."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor_id = models.CharField(max_length=40, blank=True)
    actor_name = models.CharField(max_length=200)
    post = models.CharField(max_length=400, blank=True)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    about_name = models.CharField(max_length=600, blank=True)
    because = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["about_kind", "about_id", "sequence"], name="event_about"),)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.actor_name} {self.verb} {self.about_name}"

    def told(self) -> dict[str, Any]:
        """What the digest covers: every column but the digest itself, in a form that does not vary."""
        return {
            "sequence": self.sequence,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "verb": self.verb,
            "actor": [self.actor_id, self.actor_name, self.post],
            "about": [self.about_kind, self.about_id, self.about_name],
            "because": self.because,
            "details": self.details,
            "previous": self.previous,
        }

    def compute_digest(self) -> str:
        """SHA-256, in hexadecimal, of the event and the digest before it."""
        canonical = json.dumps(self.told(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


class Chain(models.Model):
    """The last link, one row: the lock under which the next event is written."""

    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=NO_DIGEST)

    class Meta:
        constraints = (models.CheckConstraint(name="one_chain", condition=Q(pk=1)),)
        default_permissions = ()

    def __str__(self) -> str:
        return f"chain at {self.sequence}"


class Hold(models.Model):
    """A stop on everything that would change or take away what is kept of one object, until it is lifted.

    Whoever alters or deletes what somebody has asked for commits an offence: Freedom of Information Act 2000, s.77.
    """

    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    about_name = models.CharField(max_length=600, blank=True)
    because = models.TextField()
    by_id = models.CharField(max_length=40)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    lifted_by_id = models.CharField(max_length=40, blank=True)
    lifted_by_name = models.CharField(max_length=200, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["about_kind", "about_id"], condition=Q(lifted_at=None), name="one_hold_at_a_time"
            ),
            models.CheckConstraint(
                name="lifted_hold_has_person_and_reason",
                condition=Q(lifted_at=None, lifted_by_id="", lifted_because="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by_id="") & ~Q(lifted_because="")),
            ),
        )
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"Hold on {self.about_name}"


def kind_of(subject: models.Model) -> str:
    """The name under which events tell of this kind of object, such as 'pages.page'."""
    return subject._meta.label_lower

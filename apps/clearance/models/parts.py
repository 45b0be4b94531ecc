"""The one part that each person plays in a submission."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.clearance.choices import DECISIONS, FILLS_A_SEAT, Role


class Part(models.Model):
    """The one part a person plays in a submission.

    Law 3 is the unique constraint on (submission, person): every author and everyone who declared an interest has a
    row before anybody can decide, so a decision of theirs, or a second one by the same person, is a second row and
    the database refuses it. Whoever decides on behalf of another makes a row for the other too (REPRESENTED), so
    nobody's words are cleared in their name, and nobody fills two steps by lending one. A nil return names nobody.
    """

    submission = models.ForeignKey("clearance.Submission", on_delete=models.PROTECT, related_name="parts")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=11, choices=Role.choices)
    seat = models.ForeignKey("clearance.Seat", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    post = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    comment = models.TextField(blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    void_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["submission", "person"], name="one_person_plays_one_part"),
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(role__in=FILLS_A_SEAT, void_at=None),
                name="one_clearance_fills_one_seat",
            ),
            models.CheckConstraint(
                name="deciders_sit_and_others_do_not",
                condition=(Q(role__in=DECISIONS) & Q(seat__isnull=False)) | (~Q(role__in=DECISIONS) & Q(seat=None)),
            ),
            models.CheckConstraint(
                name="only_silence_names_nobody",
                condition=Q(role=Role.SILENT, person=None) | (~Q(role=Role.SILENT) & Q(person__isnull=False)),
            ),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves",
                condition=Q(on_behalf_of=None) | ~Q(on_behalf_of=F("person")),
            ),
        )
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.person or 'Nobody'}: {self.get_role_display()}"

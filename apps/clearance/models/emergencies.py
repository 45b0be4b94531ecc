"""Publishing before anybody has cleared it: who may, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.clearance.choices import EmergencyState
from apps.clearance.models.submissions import Submission
from apps.pages.models import Edition, Page, Space
from apps.people.models import Grade, Unit


class EmergencyRole(models.Model):
    """A named role, such as duty press officer, whose holders may publish a space's pages in an emergency.

    Whoever holds a post of at least the grade in the unit holds the role. `working_hours` is how long the second
    pair of eyes has. With `falls_back` the last cleared text comes back when nobody has reviewed by then.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="emergency_roles")
    name = models.CharField(max_length=80)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, verbose_name="least grade", related_name="+")
    working_hours = models.PositiveSmallIntegerField(default=8)
    falls_back = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["space", "name"], name="emergency_role_name_once_in_space"),
            models.CheckConstraint(name="emergency_deadline_is_some_hours", condition=Q(working_hours__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.grade} or above in {self.unit})"


class Emergency(models.Model):
    """One edition that readers saw before its second pair of eyes did.

    `submission` is the review: its one seat is the second's, and its authors are barred as in any other. `climbs`
    counts how often an overdue review went further up the chain, once every `working_hours`.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="emergency")
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="emergencies")
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="emergency")
    role_name = models.CharField(max_length=80)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=400)
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    working_hours = models.PositiveSmallIntegerField(default=8)
    falls_back = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=EmergencyState.choices, default=EmergencyState.UNREVIEWED)
    climbs = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="emergency_has_another_second", condition=~Q(second=F("published_by"))),
            models.CheckConstraint(
                name="closed_emergency_has_its_time",
                condition=Q(state=EmergencyState.UNREVIEWED, closed_at=None)
                | (~Q(state=EmergencyState.UNREVIEWED) & Q(closed_at__isnull=False)),
            ),
        )
        indexes = (models.Index(fields=["state", "due_at"], name="emergency_queue"),)

    def __str__(self) -> str:
        return f"{self.page}, published in an emergency"

"""What others did that a person's standing is reckoned from."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.people.models import Unit
from apps.trust.choices import CreditKind
from apps.trust.models.communities import Community


class Credit(models.Model):
    """One act of `giver` by which `person` gains or loses standing in a community.

    `about_kind` and `about_id` name what it was about, as a notice does, and `place` the page or question that was on;
    `giver_team` is the unit that the giver was posted in then. It counts from `counts_from` on, unless it was made
    void. Nobody is credited by themselves.
    """

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="credits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="credits")
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    giver_team = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=CreditKind.choices)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    about_name = models.CharField(max_length=200)
    place = models.CharField(max_length=101)
    at = models.DateTimeField()
    counts_from = models.DateTimeField()
    void_at = models.DateTimeField(null=True, blank=True)
    void_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["community", "kind", "person", "giver", "about_kind", "about_id"], name="one_credit_per_act"
            ),
            models.CheckConstraint(name="nobody_credits_themselves", condition=~Q(person=F("giver"))),
            models.CheckConstraint(
                name="void_credit_has_time_and_reason",
                condition=Q(void_at=None, void_because="") | (Q(void_at__isnull=False) & ~Q(void_because="")),
            ),
            models.CheckConstraint(name="credit_counts_later", condition=Q(counts_from__gte=F("at"))),
        )
        indexes = (
            models.Index(fields=["community", "person", "at"], name="credit_of_person"),
            models.Index(fields=["about_kind", "about_id", "kind"], name="credit_about"),
            models.Index(fields=["counts_from"], name="credit_ripens"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}, {self.about_name}"

"""The second pair of eyes: who must clear, what was submitted, and who played which part."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from apps.clearance.choices import SCOPE_CHOICES, Role, SubmissionState
from apps.core.clock import now
from apps.pages.choices import AUDIENCE_CHOICES, Significance
from apps.pages.models import Draft, Space
from apps.pages.models.drafts import Wording
from apps.people.models import Grade, Person, Posting, Unit


class RouteDefault(models.Model):
    """The least grade that clears text for an audience, where a new space says nothing else."""

    audience = models.PositiveSmallIntegerField(choices=AUDIENCE_CHOICES, unique=True)
    scope = models.PositiveSmallIntegerField(choices=SCOPE_CHOICES)
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, verbose_name="least grade")

    class Meta:
        ordering = ("audience",)

    def __str__(self) -> str:
        return f"{self.get_audience_display()}: {self.grade} or above in {self.get_scope_display()}"


class Route(models.Model):
    """The ordered steps that clear a space's text for one audience."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="routes")
    audience = models.PositiveSmallIntegerField(choices=AUDIENCE_CHOICES)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["space", "audience"], name="one_route_per_audience"),)

    def __str__(self) -> str:
        return f"{self.space}, {self.get_audience_display()}"


class Step(models.Model):
    """One pair of eyes: a least grade within a scope around the space's unit."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    scope = models.PositiveSmallIntegerField(choices=SCOPE_CHOICES)
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, verbose_name="least grade")

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["route", "position"], name="one_step_per_position"),)

    def __str__(self) -> str:
        return f"{self.grade} or above in {self.get_scope_display()}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, person: Person) -> "SubmissionQuerySet":
        """Submissions of drafts this person may see, that their post could clear, or that they decided on.

        Whoever could have cleared still sees what became of it, unless its authors took it back; whoever was posted
        there only later does not, and whoever holds no post any more sees nothing.
        """
        if not person.reach:
            return self.none()
        seats = Seat.objects.seen_by(person, at=now()).filter(submission=OuterRef("pk"))
        decided = _parts_of(person).exclude(role=Role.AUTHOR)
        return self.filter(Q(draft__space__unit__in=person.reach) | Q(Exists(seats)) | Q(Exists(decided)))

    def waiting_for(self, person: Person, *, at: datetime) -> "SubmissionQuerySet":
        """Open submissions whose next step this person may fill at that moment."""
        unfilled = Seat.objects.unfilled().filter(submission=OuterRef("submission"))
        following = unfilled.order_by("position").values("pk")[:1]
        held = Seat.objects.held_by(person, at=at)
        theirs = held.filter(submission=OuterRef("pk"), pk=models.Subquery(following))
        return self.filter(Exists(theirs), ~Exists(_parts_of(person)), state=SubmissionState.OPEN)

    def concerning(self, person: Person) -> "SubmissionQuerySet":
        """Those still open, and those this person had a part in: what a notice to them may still tell of."""
        return self.filter(Q(state=SubmissionState.OPEN) | Q(Exists(_parts_of(person))))


class Submission(Wording):
    """A draft's words frozen by digest, going up their route. They stay as they were whatever becomes of the draft."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=12, choices=SubmissionState.choices, default=SubmissionState.OPEN)
    bound_to = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    change_note = models.TextField()
    significance = models.CharField(max_length=5, choices=Significance.choices)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state=SubmissionState.OPEN), name="one_open_submission_per_draft"
            ),
            models.CheckConstraint(
                name="closed_submission_has_person_and_time",
                condition=Q(state=SubmissionState.OPEN, closed_by=None, closed_at=None)
                | (~Q(state=SubmissionState.OPEN) & Q(closed_by__isnull=False, closed_at__isnull=False)),
            ),
        )
        indexes = (models.Index(fields=["state", "submitted_at"], name="submission_queue"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("clearance:submission", kwargs={"submission_id": self.pk})

    @property
    def is_open(self) -> bool:
        return self.state == SubmissionState.OPEN


class SeatQuerySet(models.QuerySet["Seat"]):
    def unfilled(self) -> "SeatQuerySet":
        """Seats nobody has cleared from yet."""
        return self.filter(~Exists(Part.objects.filter(seat=OuterRef("pk"), role=Role.CLEARED)))

    def held_by(self, person: Person, *, at: datetime) -> "SeatQuerySet":
        """Seats for which this person holds the grade within the unit at that moment."""
        return self.filter(Exists(_posts_for_a_seat(person, at)))

    def seen_by(self, person: Person, *, at: datetime) -> "SeatQuerySet":
        """Seats this person holds: of what is open, and of what was decided while they held them already."""
        held = _posts_for_a_seat(person, at)
        already = held.filter(starts_at__lte=OuterRef("submission__closed_at"))
        is_open = Q(submission__state=SubmissionState.OPEN)
        taken_back = Q(submission__state=SubmissionState.TAKEN_BACK)
        return self.filter(Q(is_open, Exists(held)) | Q(~taken_back, Exists(already)))


class Seat(models.Model):
    """A step of the route as it stood at submission: one pair of eyes still to be had, or had."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="+")
    least_rank = models.PositiveSmallIntegerField()

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["submission", "position"], name="one_seat_per_position"),)

    def __str__(self) -> str:
        return f"{self.grade} or above in {self.unit}"


class Part(models.Model):
    """The one part a person plays in a submission.

    Law 3 is the unique constraint on (submission, person): every author has a row before anybody can decide, so an
    author's decision, or a second decision by the same person, is a second row and the database refuses it.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="parts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=Role.choices)
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    post = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    comment = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["submission", "person"], name="one_person_plays_one_part"),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(role=Role.CLEARED), name="one_clearance_fills_one_seat"
            ),
            models.CheckConstraint(
                name="deciders_sit_and_authors_do_not",
                condition=Q(role=Role.AUTHOR, seat=None) | (~Q(role=Role.AUTHOR) & Q(seat__isnull=False)),
            ),
        )
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"


def _parts_of(person: Person) -> models.QuerySet[Part]:
    return Part.objects.filter(submission=OuterRef("pk"), person=person)


def _posts_for_a_seat(person: Person, at: datetime) -> models.QuerySet[Posting]:
    return Posting.objects.held_at(at).filter(
        person_id=person.pk,
        person__is_active=True,
        grade__rank__gte=OuterRef("least_rank"),
        unit__path__startswith=OuterRef("unit__path"),
    )

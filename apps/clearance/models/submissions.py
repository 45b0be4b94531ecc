"""What goes up a route, and the seats of its steps."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from apps.clearance.choices import DECISIONS, FILLS_A_SEAT, OF_A_DRAFT, STANDING_WORDS, Act, Role, SubmissionState
from apps.clearance.models.by_standing import stands_for_a_seat, stood_for_a_seat
from apps.clearance.models.parts import Part
from apps.clearance.models.proposals import Proposal
from apps.clearance.models.standing_in import Delegation
from apps.core.clock import now
from apps.pages.choices import DraftState, Significance, SpaceKind
from apps.pages.models import Draft, Edition, Page, Space
from apps.pages.models.drafts import Wording
from apps.people.models import Grade, Person, Posting, Unit
from apps.trust.choices import Level


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, person: Person) -> "SubmissionQuerySet":
        """Submissions in spaces this person drafts in, that they could clear, or that they decided on.

        Whoever could have cleared still sees what became of it, unless its authors took it back; whoever was posted
        there only later does not, and whoever holds no post any more sees nothing.
        """
        if not person.reach:
            return self.none()
        seats = Seat.objects.seen_by(person, at=now()).filter(submission=OuterRef("pk"))
        decided = _parts_of(person).filter(role__in=(*DECISIONS, Role.REPRESENTED))
        together = Q(space__kind=SpaceKind.PRACTICE, draft__in=Draft.objects.visible_to(person).values("pk"))
        return self.filter(Q(space__unit__in=person.reach) | together | Q(Exists(seats)) | Q(Exists(decided)))

    def waiting_for(self, person: Person, *, at: datetime) -> "SubmissionQuerySet":
        """Open submissions in which this person may fill a seat at that moment, for themselves or for another."""
        theirs = Seat.objects.waiting().held_by(person, at=at).filter(submission=OuterRef("pk"))
        return self.filter(Exists(theirs), ~Exists(_parts_of(person)), state=SubmissionState.OPEN)

    def concerning(self, person: Person) -> "SubmissionQuerySet":
        """Those still open, and those this person had a part in: what a notice to them may still tell of."""
        return self.filter(Q(state=SubmissionState.OPEN) | Q(Exists(_parts_of(person))))


class Submission(Wording):
    """A draft's words, or a proposal, frozen by digest and going up their route.

    They stay as they were whatever becomes of the draft. `absorbs` is the edition of a page whose place it
    takes once it is published, and which the clearance is bound to as well. Of a proposal, the title and text are
    those it is about: the page's title and the reason given.
    """

    act = models.CharField(max_length=10, choices=Act.choices, default=Act.PUBLISH)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="submissions")
    draft = models.ForeignKey(Draft, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    proposal = models.OneToOneField(
        Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="submission"
    )
    absorbs = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=SubmissionState.choices, default=SubmissionState.OPEN)
    bound_to = models.CharField(max_length=64)
    route_bound_to = models.CharField(max_length=64, default="")
    version = models.PositiveIntegerField(default=0)
    change_note = models.TextField()
    significance = models.CharField(max_length=5, choices=Significance.choices, blank=True)
    publish_at = models.DateTimeField(null=True, blank=True)
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
                name="submission_is_of_a_draft_or_a_proposal",
                condition=Q(act__in=OF_A_DRAFT, draft__isnull=False, proposal=None)
                | (~Q(act__in=OF_A_DRAFT) & Q(draft=None, proposal__isnull=False)),
            ),
            # Greenpaper itself closes what nobody did by hand, so that a closed one need not name a person.
            models.CheckConstraint(
                name="closed_submission_has_its_time",
                condition=Q(state=SubmissionState.OPEN, closed_by=None, closed_at=None)
                | (~Q(state=SubmissionState.OPEN) & Q(closed_at__isnull=False)),
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

    @property
    def headline(self) -> str:
        """Its title, and of a proposal before it what would be done: 'Withdraw: Fares'."""
        return self.title if self.act in OF_A_DRAFT else f"{self.get_act_display()}: {self.title}"

    @property
    def is_takeable(self) -> bool:
        """Whether its authors may take it back: not what readers see already."""
        return self.act != Act.EMERGENCY

    @property
    def waits_for_its_time(self) -> bool:
        """Whether it has been cleared and is published later, at the time that was set."""
        is_scheduled = self.draft is not None and self.draft.state == DraftState.SCHEDULED
        return is_scheduled and self.state == SubmissionState.CLEARED

    @property
    def recorded_under(self) -> Draft | Page | Space:
        """What the ledger files the acts on it under: the draft, else the page, else the space."""
        return self.draft or self.page or self.space

    def lowers_marking(self) -> bool:
        """Whether it would mark the page, or one whose words it takes in, lower than readers see it marked now."""
        if self.draft is None or self.is_sensitive:
            return False
        return any(text is not None and text.is_sensitive for text in (self.draft.base, self.draft.absorbs))


class SeatQuerySet(models.QuerySet["Seat"]):
    def unfilled(self) -> "SeatQuerySet":
        """Seats nobody has cleared from yet."""
        filled = Part.objects.filter(seat=OuterRef("pk"), role__in=FILLS_A_SEAT, void_at=None)
        return self.filter(~Exists(filled))

    def waiting(self) -> "SeatQuerySet":
        """Seats of a stage that has begun, which nobody has cleared from yet."""
        return self.unfilled().filter(opened_at__isnull=False)

    def held_by(self, person: Person, *, at: datetime) -> "SeatQuerySet":
        """Seats this person may fill at that moment, for themselves or on behalf of whoever delegated to them."""
        by_grade = Q(Exists(_posts_for_a_seat(person, at))) | Q(Exists(_delegations(person, at)))
        return self.filter(by_grade | stands_for_a_seat(person, at=at))

    def seen_by(self, person: Person, *, at: datetime) -> "SeatQuerySet":
        """Seats this person holds: of what is open, and of what was decided while they held them already."""
        held = _posts_for_a_seat(person, at)
        already = held.filter(starts_at__lte=OuterRef("submission__closed_at"))
        is_open = Q(submission__state=SubmissionState.OPEN)
        taken_back = Q(submission__state=SubmissionState.TAKEN_BACK)
        in_anothers_stead = Q(is_open, Exists(_delegations(person, at)))
        by_grade = Q(is_open, Exists(held)) | in_anothers_stead | Q(~taken_back, Exists(already))
        by_standing = (is_open & stands_for_a_seat(person, at=at)) | (~taken_back & stood_for_a_seat(person, at=at))
        return self.filter(by_grade | by_standing)


class Seat(models.Model):
    """One pair of eyes that a step asked for at submission: still to be had, or had.

    A step that asks for several people has as many seats, told apart by `chair`. A seat waits once its stage has
    begun (`opened_at`), until `due_at` where the step gives so many working days.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField()
    chair = models.PositiveSmallIntegerField(default=1)
    stage = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    grade = models.ForeignKey(Grade, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    least_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    standing = models.PositiveSmallIntegerField(choices=Level.choices, null=True, blank=True)
    working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    silence_clears = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    climbed_to = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("position", "chair")
        constraints = (
            models.UniqueConstraint(fields=["submission", "position", "chair"], name="one_seat_per_chair"),
            models.CheckConstraint(
                name="seat_is_of_a_unit_or_a_person",
                condition=Q(unit__isnull=False, person=None)
                | Q(unit=None, person__isnull=False)
                | Q(unit=None, person=None, standing__isnull=False),
            ),
            # Law 8: a seat is filled by grade or by standing, and one never stands for the other.
            models.CheckConstraint(
                name="seat_asks_for_grade_or_standing",
                condition=Q(grade__isnull=False, least_rank__isnull=False, standing=None)
                | Q(grade=None, least_rank=None, unit=None, person=None, standing__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_has_person_and_time",
                condition=Q(claimed_by=None, claimed_at=None) | Q(claimed_by__isnull=False, claimed_at__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["due_at"], name="seat_due"),)

    def __str__(self) -> str:
        if self.standing is not None:
            asked = STANDING_WORDS[self.standing]
        else:
            asked = f"{self.person}, {self.grade} or above" if self.person else f"{self.grade} or above in {self.unit}"
        return f"{self.name}: {asked}" if self.name else asked

    def get_absolute_url(self) -> str:
        """Where seniors read that it is overdue."""
        return reverse("clearance:overdue", kwargs={"seat_id": self.pk})

    def is_claimed_at(self, at: datetime) -> bool:
        """Whether somebody has said that they are looking at it, and that has not lapsed."""
        return self.claimed_by_id is not None and self.claimed_until is not None and self.claimed_until > at

    def is_overdue_at(self, at: datetime) -> bool:
        return self.due_at is not None and self.due_at <= at

    def bound(self) -> list[object]:
        """What a route that was tampered with would differ in."""
        asked = [self.unit_id, self.person_id, self.least_rank, self.working_days, self.silence_clears]
        stands = [] if self.standing is None else [self.standing]
        return [self.position, self.chair, self.stage, *asked, *stands]


def _parts_of(person: Person) -> models.QuerySet[Part]:
    return Part.objects.filter(submission=OuterRef("pk"), person=person)


def _posts_for_a_seat(person: Person, at: datetime) -> models.QuerySet[Posting]:
    held = Posting.objects.held_at(at).filter(person_id=person.pk, person__is_active=True)
    return held.filter(grade__rank__gte=OuterRef("least_rank")).filter(
        Q(unit__path__startswith=OuterRef("unit__path")) | Q(person=OuterRef("person"))
    )


def _delegations(person: Person, at: datetime) -> models.QuerySet[Delegation]:
    """What lets somebody fill a seat for another: who could fill it, and has no part in what is submitted.

    The one who stands in holds as high a grade as the seat asks for, in whatever unit.
    """
    seat_rank, seat_path = OuterRef(OuterRef("least_rank")), OuterRef(OuterRef("unit__path"))
    senior = Posting.objects.held_at(at).filter(grade__rank__gte=seat_rank)
    theirs = senior.filter(person=OuterRef("giver")).filter(
        Q(unit__path__startswith=seat_path) | Q(person=OuterRef(OuterRef("person")))
    )
    played = Part.objects.filter(submission=OuterRef(OuterRef("submission")), person=OuterRef("giver"))
    in_force = Delegation.objects.in_force(at).filter(receiver=person)
    return in_force.filter(Exists(theirs), Exists(senior.filter(person_id=person.pk)), ~Exists(played))

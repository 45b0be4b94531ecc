"""Web chats: a leader answers at a set time what others asked beforehand and voted for."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.pages.choices import DraftState
from apps.pages.models import Draft
from apps.people.models import Person
from apps.rooms.choices import AskedState, SittingState
from apps.rooms.models.messages import Message
from apps.rooms.models.rooms import Room, Topic


class SittingQuerySet(models.QuerySet["Sitting"]):
    def visible_to(self, person: Person) -> "SittingQuerySet":
        """Sittings in rooms this person may read."""
        return self.filter(room__in=Room.objects.visible_to(person))


class Sitting(models.Model):
    """A web chat in a room, with a topic of its own, into which each answer goes as a message once it shows.

    Where `clears_answers`, an answer shows only when somebody else has cleared it. `transcript` is the draft page that
    was made of it.
    """

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="sittings")
    topic = models.OneToOneField(Topic, on_delete=models.PROTECT, related_name="sitting")
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    leader_post = models.CharField(max_length=400, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=SittingState.choices, default=SittingState.ANNOUNCED)
    clears_answers = models.BooleanField(default=False)
    transcript = models.OneToOneField(Draft, null=True, blank=True, on_delete=models.SET_NULL, related_name="sitting")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    called_off_because = models.TextField(blank=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="sitting_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="sitting_called_off_says_why",
                condition=~Q(state=SittingState.CALLED_OFF) | ~Q(called_off_because=""),
            ),
        )
        indexes = (models.Index(fields=["state", "starts_at"], name="sitting_due"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rooms:sitting", kwargs={"sitting_id": self.pk})

    @property
    def has_transcript(self) -> bool:
        """Whether it became a draft that nobody has discarded since."""
        return self.transcript is not None and self.transcript.state != DraftState.DISCARDED


class AskedQuerySet(models.QuerySet["Asked"]):
    def visible_to(self, person: Person) -> "AskedQuerySet":
        """Questions in rooms this person may read that stewards have not hidden; set aside, they are the asker's."""
        here = self.filter(sitting__room__in=Room.objects.visible_to(person), hidden_at=None)
        return here.filter(~Q(state=AskedState.SET_ASIDE) | Q(by=person.pk))


class Asked(models.Model):
    """A question put to a sitting, and its answer. Nobody clears an answer of their own.

    Once the answer shows, readers read both in `message`, where they can be changed or taken out like all that is said;
    `body` and `answer` are then what they were, for the record alone.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="questions")
    body = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=AskedState.choices, default=AskedState.ASKED)
    sifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sifted_at = models.DateTimeField(null=True, blank=True)
    set_aside_because = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True, blank=True)
    sent_back_because = models.TextField(blank=True)
    message = models.OneToOneField(Message, null=True, blank=True, on_delete=models.PROTECT, related_name="asked")
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="answer_has_person_and_time",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="cleared_answer_has_person_and_time",
                condition=Q(cleared_by=None, cleared_at=None) | Q(cleared_by__isnull=False, cleared_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_clears_their_own_answer", condition=Q(cleared_by=None) | ~Q(cleared_by=F("answered_by"))
            ),
            models.CheckConstraint(
                name="answer_shows_as_a_message",
                condition=Q(state=AskedState.SHOWN, message__isnull=False)
                | (~Q(state=AskedState.SHOWN) & Q(message=None)),
            ),
        )
        indexes = (models.Index(fields=["sitting", "state", "at"], name="asked_of_sitting"),)

    def __str__(self) -> str:
        return f"Question {self.pk} to sitting {self.sitting_id}"

    def get_absolute_url(self) -> str:
        return reverse("rooms:asked", kwargs={"asked_id": self.pk})


class Vote(models.Model):
    """One person's wish to have a question answered."""

    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["asked", "person"], name="one_vote_per_question"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.asked}"

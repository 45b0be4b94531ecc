"""Has anyone done this? Questions, and the answers that may become practices."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.moderation.choices import Voice
from apps.pages.models import Draft, Space
from apps.people.models import Person
from apps.practice.choices import QuestionState
from apps.practice.models.practices import Profession, Topic


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, person: Person) -> "QuestionQuerySet":
        """Questions asked in spaces this person may read, but for those that stewards hid."""
        return self.filter(space__audience_unit__in=person.reach, hidden_at=None)


class Question(models.Model):
    """What somebody wants to know from whoever has done it, in a practice space."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="questions")
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    topics = models.ManyToManyField(Topic, related_name="questions", blank=True)
    professions = models.ManyToManyField(Profession, related_name="questions", blank=True)
    state = models.CharField(max_length=8, choices=QuestionState.choices, default=QuestionState.OPEN)
    voice = models.CharField(max_length=8, choices=Voice.choices, default=Voice.OFFICIAL)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["space", "-at"], name="question_of_space"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("practice:question", kwargs={"question_id": self.pk})


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, person: Person) -> "AnswerQuerySet":
        """Answers to questions this person may read, but for those that stewards hid."""
        return self.filter(question__in=Question.objects.visible_to(person), hidden_at=None)


class Answer(models.Model):
    """What somebody answered. `accepted_by` found that it answers the question; it may have become a draft."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    body = models.TextField()
    voice = models.CharField(max_length=8, choices=Voice.choices, default=Voice.OFFICIAL)
    interest = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    became = models.OneToOneField(Draft, null=True, blank=True, on_delete=models.SET_NULL, related_name="answer")
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="accepted_answer_has_person_and_time",
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_accepts_their_own_answer", condition=Q(accepted_by=None) | ~Q(accepted_by=F("by"))
            ),
        )
        indexes = (models.Index(fields=["question", "at"], name="answer_of_question"),)

    def __str__(self) -> str:
        return f"{self.by}: {self.body[:40]}"

    def get_absolute_url(self) -> str:
        return f"{self.question.get_absolute_url()}#answer-{self.pk}"

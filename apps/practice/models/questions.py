"""Has anyone done this? Questions, and the answers that may become practices."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.moderation.choices import Voice
from apps.pages.models import Draft, Space
from apps.people.models import Person
from apps.practice.choices import QuestionState
from apps.practice.models.practices import Practice, Profession, Topic


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
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_because = models.TextField(blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["space", "-at"], name="question_of_space"),)

    def __str__(self) -> str:
        # What the record and credits keep: none of the words, which a steward may have to take out for good.
        return f"Question {self.pk}"

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
        return f"Answer {self.pk} to question {self.question_id}"

    def get_absolute_url(self) -> str:
        return f"{self.question.get_absolute_url()}#answer-{self.pk}"


class AnswerRevision(models.Model):
    """What an answer said before it was changed. Revisions are added, never changed, but for words taken out for good.

    It stood from `at` until the next one's `at`, or until the answer was last changed.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="revisions")
    body = models.TextField()
    voice = models.CharField(max_length=8, choices=Voice.choices)
    interest = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["answer", "at"], name="one_revision_at_a_time"),)

    def __str__(self) -> str:
        return f"{self.answer}, {self.at:%d %B %Y}"


class ThanksQuerySet(models.QuerySet["Thanks"]):
    def about(self, thing: Answer | Practice) -> "ThanksQuerySet":
        """Thanks for that answer or practice."""
        return self.filter(answer=thing) if isinstance(thing, Answer) else self.filter(practice=thing)


class Thanks(models.Model):
    """Somebody's thanks for an answer or a practice. Whoever takes them back leaves none."""

    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.PROTECT, related_name="thanks")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="thanks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ThanksQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "thanks"
        constraints = (
            models.UniqueConstraint(fields=["answer", "by"], name="thanked_once_for_an_answer"),
            models.UniqueConstraint(fields=["practice", "by"], name="thanked_once_for_a_practice"),
            models.CheckConstraint(
                name="thanks_for_one_thing",
                condition=Q(answer=None, practice__isnull=False) | Q(answer__isnull=False, practice=None),
            ),
        )

    def __str__(self) -> str:
        return f"Thanks for {self.answer or 'a practice'}"

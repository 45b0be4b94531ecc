"""What was written in a draft, version by version, and by whom."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.pages.choices import DAYS_TO_CHANGE_ONES_MIND, KeptKind, SaveKind
from apps.pages.models.drafts import Draft, Wording
from apps.people.models import Person


class DraftSave(Wording):
    """One version of a draft: the whole wording as it stood then.

    `runs` says who wrote which stretch of the text: pairs of a person's number, or null for the text the draft
    started from, and a count of characters, which together are the length of the text. A version may be named.
    `made_on` is the version its words were typed on, and `typed` the digest of them as they were typed, before they
    were put together with what others had saved: so whoever sends the same form twice is known to have done so.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="saves")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=SaveKind.choices, default=SaveKind.SAVED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    runs = models.JSONField(default=list, blank=True)
    made_on = models.PositiveIntegerField(null=True, blank=True)
    typed = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=120, blank=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["draft", "version"], name="draft_version_once"),
            models.CheckConstraint(
                name="named_version_has_person_and_time",
                condition=Q(name="", named_by=None, named_at=None)
                | (~Q(name="") & Q(named_by__isnull=False, named_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


class Contribution(models.Model):
    """That somebody wrote in a version of a draft. Law 3 reads here whom to bar; the version it started from has none.

    `added` and `removed` count characters of the text.
    """

    save_of = models.ForeignKey(DraftSave, on_delete=models.PROTECT, related_name="contributions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["save_of", "person"], name="one_contribution_per_version"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.added} characters added, {self.removed} removed"


class KeptTextQuerySet(models.QuerySet["KeptText"]):
    def visible_to(self, person: Person) -> "KeptTextQuerySet":
        """Only what this person typed themselves, in drafts they may still see."""
        return self.filter(by=person, draft__in=Draft.objects.visible_to(person))

    def set_aside(self) -> "KeptTextQuerySet":
        """What could not be saved, and not what is being typed."""
        return self.filter(kind=KeptKind.SET_ASIDE)


class KeptText(Wording):
    """What somebody typed that is not in the draft: theirs to use, never thrown away in silence.

    Set aside because it could not be saved over a newer version, or unfinished: what was in their form when they
    last paused, of which there is one for each person and draft. `base_version` is the version it was typed on, and
    `taken_up_at` when they last put it together with the draft. `typed_in` tells the form it was typed in from others
    of the same person, so that what is typed in one window never takes the place of what was typed in another.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="kept_texts")
    kind = models.CharField(max_length=10, choices=KeptKind.choices, default=KeptKind.SET_ASIDE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    base_version = models.PositiveIntegerField()
    taken_up_at = models.DateTimeField(null=True, blank=True)
    typed_in = models.CharField(max_length=32, blank=True)

    objects = KeptTextQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["draft", "by"], condition=Q(kind=KeptKind.UNFINISHED), name="one_unfinished_text_each"
            ),
        )
        indexes = (models.Index(fields=["kind", "at"], name="kept_text_age"),)

    def __str__(self) -> str:
        return f"{self.title}, kept for {self.by}"

    @property
    def kept_until(self) -> datetime:
        """When what was set aside goes, unless its writer throws it away before."""
        return self.at + timedelta(days=DAYS_TO_CHANGE_ONES_MIND)

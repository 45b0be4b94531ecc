"""Collections that editors make, and who is sent the weekly digest."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from apps.pages.models import Space
from apps.people.models import Person
from apps.practice.models.practices import Practice


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, person: Person) -> "CollectionQuerySet":
        """Collections of spaces this person may read."""
        return self.filter(space__audience_unit__in=person.reach)


class Collection(models.Model):
    """Practices that belong together, with a word on why. Contributors and stewards keep it."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="collections")
    title = models.CharField(max_length=120)
    introduction = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CollectionQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["space", "title"], name="collection_title_once_in_space"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("practice:collection", kwargs={"collection_id": self.pk})


class CollectionItem(models.Model):
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=["collection", "practice"], name="practice_once_in_collection"),)

    def __str__(self) -> str:
        return f"{self.practice} in {self.collection}"


class DigestReader(models.Model):
    """Somebody who wants a letter each week of what is new in a practice space."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="digest_readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["space", "person"], name="one_digest_per_person_and_space"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.space}"

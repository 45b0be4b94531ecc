"""Published text: one ArticleRevision, its rendered HTML, and who cleared it."""

from typing import NotRequired, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from wiki.models import ArticleRevision

from apps.core.text import normalise
from apps.pages.choices import AUDIENCE_CHOICES, EditionState, Significance
from apps.pages.models.markings import NARROW_ENOUGH, Marked
from apps.pages.models.pages import TITLE_LENGTH, Page
from apps.people.models import Person


class Clearance(TypedDict):
    """Who cleared an edition, as it stood at that moment: an ISO date and time, a name and a post in words.

    `step` is what was asked for, and `on_behalf_of` whom they stood in for. A nil return names nobody.
    """

    person_id: int | None
    name: str
    post: str
    at: str
    step: NotRequired[str]
    on_behalf_of: NotRequired[str]


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, person: Person) -> "EditionQuerySet":
        """Editions of pages this person may read, as long as each edition's own audience included them too.

        What was published in error is shown to nobody.
        """
        seen = self.filter(page__audience_unit__in=person.reach, page__hidden_at=None, audience_unit__in=person.reach)
        return seen.exclude(state=EditionState.REMOVED)


class Edition(Marked):
    """One text that readers have been shown. Its Markdown is the revision's; its HTML was made once, at publishing.

    `on_standing`: nobody cleared it before, as everybody who wrote it stands high enough in a practice space.
    It `awaits_review` while it has been published in an emergency and nobody has cleared it. One that was put back
    after such an edition fell names the earlier one (`puts_back`) whose text and clearances it shows again.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=EditionState.choices, default=EditionState.PUBLISHED)
    revision = models.OneToOneField(ArticleRevision, on_delete=models.PROTECT, related_name="edition")
    title = models.CharField(max_length=TITLE_LENGTH)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    contents = models.JSONField(default=list)
    links = models.JSONField(default=list)
    audience = models.PositiveSmallIntegerField(choices=AUDIENCE_CHOICES)
    audience_unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    files = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64)
    change_note = models.TextField(blank=True)
    significance = models.CharField(max_length=5, choices=Significance.choices, default=Significance.MAJOR)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    writers = models.JSONField(default=list)
    clearances = models.JSONField(default=list)
    provenance = models.CharField(max_length=400, blank=True)
    on_standing = models.BooleanField(default=False)
    awaits_review = models.BooleanField(default=False)
    puts_back = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["page", "number"], name="edition_number_once_per_page"),
            models.UniqueConstraint(
                fields=["page"], condition=Q(state=EditionState.PUBLISHED), name="one_published_edition_per_page"
            ),
            models.CheckConstraint(name="sensitive_edition_is_for_few", condition=NARROW_ENOUGH),
        )
        indexes = (models.Index(fields=["state", "-published_at"], name="edition_recent"),)

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("pages:edition", kwargs={"page_id": self.page_id, "number": self.number})

    @property
    def body(self) -> str:
        """The Markdown, with single line feeds."""
        return normalise(self.revision.content)

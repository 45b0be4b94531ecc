"""A wiki page: django-wiki's URLPath and Article with our facts beside them."""

from datetime import date

from django.db import models
from django.urls import reverse
from wiki.models import Article, URLPath

from apps.pages.choices import AUDIENCE_CHOICES
from apps.pages.models.markings import Marked
from apps.pages.models.spaces import Space
from apps.people.models import Person, Unit

TITLE_LENGTH = 200
PATH_LENGTH = 900


class PageQuerySet(models.QuerySet["Page"]):
    def visible_to(self, person: Person) -> "PageQuerySet":
        """Published pages whose audience this person is in."""
        return self.filter(audience_unit__in=person.reach)


class Page(Marked):
    """A published page and where it stands in the tree.

    `path` is the whole path without slashes at its ends ('rural-transport/fares'), so that a page and all its
    ancestors are found by one indexed comparison. `key` is the title as wiki links match it.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="pages")
    article = models.OneToOneField(Article, on_delete=models.PROTECT, related_name="page")
    urlpath = models.OneToOneField(URLPath, on_delete=models.PROTECT, related_name="page")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=PATH_LENGTH, unique=True)
    title = models.CharField(max_length=TITLE_LENGTH)
    key = models.CharField(max_length=TITLE_LENGTH * 2, db_index=True)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="owned_pages")
    audience = models.PositiveSmallIntegerField(choices=AUDIENCE_CHOICES)
    audience_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    review_by = models.DateField(null=True, blank=True)
    edition = models.OneToOneField("pages.Edition", null=True, on_delete=models.PROTECT, related_name="+")
    imported_from = models.CharField(max_length=400, blank=True, default="", db_index=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["parent", "title"], name="page_children"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("wiki:get", kwargs={"path": self.path})

    @property
    def is_front_page(self) -> bool:
        """Whether this is the page a space opened with."""
        return self.parent_id is None

    def ancestor_paths(self) -> list[str]:
        """Paths of the pages above this one, nearest last."""
        slugs = self.path.split("/")
        return ["/".join(slugs[:depth]) for depth in range(1, len(slugs))]

    def is_due_for_review(self, today: date) -> bool:
        return self.review_by is not None and self.review_by <= today

"""A wiki page: django-wiki's URLPath and Article with our facts beside them."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from wiki.models import Article, URLPath

from apps.pages.choices import AUDIENCE_CHOICES, Standing
from apps.pages.models.markings import NARROW_ENOUGH, Marked
from apps.pages.models.spaces import Space
from apps.people.models import Person, Unit

TITLE_LENGTH = 200
PATH_LENGTH = 900


@models.CharField.register_lookup
class Below(models.Lookup):
    """Paths below a path, found by their index: `path__below="rural-buses"`.

    SQLite's index serves GLOB, as it tells capitals from small letters, and not LIKE; PostgreSQL's serves LIKE. No
    slug holds a character that either takes for another, but for the underscore.
    """

    lookup_name = "below"

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[str]]:
        column, _params = self.process_lhs(compiler, connection)
        return f"{column} GLOB %s", [f"{self.rhs}/*"]

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[str]]:
        column, _params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [self.rhs.replace("_", r"\_") + "/%"]


class PageQuerySet(models.QuerySet["Page"]):
    def visible_to(self, person: Person) -> "PageQuerySet":
        """Pages whose audience this person is in, withdrawn and replaced ones among them.

        Of what was published in error, or is hidden while stewards look at it, nobody reads so much as the title.
        """
        return self.filter(audience_unit__in=person.reach, hidden_at=None).exclude(standing=Standing.REMOVED)

    def known_to(self, person: Person) -> "PageQuerySet":
        """As `visible_to`, with what was unpublished in spaces this person drafts in, for them to bring it back."""
        seen = self.filter(audience_unit__in=person.reach, hidden_at=None)
        return seen.filter(~Q(standing=Standing.REMOVED) | Q(space__unit__in=person.reach))

    def unpublished_to(self, person: Person) -> "PageQuerySet":
        """Pages published in error to this person: they are told so at the address, and nothing else."""
        return self.filter(audience_unit__in=person.reach, hidden_at=None, standing=Standing.REMOVED)

    def hidden_from(self, person: Person) -> "PageQuerySet":
        """Pages that stewards hide from this person: they are told so at the address, and nothing else."""
        return self.filter(audience_unit__in=person.reach, hidden_at__isnull=False)

    def within(self, path: str) -> "PageQuerySet":
        """The page at a path and every page below it."""
        return self.filter(Q(path=path) | Q(path__below=path))

    def listed(self) -> "PageQuerySet":
        """Pages with a text to read at their address: not replaced by another, nor unpublished."""
        return self.filter(standing__in=(Standing.PUBLISHED, Standing.WITHDRAWN))


class Page(Marked):
    """A published page and where it stands in the tree.

    `path` is the whole path without slashes at its ends ('rural-transport/fares'), so that a page and all its
    ancestors are found by one indexed comparison. `key` is the title as wiki links match it. The owner is a post,
    `owner_post` in the unit `owner`, whoever holds it; without a title, whoever leads that unit.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="pages")
    article = models.OneToOneField(Article, on_delete=models.PROTECT, related_name="page")
    urlpath = models.OneToOneField(URLPath, on_delete=models.PROTECT, related_name="page")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=PATH_LENGTH, unique=True)
    title = models.CharField(max_length=TITLE_LENGTH)
    key = models.CharField(max_length=TITLE_LENGTH * 2, db_index=True)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="owned_pages")
    owner_post = models.CharField(max_length=120, blank=True)
    audience = models.PositiveSmallIntegerField(choices=AUDIENCE_CHOICES)
    audience_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    review_by = models.DateField(null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(default=12)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_post = models.CharField(max_length=400, blank=True)
    nudged_on = models.DateField(null=True, blank=True)
    marking_nudged_on = models.DateField(null=True, blank=True)
    vacancy_told_on = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.PUBLISHED)
    standing_since = models.DateTimeField(null=True, blank=True)
    explanation = models.TextField(blank=True)
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    edition = models.OneToOneField("pages.Edition", null=True, on_delete=models.PROTECT, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)
    imported_from = models.CharField(max_length=400, blank=True, default="", db_index=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="sensitive_page_is_for_few", condition=NARROW_ENOUGH),
            models.CheckConstraint(
                name="page_that_no_longer_stands_has_time_and_reason",
                condition=Q(standing=Standing.PUBLISHED, standing_since=None, explanation="", replaced_by=None)
                | (~Q(standing=Standing.PUBLISHED) & Q(standing_since__isnull=False) & ~Q(explanation="")),
            ),
            models.CheckConstraint(
                name="replaced_page_names_another",
                condition=~Q(standing=Standing.REPLACED) | (Q(replaced_by__isnull=False) & ~Q(replaced_by=F("pk"))),
            ),
            models.CheckConstraint(
                name="confirmation_has_day_and_post",
                condition=Q(confirmed_on=None, confirmed_post="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_post="")),
            ),
        )
        indexes = (
            models.Index(fields=["parent", "title"], name="page_children"),
            models.Index(fields=["review_by"], name="page_due"),
            models.Index(fields=["sensitive_until"], name="page_marking_due"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("wiki:get", kwargs={"path": self.path})

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.path.rpartition("/")[2]

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


class Redirect(models.Model):
    """An address that a page had before it moved. It leads to the page, so chains never form."""

    path = models.CharField(max_length=PATH_LENGTH, unique=True)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="redirects")

    def __str__(self) -> str:
        return self.path

"""The one open proposal for a page, or for a page that does not exist yet."""

import hashlib
import json
from typing import Any, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.pages.choices import (
    AUDIENCE_CHOICES,
    OPEN_STATES,
    WRITABLE_STATES,
    DraftState,
    Significance,
    SpaceKind,
)
from apps.pages.models.editions import Edition
from apps.pages.models.markings import Marked
from apps.pages.models.pages import TITLE_LENGTH, Page
from apps.pages.models.spaces import Space
from apps.people.models import Person


def _for_everybody() -> Q:
    return Q(
        Q(page=None) | Q(page__hidden_at=None, page__audience__gte=F("space__audience")),
        Q(parent=None) | Q(parent__hidden_at=None, parent__audience__gte=F("space__audience")),
        Q(absorbs=None) | Q(absorbs__audience__gte=F("space__audience")),
        ~Q(saves__audience__lt=F("space__audience")),
        space__kind=SpaceKind.PRACTICE,
        audience__gte=F("space__audience"),
    )


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, person: Person) -> "DraftQuerySet":
        """Drafts in spaces whose unit this person is posted in, and of practice spaces those that are for all there."""
        in_unit, among_all = Q(space__unit__in=person.reach), Q(space__audience_unit__in=person.reach)
        return self.filter(in_unit | (_for_everybody() & among_all))

    def for_everybody(self) -> "DraftQuerySet":
        """Drafts of practice spaces that all may see whom the space is for.

        A draft is for all of a practice space's audience when it, its page and every version so far are: what was
        ever narrower stays with the unit, and so does what stewards hide.
        """
        return self.filter(_for_everybody())

    def open(self) -> "DraftQuerySet":
        """Drafts that have neither been published nor discarded."""
        return self.filter(state__in=OPEN_STATES)


class Attached(TypedDict):
    """A file that goes with a text: its name there, what it holds by SHA-256, and what it shows, in words."""

    name: str
    sha256: str
    alt: str


class Wording(Marked):
    """What people write and what clearance is bound to: title, text, marking, audience and attached files.

    `files` is a list of Attached, in the order of their names.
    """

    title = models.CharField(max_length=TITLE_LENGTH)
    body = models.TextField(blank=True)
    audience = models.PositiveSmallIntegerField(choices=AUDIENCE_CHOICES)
    files = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True

    def words(self) -> dict[str, Any]:
        """Everything that is written and cleared, by the names of the fields."""
        words = {"title": self.title, "body": self.body, "audience": self.audience, "files": self.files}
        return words | self.marked()

    def digest(self) -> str:
        """SHA-256, in hexadecimal, of title, text, marking and what goes with it, audience and attachments.

        docs/clearance-papers.md tells how to work it out without Greenpaper.
        """
        until = self.sensitive_until.isoformat() if self.sensitive_until else ""
        marked = [self.marking, self.handling, self.sensitive_because, self.responsible_role, until]
        attached = [[file["name"], file["sha256"], file["alt"]] for file in self.files]
        bound = [self.title, self.body, marked, int(self.audience), attached]
        return hashlib.sha256(json.dumps(bound, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


class Draft(Wording):
    """Written by members of the space's unit, and in a practice space by all it is for.

    `version` counts saves: nought is the text it started from.

    `base` is the published text it would change; once that has moved on, the draft is brought up to date with a later
    one, and `first_base` stays what it started from. `absorbs` is a page that this one takes the place of once
    published. An urgent draft stands beside the page's usual one.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="drafts")
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    parent = models.ForeignKey(Page, null=True, blank=True, on_delete=models.PROTECT, related_name="new_drafts")
    slug = models.SlugField(max_length=50, blank=True)
    base = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    first_base = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    absorbs = models.ForeignKey(Page, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=16, choices=DraftState.choices, default=DraftState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    review_by = models.DateField(null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(default=12)
    publish_at = models.DateTimeField(null=True, blank=True)
    change_note = models.TextField(blank=True)
    significance = models.CharField(max_length=5, choices=Significance.choices, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    discarded_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="draft_of_a_page_or_for_a_new_one",
                condition=Q(parent=None, slug="") | (Q(parent__isnull=False) & ~Q(slug="")),
            ),
            models.UniqueConstraint(
                fields=["page", "is_urgent"],
                condition=Q(state__in=OPEN_STATES, parent=None),
                name="one_open_draft_per_page_and_urgency",
            ),
            models.UniqueConstraint(
                fields=["parent", "slug"], condition=Q(state__in=OPEN_STATES), name="one_open_draft_per_new_page"
            ),
            models.CheckConstraint(
                name="discarded_has_person_and_time",
                condition=Q(discarded_by=None, discarded_at=None)
                | Q(state=DraftState.DISCARDED, discarded_by__isnull=False, discarded_at__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["state", "-saved_at"], name="draft_recent"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pages:draft", kwargs={"draft_id": self.pk})

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE_STATES

    @property
    def has_page_moved_on(self) -> bool:
        """Whether its page was published again since the text that it would change."""
        return self.page is not None and self.page.edition_id != self.base_id

    @property
    def is_for_new_page(self) -> bool:
        """Whether it proposes a page that did not exist when it was started."""
        return self.parent_id is not None

    def path(self) -> str:
        """Where the page stands, or will stand."""
        if self.page is not None:
            return self.page.path
        assert self.parent is not None
        return f"{self.parent.path}/{self.slug}"

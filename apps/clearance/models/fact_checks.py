"""Asking somebody outside, who has no account, whether the facts of one frozen draft are right."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.clearance.choices import SHOWN_OUTSIDE_FROM
from apps.pages.choices import Marking, Standing
from apps.pages.models import Draft, Page
from apps.pages.models.drafts import Wording
from apps.people.models import Person

# How long a link may stay open, and how much may be said by it: it needs no account, so it has an end.
MOST_DAYS = 28
MOST_REMARKS = 100


class FactCheckQuerySet(models.QuerySet["FactCheck"]):
    def visible_to(self, person: Person) -> "FactCheckQuerySet":
        """Those of drafts that this person may see."""
        return self.filter(draft__in=Draft.objects.visible_to(person))


class FactCheck(Wording):
    """A draft's words frozen for one outsider, behind a dated link. Only a digest of the link's key is kept.

    `opened_on` is the latest day on which somebody opened the link.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="fact_checks")
    version = models.PositiveIntegerField()
    key_digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=150)
    email = models.EmailField()
    question = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    opened_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = FactCheckQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="fact_check_shows_nothing_sensitive_nor_for_few",
                condition=Q(marking=Marking.OFFICIAL, audience__gte=SHOWN_OUTSIDE_FROM),
            ),
            models.CheckConstraint(name="fact_check_ends_after_it_is_asked", condition=Q(ends_at__gt=F("asked_at"))),
            models.CheckConstraint(
                name="revoked_fact_check_has_person_and_time",
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, checked by {self.name}"

    def is_open_at(self, at: datetime) -> bool:
        """Whether the link works: not past its end, revoked, or overtaken by what became of the draft since."""
        draft = self.draft
        return self.revoked_at is None and self.ends_at > at and draft.is_open and may_be_seen_outside(draft)


def may_be_seen_outside(draft: Draft) -> bool:
    """Whether nothing keeps the draft inside: its own marking and audience, and those of what it changes or takes in.

    What a draft alone says lower than its page has been cleared by nobody yet.
    """
    pages = [page for page in (draft.page, draft.absorbs) if page is not None]
    texts: list[Wording | Page] = [draft, *pages]
    is_there = all(page.standing != Standing.REMOVED for page in pages)
    return is_there and all(not text.is_sensitive and is_for_enough(text) for text in texts)


def is_for_enough(text: Wording | Page) -> bool:
    """Whether a text will have so many readers that somebody outside may be asked about it."""
    return int(text.audience) >= SHOWN_OUTSIDE_FROM


class FactRemark(models.Model):
    """What the outsider says of one paragraph, counted from 1, or of the whole (0). `quote` is that paragraph."""

    fact_check = models.ForeignKey(FactCheck, on_delete=models.PROTECT, related_name="remarks")
    paragraph = models.PositiveIntegerField(default=0)
    quote = models.TextField(blank=True)
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("paragraph", "at", "pk")

    def __str__(self) -> str:
        return f"{self.fact_check}: {self.body[:40]}"

"""What reviewers and authors say of the very words of a draft."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.pages.choices import CommentKind
from apps.pages.models.drafts import Draft

CONTEXT_LENGTH = 64


class CommentQuerySet(models.QuerySet["Comment"]):
    def unsettled(self) -> "CommentQuerySet":
        """Comments nobody has resolved yet, or that were opened again."""
        return self.filter(resolved_at=None)

    def conditions(self) -> "CommentQuerySet":
        """Comments that stop a clearance until they are settled."""
        return self.filter(kind=CommentKind.CONDITION)


class Comment(models.Model):
    """A comment on a passage of a draft as it stood at `version`.

    `quote` is the passage's Markdown, from the character `start` on, with some text before and after it by which it
    is found again in later versions. An empty quote is a comment on the whole draft.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="comments")
    kind = models.CharField(max_length=10, choices=CommentKind.choices)
    body = models.TextField()
    version = models.PositiveIntegerField()
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    before = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    after = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolution = models.TextField(blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="resolved_comment_has_person_and_time",
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["draft", "resolved_at"], name="comment_of_draft"),)
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.by}, {self.get_kind_display()}: {self.body[:40]}"


class Reply(models.Model):
    """An answer to a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="replies")
    body = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.by}: {self.body[:40]}"

"""What people are told, in a sentence that follows the title of the thing."""

from django.db.models import TextChoices


class NoticeKind(TextChoices):
    WAITING = "WAITING", "is waiting for you to clear"
    RETURNED = "RETURNED", "needs changes"
    PUBLISHED = "PUBLISHED", "has been cleared and published"
    SCHEDULED = "SCHEDULED", "has been cleared and will be published at the time that was set"
    VOID = "VOID", "changed after it was submitted, so its clearance is void"
    OVERDUE = "OVERDUE", "is overdue for clearance"

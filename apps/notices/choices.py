"""What people are told, in a sentence that follows the title of the thing."""

from django.db.models import TextChoices


class NoticeKind(TextChoices):
    WAITING = "WAITING", "is waiting for you to clear"
    RETURNED = "RETURNED", "needs changes"
    PUBLISHED = "PUBLISHED", "has been cleared and published"
    SCHEDULED = "SCHEDULED", "has been cleared and will be published at the time that was set"
    VOID = "VOID", "changed after it was submitted, so its clearance is void"
    OVERDUE = "OVERDUE", "is overdue for clearance"
    POSTPONED = "POSTPONED", "will be published later than was set"
    CALLED_OFF = "CALLED_OFF", "will not be published at the time that was set: its publication was called off"
    EMERGENCY = "EMERGENCY", "was published in an emergency and is waiting for you to review"
    UNREVIEWED = "UNREVIEWED", "was published in an emergency, and its review is overdue"
    REVIEWED = "REVIEWED", "was published in an emergency and has now been reviewed and cleared"
    FELL_BACK = "FELL_BACK", "was published in an emergency and was not cleared, so the last cleared text is back"
    REVIEW_SOON = "REVIEW_SOON", "is due to be checked again within four weeks"
    REVIEW_DUE = "REVIEW_DUE", "is due to be checked again"
    MARKING_DUE = "MARKING_DUE", "is marked until a day that has come, so look at its marking again"
    NEW_OWNER = "NEW_OWNER", "is yours to look after now"
    VACANT = "VACANT", "owns pages that nobody there looks after now, so you answer for them"
    COMMENTED = "COMMENTED", "has a new comment"
    REPLIED = "REPLIED", "has a reply to a comment"
    SETTLED = "SETTLED", "has a comment that was settled"
    REOPENED = "REOPENED", "has a comment that was opened again"

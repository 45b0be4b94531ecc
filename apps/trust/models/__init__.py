"""Standing: what people have earned from one another in a space. No grade has any part in it."""

from apps.trust.models.communities import Community, Membership, Threshold
from apps.trust.models.credits import Credit
from apps.trust.models.standing import Appointment, Recall, RecallVote, Standing

__all__ = ["Appointment", "Community", "Credit", "Membership", "Recall", "RecallVote", "Standing", "Threshold"]

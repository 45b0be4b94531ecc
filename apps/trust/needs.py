"""What one more steward is needed for, beside those who have emerged: each higher floor registers its own."""

from collections.abc import Callable
from datetime import datetime

from apps.trust.models import Community

# Whether it is so in a community at that moment.
NEEDS: list[Callable[[Community, datetime], bool]] = []


def needs_another(community: Community, *, at: datetime) -> bool:
    """Whether something waits there that no steward who has emerged may deal with."""
    return any(is_so(community, at) for is_so in NEEDS)

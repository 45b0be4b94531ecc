"""What is proposed besides text: to withdraw, replace, unpublish or move a page, or to change a route."""

import hashlib
import json
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.clearance.choices import OF_A_DRAFT, Act
from apps.clearance.models.routes import Route
from apps.pages.models import Page, Space


class Proposal(models.Model):
    """One act on a page or a route. `change` holds a route's proposed steps and acts, as the route form makes them."""

    act = models.CharField(max_length=10, choices=[one for one in Act.choices if one[0] not in OF_A_DRAFT])
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="proposals")
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    target = models.ForeignKey(Page, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=50, blank=True)
    route = models.ForeignKey(Route, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    change = models.JSONField(default=dict, blank=True)
    because = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="proposal_is_about_a_page_or_a_route",
                condition=Q(act=Act.ROUTE, route__isnull=False, page=None)
                | (~Q(act=Act.ROUTE) & Q(route=None, page__isnull=False)),
            ),
            models.CheckConstraint(
                name="proposal_has_its_target",
                condition=~Q(act__in=[Act.REPLACE, Act.MOVE]) | Q(target__isnull=False),
            ),
            models.CheckConstraint(
                name="page_is_not_its_own_target", condition=Q(target=None) | Q(page=None) | ~Q(target=F("page"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.page or self.route}"

    def digest(self) -> str:
        """SHA-256, in hexadecimal, of what would be done to a page as it stands, or to which steps.

        A page stands as it does while its address, its edition and what readers find there are the same.
        """
        stands = [_stands(self.page), _stands(self.target)]
        bound = [self.act, *stands, self.slug, self.route_id, self.change, self.because]
        said = json.dumps(bound, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants to become of a page, and why.

    `other` is the page that holds instead, or the one it is to go under, there at `slug`.
    """

    act: Act
    because: str
    other: Page | None = None
    slug: str = ""

    @classmethod
    def proposed(cls, proposal: Proposal) -> "Change":
        """What a proposal says."""
        return cls(Act(proposal.act), proposal.because, proposal.target, proposal.slug)


def _stands(page: Page | None) -> list[object]:
    return [page.pk, page.path, page.edition_id, page.standing] if page else []

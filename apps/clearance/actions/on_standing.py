"""Two speeds: what trusted people write in a practice space is live at once, and stewards look at the rest first."""

from datetime import datetime

from django.db import transaction

from apps.clearance.actions.deciding import void_what_depends_on
from apps.clearance.actions.submitting import Cover, covered, freeze
from apps.clearance.models import Submission
from apps.clearance.rules.on_standing import may_go_live, writers_levels
from apps.clearance.sampling import is_picked
from apps.moderation.actions import queue
from apps.moderation.choices import Why
from apps.pages.actions.crediting import debit_undone
from apps.pages.actions.live import settle_now
from apps.pages.actions.publishing import publish_on_standing
from apps.pages.models import Draft, Edition
from apps.people.models import Person
from apps.trust.choices import Level


def hand_in(draft: Draft, cover: Cover, *, version: int, by: Person, at: datetime) -> Submission | Edition:
    """This will publish the draft at once on the standing of its writers, or else send it up its route.

    An edition that was published so may be picked for the stewards to look at. Raises as `submitting.submit`.
    """
    settle_now(draft.pk, at=at)
    return _hand_in(draft, cover, version=version, by=by, at=at)


@transaction.atomic
def _hand_in(draft: Draft, cover: Cover, *, version: int, by: Person, at: datetime) -> Submission | Edition:
    draft = covered(draft, cover, version=version, by=by, at=at)
    if not draft.space.is_practice:
        return freeze(draft, by=by, at=at)
    levels = writers_levels(draft, submitted_by=by)
    if not may_go_live(by, draft, at, levels):
        return freeze(draft, by=by, at=at)
    edition = publish_on_standing(draft, digest=draft.digest(), by=by, at=at)
    debit_undone(edition, by=by, at=at)
    void_what_depends_on(edition.page, sparing=draft, by=by, at=at)
    if is_picked(f"{edition.page_id}/{edition.number}/{edition.digest}", Level(min(levels.values()))):
        community = draft.space.community
        queue.put("pages.page", str(edition.page_id), why=Why.SAMPLED, author=by, community=community, at=at)
    return edition

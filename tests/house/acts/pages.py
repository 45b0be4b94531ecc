"""Drafts, editions, pages and their owners."""

from collections.abc import Callable
from datetime import timedelta

from apps.core.clock import now
from apps.pages.actions import (
    absorbing,
    drafts,
    keeping,
    live,
    owners,
    publishing,
    rebasing,
    reopening,
    saving,
    spaces,
    standing,
    versions,
)
from apps.pages.actions.moving import move_page
from apps.pages.actions.saving import Saved, Words
from apps.pages.actions.spaces import Opening
from apps.pages.models import Draft, Edition, Page, Space
from apps.people.choices import Breadth
from apps.people.queries import OwnerPost
from tests import stories
from tests.house.acts.stage import WHY, Act, Stage
from tests.keyboard import Keyboard


def words(draft: Draft, body: str) -> Words:
    return Words(draft.title, body, draft.audience)


def kept(stage: Stage) -> Saved:
    return saving.save(stage.draft, words(stage.draft, "Late."), made_on=0, **stage.by)


def brought_in(stage: Stage, page: Page | None, slug: str) -> object:
    wording = Draft(title="Old guidance", body="Words.", audience=Breadth.DIRECTORATE)
    front = stories.front(stage.space)
    return publishing.bring_in(page, wording, origin=publishing.Origin(front, slug, "old.example"), **stage.by)


def published(stage: Stage) -> object:
    draft = stage.cleared()
    return publishing.publish(draft, digest=draft.digest(), clearances=[], **stage.by)


def opened_space(stage: Stage) -> object:
    return spaces.open_space(Opening("Taxis", stage.government.rural_transport, "POLICY", 20), **stage.by)


def front_page(stage: Stage) -> object:
    Space.objects.filter(pk=stage.space.pk).update(slug="another")
    stage.space.refresh_from_db()
    return publishing.front_page(stage.space, **stage.by)


def handed_over(stage: Stage) -> object:
    to = OwnerPost(stage.government.rural_transport, "Policy adviser")
    return owners.hand_over(stage.fares, to, with_its_others=False, because=WHY, **stage.by)


def another(stage: Stage) -> Page:
    brought_in(stage, None, "old-guidance")
    return Page.objects.get(path="rural-buses/old-guidance")


def moved(stage: Stage) -> object:
    return move_page(stage.fares, under=another(stage), because=WHY, **stage.by)


def rebased(stage: Stage) -> object:
    before, onto = Edition.objects.filter(page=stage.fares).order_by("number")
    draft = drafts.start(stage.fares, **stage.by)
    Draft.objects.filter(pk=draft.pk).update(base=before, first_base=before)
    return rebasing.bring_up_to_date(draft, words(draft, "Both."), onto=onto, made_on=0, **stage.by)


def merged(stage: Stage, then: Callable[[Draft, Page], object] | None = None) -> object:
    """Another page is drafted into that of fares."""
    other = stories.publish(stories.front(stage.space), stage.amina, stage.ben, "Bikes")
    draft = absorbing.absorb(stage.fares, other, **stage.by)
    return then(draft, other) if then else draft


DRAFTED_AND_CLEARED = ["pages.draft_started", "pages.draft_saved", "clearance.submitted", "pages.published"]
MERGER = [*DRAFTED_AND_CLEARED, "clearance.cleared", "pages.draft_started", "pages.draft_saved", "pages.merger_drafted"]
# Each act, by the action it is done through and what is special about it, with the records it leaves, in order.
ACTS: dict[str, tuple[Act, list[str]]] = {
    "pages.actions.absorbing.absorb": (merged, MERGER),
    "pages.actions.absorbing.leave_apart": (
        lambda s: merged(s, lambda draft, _: absorbing.leave_apart(draft, **s.by)),
        [*MERGER, "pages.merger_given_up"],
    ),
    "pages.actions.absorbing.take_place_of": (
        lambda s: merged(s, lambda _, other: absorbing.take_place_of(other, s.fares, **s.by)),
        [*MERGER, "pages.replaced"],
    ),
    "pages.actions.drafts.discard": (lambda s: drafts.discard(s.draft, **s.by), ["pages.draft_discarded"]),
    "pages.actions.drafts.restore": (
        lambda s: drafts.restore(Edition.objects.get(page=s.fares, number=1), **s.by),
        ["pages.draft_started", "pages.draft_saved", "pages.edition_restored"],
    ),
    "pages.actions.reopening.reopen": (
        lambda s: reopening.reopen(drafts.discard(s.draft, **s.by), **s.by),
        ["pages.draft_discarded", "pages.draft_reopened"],
    ),
    "pages.actions.versions.restore_version": (
        lambda s: versions.restore_version(s.draft.saves.get(version=0), made_on=s.draft.version, **s.by),
        ["pages.draft_saved", "pages.version_restored"],
    ),
    "pages.actions.versions.name_version": (
        lambda s: versions.name_version(s.draft.saves.get(version=0), "As sent", was="", **s.by),
        ["pages.version_named"],
    ),
    "pages.actions.saving.save": (
        lambda s: saving.save(s.draft, words(s.draft, "New."), made_on=s.draft.version, **s.by),
        ["pages.draft_saved"],
    ),
    "pages.actions.saving.save, where both changed a sentence": (kept, ["pages.text_kept"]),
    "pages.actions.saving.take_up": (
        lambda s: saving.take_up(kept(s).kept, words(s.draft, "Both."), made_on=s.draft.version, **s.by),
        ["pages.text_kept", "pages.draft_saved", "pages.text_taken_up"],
    ),
    "pages.actions.keeping.throw_away": (
        lambda s: keeping.throw_away(kept(s).kept, **s.by),
        ["pages.text_kept", "pages.kept_text_removed"],
    ),
    "pages.actions.keeping.let_go_of_old_texts": (
        lambda s: kept(s) and keeping.let_go_of_old_texts(now() + timedelta(days=31)),
        ["pages.text_kept", "pages.kept_text_removed"],
    ),
    "pages.actions.saving.save, of the same words": (
        lambda s: saving.save(s.draft, words(s.draft, s.draft.body), made_on=s.draft.version, **s.by),
        [],
    ),
    "pages.actions.live.settle_now": (
        lambda s: Keyboard(s.draft, s.amina).type(0, "All: ") and live.settle_now(s.draft.pk, at=now()),
        ["pages.draft_saved"],
    ),
    "pages.actions.drafts.start": (lambda s: drafts.start(s.fares, **s.by), ["pages.draft_started"]),
    "pages.actions.drafts.start_new": (
        lambda s: drafts.start_new(s.fares, "Below", template=None, **s.by),
        ["pages.draft_started"],
    ),
    "pages.actions.owners.confirm": (
        lambda s: owners.confirm(s.fares, edition=2, **s.by),
        ["pages.confirmed"],
    ),
    "pages.actions.owners.hand_over": (handed_over, ["pages.handed_over"]),
    "pages.actions.moving.move_page": (moved, ["pages.published", "pages.moved"]),
    "pages.actions.standing.remove": (lambda s: standing.remove(s.fares, WHY, **s.by), ["pages.unpublished"]),
    "pages.actions.standing.replace": (
        lambda s: standing.replace(s.fares, another(s), WHY, **s.by),
        ["pages.published", "pages.replaced"],
    ),
    "pages.actions.standing.withdraw": (lambda s: standing.withdraw(s.fares, WHY, **s.by), ["pages.withdrawn"]),
    "pages.actions.publishing.publish_unreviewed": (
        lambda s: publishing.publish_unreviewed(s.draft, digest=s.draft.digest(), **s.by),
        ["pages.published"],
    ),
    "pages.actions.publishing.put_back": (
        lambda s: publishing.put_back(s.fares.editions.get(number=1), change_note=WHY, **s.by),
        ["pages.published"],
    ),
    "pages.actions.publishing.bring_in": (lambda s: brought_in(s, None, "old-guidance"), ["pages.published"]),
    "pages.actions.publishing.front_page": (front_page, ["pages.published"]),
    "pages.actions.publishing.publish": (published, ["pages.published"]),
    "pages.actions.rebasing.bring_up_to_date": (
        rebased,
        ["pages.draft_started", "pages.draft_saved", "pages.draft_rebased"],
    ),
    "pages.actions.spaces.open_space": (opened_space, ["pages.published", "pages.space_opened"]),
}

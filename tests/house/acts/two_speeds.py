"""What is handed in at two speeds in a practice space, and words that stewards take out of its pages."""

from datetime import timedelta

from django.utils.timezone import localdate

from apps.clearance.actions.on_standing import hand_in
from apps.clearance.actions.submitting import Cover
from apps.core.clock import now
from apps.pages.actions import publishing, redacting
from apps.pages.choices import Significance
from apps.pages.models import Draft, Page
from tests import stories
from tests.exchange import open_exchange
from tests.house.acts.stage import WHY, Act, Stage

OPENED = ["pages.published", "pages.space_opened", "trust.steward_appointed"]
SUBMITTED = [*OPENED, "pages.draft_started", "pages.draft_saved", "clearance.submitted"]
PUBLISHED = [*SUBMITTED, "pages.published", "trust.credited", "clearance.cleared"]


def handed_in(stage: Stage) -> object:
    """Amina's, who is new there: nobody picks it by chance for the stewards, as they look at it anyway."""
    draft = stories.start(stories.front(open_exchange(stage.ben)), stage.amina, "Stand-ups", "We stand.")
    cover = Cover("A tip.", Significance.MAJOR, localdate() + timedelta(days=365))
    return hand_in(draft, cover, version=draft.version, **stage.by)


def tip(stage: Stage) -> Page:
    front = stories.front(open_exchange(stage.ben))
    return stories.publish(front, stage.amina, stage.ben, "Stand-ups", "We stand by Jim.")


def reissued(stage: Stage) -> object:
    page = tip(stage)
    wording = Draft(title=page.title, body="We stand.", audience=page.audience)
    return publishing.reissue(page, wording, change_note=WHY, by=stage.ben, at=now(), acting=stage.ben)


ACTS: dict[str, tuple[Act, list[str]]] = {
    "clearance.actions.on_standing.hand_in": (handed_in, SUBMITTED),
    "pages.actions.publishing.publish_on_standing": (
        lambda s: publishing.publish_on_standing(s.draft, digest=s.draft.digest(), **s.by),
        ["pages.published"],
    ),
    "pages.actions.publishing.reissue": (reissued, [*PUBLISHED, "pages.published"]),
    "pages.actions.redacting.redact": (
        lambda s: redacting.redact(str(tip(s).pk), "Jim", s.ben, now()),
        [*PUBLISHED, "pages.published"],
    ),
}

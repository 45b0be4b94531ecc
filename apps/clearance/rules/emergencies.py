"""Who may publish in an emergency, and what."""

from datetime import datetime

from apps.clearance.choices import EmergencyState
from apps.clearance.models import Emergency, Submission
from apps.clearance.queries.emergencies import could_be_second, could_review, roles_held, roles_in, waiting_emergency
from apps.clearance.rules.routes import may_set_routes
from apps.core.rules import Grounds, Rule
from apps.pages.choices import DraftState, Marking, Standing
from apps.pages.models import Draft, DraftSave, Page, Space
from apps.pages.rules import may_keep
from apps.people.models import Person

FROM_STATES = (DraftState.DRAFT, DraftState.CHANGES_NEEDED, DraftState.IN_REVIEW)
SENSITIVE = "OFFICIAL-SENSITIVE text is never published in an emergency: it must be cleared first."


@Rule
def may_act_in_emergency(person: Person, space: Space, at: datetime) -> Grounds:
    member = may_keep(person, space, at)
    yield member.allowed, member.reason
    yield bool(roles_held(person, space, at=at)), _roles_needed(space)


@Rule
def may_start_urgent(person: Person, page: Page, at: datetime) -> Grounds:
    acting = may_act_in_emergency(person, page.space, at)
    yield acting.allowed, acting.reason
    yield not page.is_sensitive, SENSITIVE
    yield page.standing == Standing.PUBLISHED, "This page no longer stands, so bringing it back must be cleared."


@Rule
def may_publish_in_emergency(person: Person, draft: Draft, at: datetime) -> Grounds:
    """Never what is OFFICIAL-SENSITIVE, nor to anybody who does not read the page already."""
    acting = may_act_in_emergency(person, draft.space, at)
    yield acting.allowed, acting.reason
    state = DraftState(draft.state)
    yield state in FROM_STATES, f"This draft is {state.label.lower()}, so it cannot be published in an emergency."
    yield bool(draft.body.strip()), "Write something in the draft before you publish it."
    yield not draft.is_sensitive, SENSITIVE
    yield (
        not DraftSave.objects.filter(draft=draft, marking=Marking.SENSITIVE).exists(),
        "This draft was marked OFFICIAL-SENSITIVE before, and lowering that takes a second person: have it cleared.",
    )
    yield draft.absorbs_id is None, "This draft takes the place of another page, so it must be cleared first."
    if draft.page is None:
        wide_enough = draft.audience <= draft.space.audience
    else:
        allowed = may_change_in_emergency(draft, draft.page, at)
        yield allowed.allowed, allowed.reason
        wide_enough = draft.audience <= draft.page.audience
    yield (
        wide_enough,
        "It would be read by more people than the page or the space is for, and that must be cleared first.",
    )


@Rule
def may_change_in_emergency(draft: Draft, page: Page, at: datetime) -> Grounds:
    """A further emergency buys no time: what is overdue for review is reviewed first."""
    yield page.standing == Standing.PUBLISHED, "This page no longer stands, so bringing it back must be cleared."
    yield not page.is_sensitive, SENSITIVE
    yield (
        page.edition_id == draft.base_id,
        "The page was published again after this draft was started. Bring the draft up to date before you publish it.",
    )
    yield (
        draft.base is None or draft.base.digest != draft.digest(),
        "This draft says the same as the published page, so there is nothing to publish.",
    )
    waiting = waiting_emergency(page)
    yield (
        waiting is None or waiting.due_at > at,
        "This page was published in an emergency before, and the review of that is overdue. Have it reviewed first.",
    )


@Rule
def may_be_second(second: Person, draft: Draft, by: Person, at: datetime) -> Grounds:
    """The second pair of eyes could clear the last step, and wrote nothing of it: law 3."""
    able = {post.person_id for post in could_be_second(draft, by=by, at=at)}
    yield second.pk in able, f"{second} cannot be the second pair of eyes for this. Name somebody from the list."


@Rule
def may_review(second: Person, submission: Submission, at: datetime) -> Grounds:
    """As `may_be_second`, once it has been published."""
    able = {post.person_id for post in could_review(submission, at=at)}
    yield second.pk in able, f"{second} cannot be the second pair of eyes for this. Name somebody from the list."


@Rule
def may_name_another(person: Person, emergency: Emergency, at: datetime) -> Grounds:
    yield emergency.state == EmergencyState.UNREVIEWED, "This is no longer waiting for a review."
    if not may_set_routes(person):
        yield (
            emergency.published_by_id == person.pk,
            "Only whoever published this, or an administrator, can name another second pair of eyes.",
        )
        member = may_keep(person, emergency.page.space, at)
        yield member.allowed, member.reason


def _roles_needed(space: Space) -> str:
    roles = " or ".join(str(role) for role in roles_in(space))
    if not roles:
        return "Nobody may publish in an emergency in this space. An administrator can set a role that may."
    return f"To publish in an emergency here you must be {roles}, and you hold no such post now."

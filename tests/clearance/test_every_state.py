"""Every act tried in every state: it follows the tables of moves, or is refused with a sentence. Nothing else happens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from apps.clearance.actions import closing, deciding, interests, scheduling, submitting
from apps.clearance.choices import SUBMISSION_MOVES, SubmissionState
from apps.clearance.models import Submission
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.pages.actions import drafts, saving, standing
from apps.pages.actions.saving import Words
from apps.pages.choices import DRAFT_MOVES, PAGE_MOVES, DraftState, Standing
from apps.pages.models import Draft, Page, Space
from apps.people.models import Person
from tests import stories

pytestmark = pytest.mark.django_db


@dataclass
class Case:
    """What the acts are tried on, and who tries them."""

    draft: Draft
    sent: Submission
    amina: Person
    ben: Person
    fay: Person

    @property
    def later(self) -> datetime:
        return now() + timedelta(days=5)


def outcome(act: Callable[[Case], object], case: Case) -> str:
    """What an act came to: 'done', or the sentence it was refused with."""
    try:
        with transaction.atomic():
            act(case)
    except Refused as refusal:
        return refusal.reason
    return "done"


@pytest.fixture
def submission(space: Space, amina: Person) -> Submission:
    return stories.submit(stories.start(stories.front(space), amina), amina)


@pytest.fixture
def colleagues(amina: Person, ben: Person, fay: Person) -> tuple[Person, Person, Person]:
    return amina, ben, fay


def put(submission: Submission, draft_state: DraftState, state: SubmissionState) -> tuple[Draft, Submission]:
    """The draft and its submission in any two states, however they might have come there."""
    Draft.objects.filter(pk=submission.draft_id).update(state=draft_state, publish_at=now() + timedelta(days=2))
    closed_at = None if state == SubmissionState.OPEN else now()
    sent = Submission.objects.filter(pk=submission.pk)
    sent.update(state=state, closed_at=closed_at, publish_at=now() + timedelta(days=2))
    draft = Draft.objects.select_related("space__unit").get(pk=submission.draft_id)
    return draft, Submission.objects.get(pk=submission.pk)


def cover() -> submitting.Cover:
    return submitting.Cover("Why.", "MAJOR", localdate() + timedelta(days=365))


def save(c: Case) -> object:
    words = Words(c.draft.title, "Other words.", c.draft.audience)
    return saving.save(c.draft, words, made_on=c.draft.version, by=c.amina, at=now())


ACTS: dict[str, Callable[[Case], object]] = {
    "save": save,
    "discard": lambda c: drafts.discard(c.draft, by=c.amina, at=now()),
    "submit": lambda c: submitting.submit(c.draft, cover(), version=c.draft.version, by=c.amina, at=now()),
    "clear": lambda c: deciding.clear(c.sent, by=c.ben, at=now()),
    "send back": lambda c: deciding.send_back(c.sent, because="Cite it.", by=c.ben, at=now()),
    "take back": lambda c: deciding.take_back(c.sent, by=c.amina, at=now()),
    "declare": lambda c: interests.declare_in(c.sent, because="Shares.", by=c.fay, at=now()),
    "silence": lambda c: deciding.let_silence_clear(c.sent, at=c.later),
    "postpone": lambda c: scheduling.postpone(c.sent, to=c.later, because="Not yet.", by=c.amina, at=now()),
    "call off": lambda c: scheduling.call_off(c.sent, because="Not at all.", by=c.amina, at=now()),
    "publish what is due": lambda c: scheduling.publish_what_is_due(c.later),
}
# A draft that can be written in has no open submission: every move of the one moves the other.
NEVER = {(DraftState.DRAFT, SubmissionState.OPEN), (DraftState.CHANGES_NEEDED, SubmissionState.OPEN)}
STATES = [pair for pair in product(DraftState, SubmissionState) if pair not in NEVER]


@pytest.mark.parametrize(("draft_state", "state"), STATES)
def test_every_act_in_every_state(
    submission: Submission,
    colleagues: tuple[Person, Person, Person],
    draft_state: DraftState,
    state: SubmissionState,
) -> None:
    for name, act in ACTS.items():
        with transaction.atomic():
            draft, sent = put(submission, draft_state, state)

            came_to = outcome(act, Case(draft, sent, *colleagues))

            assert came_to == "done" or came_to.endswith("."), (name, came_to)
            draft.refresh_from_db()
            sent.refresh_from_db()
            assert DraftState(draft.state) in reachable(DRAFT_MOVES, draft_state), name
            assert SubmissionState(sent.state) in reachable(SUBMISSION_MOVES, state), name
            if came_to != "done":
                assert (draft.state, sent.state) == (draft_state, state), name
            transaction.set_rollback(True)


def reachable(table: Mapping[Any, Any], state: object) -> set[object]:
    """The state itself and every state that moves lead to from it."""
    found, waiting = {state}, [state]
    while waiting:
        following = set(table[waiting.pop()]) - found
        found |= following
        waiting += following
    return found


@pytest.mark.parametrize(("state", "to"), list(product(DraftState, DraftState)))
def test_a_draft_moves_as_its_table_says(submission: Submission, state: DraftState, to: DraftState) -> None:
    draft, _ = put(submission, state, SubmissionState.OPEN)
    if to in DRAFT_MOVES[state]:
        drafts.move(draft, to)
        assert Draft.objects.get(pk=draft.pk).state == to
    else:
        with pytest.raises(StateChanged, match=r"^Somebody changed this draft since you opened it: it is now .+\.$"):
            drafts.move(draft, to)
        assert Draft.objects.get(pk=draft.pk).state == state


@pytest.mark.parametrize(("state", "to"), list(product(SubmissionState, SubmissionState)))
def test_a_submission_moves_as_its_table_says(
    submission: Submission, ben: Person, state: SubmissionState, to: SubmissionState
) -> None:
    _, sent = put(submission, DraftState.IN_REVIEW, state)
    if to in SUBMISSION_MOVES[state]:
        closing.close(sent, to, by=ben, at=now())
        assert Submission.objects.get(pk=sent.pk).state == to
    else:
        with pytest.raises(StateChanged, match=r"^Somebody decided on this a moment before you\.$"):
            closing.close(sent, to, by=ben, at=now())
        assert Submission.objects.get(pk=sent.pk).state == state


GOING: dict[Standing, Callable[[Page, Page, Person], object]] = {
    Standing.WITHDRAWN: lambda page, _, by: standing.withdraw(page, "No longer policy.", by=by, at=now()),
    Standing.REPLACED: lambda page, other, by: standing.replace(page, other, "See there.", by=by, at=now()),
    Standing.REMOVED: lambda page, _, by: standing.remove(page, "Published in error.", by=by, at=now()),
}


@pytest.mark.parametrize(("state", "to"), list(product(Standing, GOING)))
def test_a_page_moves_as_its_table_says(fares: Page, amina: Person, ben: Person, state: Standing, to: Standing) -> None:
    other = stories.publish(stories.front(fares.space), amina, ben, "Passes")
    if state != Standing.PUBLISHED:
        GOING[state](fares, other, amina)
        fares = Page.objects.get(pk=fares.pk)
    if to in PAGE_MOVES[state]:
        GOING[to](fares, other, amina)
        assert Page.objects.get(pk=fares.pk).standing == to
    else:
        with pytest.raises(Refused, match=r"\.$"):
            GOING[to](fares, other, amina)
        assert Page.objects.get(pk=fares.pk).standing == state

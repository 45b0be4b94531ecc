"""Withdrawing, replacing, unpublishing and moving: cleared where the route says so, done at once where it does not."""

import pytest
from django.core.management import call_command

from apps.clearance.actions import deciding
from apps.clearance.actions.changing import change_page
from apps.clearance.choices import Act, SubmissionState, WhyVoid
from apps.clearance.models import Route, Submission
from apps.clearance.models.proposals import Change
from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.models import Notice
from apps.pages.actions import drafts, standing
from apps.pages.actions.moving import move_page
from apps.pages.choices import Standing
from apps.pages.models import Page, Space
from apps.people.models import Person
from apps.records.models import Event
from tests import stories

WHY = "The cap ended in March."


@pytest.fixture
def passes(space: Space, amina: Person, ben: Person) -> Page:
    return stories.publish(stories.front(space), amina, ben, "Passes", "A pass costs ten pounds.")


def afresh(page: Page) -> Page:
    return Page.objects.select_related("space__unit", "edition").get(pk=page.pk)


def leave_to_members(space: Space) -> None:
    Route.objects.filter(space=space).update(acts=[])


def changes(other: Page) -> list[tuple[Change, str, str]]:
    return [
        (Change(Act.WITHDRAW, WHY, other), Standing.WITHDRAWN, "rural-buses/fares"),
        (Change(Act.REPLACE, WHY, other), Standing.REPLACED, "rural-buses/fares"),
        (Change(Act.REMOVE, WHY), Standing.REMOVED, "rural-buses/fares"),
        (Change(Act.MOVE, WHY, other, "prices"), Standing.PUBLISHED, "rural-buses/passes/prices"),
    ]


@pytest.mark.parametrize("which", range(4))
def test_what_the_route_clears_happens_when_it_is_cleared(
    fares: Page, passes: Page, amina: Person, ben: Person, which: int
) -> None:
    change, left, path = changes(passes)[which]

    submission = change_page(fares, change, by=amina, at=now())

    assert isinstance(submission, Submission)
    assert (submission.act, submission.title, submission.body, submission.page) == (change.act, "Fares", WHY, fares)
    assert (afresh(fares).standing, afresh(fares).path) == (Standing.PUBLISHED, "rural-buses/fares")
    with pytest.raises(Refused, match="somebody else must clear it"):
        deciding.clear(submission, by=amina, at=now())
    with pytest.raises(Refused, match="Another change of what stands here is waiting for clearance already"):
        change_page(fares, change, by=ben, at=now())

    cleared = deciding.clear(submission, by=ben, at=now())

    assert cleared.state == SubmissionState.CLEARED
    assert (afresh(fares).standing, afresh(fares).path) == (left, path)
    assert Notice.objects.filter(kind="DONE", person=amina, about_id=str(submission.pk)).count() == 1
    call_command("check_tree")


@pytest.mark.parametrize("which", range(4))
def test_what_the_route_leaves_to_members_happens_at_once(fares: Page, passes: Page, amina: Person, which: int) -> None:
    leave_to_members(fares.space)
    change, left, path = changes(passes)[which]
    assert change_page(fares, change, by=amina, at=now()) == fares
    assert (afresh(fares).standing, afresh(fares).path) == (left, path)
    assert Event.objects.order_by("-sequence")[0].actor_name == "Amina Osei"
    assert not Submission.objects.filter(act=change.act).exists()
    call_command("check_tree")


def test_only_members_have_it_done_whatever_their_grade(
    fares: Page, passes: Page, dev: Person, fay: Person, carys: Person
) -> None:
    leave_to_members(fares.space)
    for who in (dev, fay, carys):
        with pytest.raises(Refused, match="Only people posted in Rural Transport can draft in this space"):
            change_page(fares, Change(Act.REMOVE, WHY), by=who, at=now())


def test_a_page_goes_to_another_space_only_with_somebody_who_drafts_in_both(
    fares: Page, amina: Person, ben: Person, carys: Person
) -> None:
    theirs = stories.front(stories.open_space(carys, "Coasts"))
    with pytest.raises(
        Refused, match=r"That page stands in another space, Coasts\. Only people posted in Sea Defences"
    ):
        change_page(fares, Change(Act.MOVE, WHY, theirs), by=amina, at=now())
    ours = stories.front(stories.open_space(ben, "Coaches"))
    submission = change_page(fares, Change(Act.MOVE, WHY, ours), by=amina, at=now())
    deciding.clear(submission, by=ben, at=now())
    assert (afresh(fares).path, afresh(fares).space.title) == ("coaches/fares", "Coaches")


def test_what_cannot_be_done_is_refused_before_it_is_submitted(fares: Page, passes: Page, amina: Person) -> None:
    front = stories.front(fares.space)
    for page, change, sentence in (
        (front, Change(Act.REPLACE, WHY, fares), "A space opens with this page"),
        (front, Change(Act.MOVE, WHY, fares), "A space opens with this page"),
        (fares, Change(Act.WITHDRAW, WHY, fares), "A page cannot take its own place"),
        (fares, Change(Act.MOVE, WHY, front), "The page stands at that address already"),
    ):
        with pytest.raises(Refused, match=sentence):
            change_page(page, change, by=amina, at=now())
    standing.withdraw(fares, WHY, by=amina, at=now())
    with pytest.raises(Refused, match="This page is already withdrawn"):
        change_page(fares, Change(Act.WITHDRAW, WHY), by=amina, at=now())
    assert not Submission.objects.filter(proposal__isnull=False).exists()


def moved(page: Page, other: Page, amina: Person, ben: Person) -> None:
    move_page(page, under=other, slug="elsewhere", by=amina, at=now(), because=WHY)


def published_again(page: Page, other: Page, amina: Person, ben: Person) -> None:
    stories.revise(page, amina, ben, "Fares are free.")


def other_withdrawn(page: Page, other: Page, amina: Person, ben: Person) -> None:
    standing.withdraw(other, WHY, by=amina, at=now())


def address_taken(page: Page, other: Page, amina: Person, ben: Person) -> None:
    drafts.start_new(other, "Prices", template=None, by=amina, at=now())


@pytest.mark.parametrize(
    "case",
    [
        (moved, Act.WITHDRAW, WhyVoid.PAGE),
        (published_again, Act.WITHDRAW, WhyVoid.PAGE),
        (published_again, Act.MOVE, WhyVoid.PAGE),
        (other_withdrawn, Act.REPLACE, WhyVoid.PAGE),
        (other_withdrawn, Act.MOVE, WhyVoid.PAGE),
        (address_taken, Act.MOVE, WhyVoid.OTHERS),
    ],
)
def test_what_changed_while_it_waited_makes_it_void(
    fares: Page, passes: Page, amina: Person, ben: Person, case
) -> None:
    happens, change, why = case
    submission = change_page(fares, Change(change, WHY, passes, "prices"), by=amina, at=now())
    happens(fares, passes, amina, ben)
    submission.refresh_from_db()
    voided = deciding.clear(submission, by=ben, at=now()) if submission.is_open else submission
    assert (voided.state, voided.outcome) == (SubmissionState.VOID, why.label)
    assert afresh(fares).standing == Standing.PUBLISHED


def test_a_draft_in_review_does_not_bring_back_unseen_what_was_withdrawn_meanwhile(
    fares: Page, amina: Person, ben: Person
) -> None:
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "Fares are free.")
    submission = stories.submit(draft, amina)
    standing.withdraw(fares, WHY, by=amina, at=now())
    assert deciding.clear(submission, by=ben, at=now()).outcome == WhyVoid.PAGE.label
    draft.refresh_from_db()
    again = deciding.clear(stories.submit(draft, amina), by=ben, at=now())
    assert (again.state, afresh(fares).standing) == (SubmissionState.CLEARED, Standing.PUBLISHED)


def test_what_is_done_at_once_makes_void_at_once_what_waits_on_the_page(fares: Page, amina: Person) -> None:
    leave_to_members(fares.space)
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "Fares are free.")
    submission = stories.submit(draft, amina)
    change_page(fares, Change(Act.WITHDRAW, WHY), by=amina, at=now())
    submission.refresh_from_db()
    draft.refresh_from_db()
    assert (submission.outcome, draft.state) == (WhyVoid.PAGE.label, "DRAFT")


def test_a_proposal_is_sent_back_and_taken_back_like_any_other(fares: Page, amina: Person, ben: Person) -> None:
    change = Change(Act.REMOVE, WHY)
    returned = deciding.send_back(change_page(fares, change, by=amina, at=now()), because="Why?", by=ben, at=now())
    assert returned.state == SubmissionState.RETURNED
    taken = deciding.take_back(change_page(fares, change, by=amina, at=now()), by=amina, at=now())
    assert taken.state == SubmissionState.TAKEN_BACK
    assert afresh(fares).standing == Standing.PUBLISHED

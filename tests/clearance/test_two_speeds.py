"""Two speeds in a practice space: what trusted people write is live at once, and stewards look at the rest first."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from apps.clearance.actions import deciding
from apps.clearance.actions.on_standing import hand_in
from apps.clearance.actions.submitting import Cover
from apps.clearance.choices import SubmissionState
from apps.clearance.models import Submission
from apps.clearance.rules.submissions import may_take_back
from apps.clearance.sampling import ONE_IN, is_picked
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.moderation.choices import Why
from apps.moderation.models import Matter
from apps.pages.actions import drafts
from apps.pages.choices import DraftState, Significance
from apps.pages.models import Draft, Edition, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from apps.trust.choices import Level
from tests import stories
from tests.exchange import open_exchange, stand
from tests.together import together


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def exchange(ben: Person) -> Space:
    return open_exchange(ben)


def send(draft: Draft, by: Person, version: int | None = None) -> Submission | Edition:
    cover = Cover("Says what we tried.", Significance.MAJOR, localdate() + timedelta(days=365))
    return hand_in(draft, cover, version=draft.version if version is None else version, by=by, at=now())


def tip(space: Space, by: Person, title: str = "Stand-ups by the door") -> Draft:
    return stories.start(stories.front(space), by, title, "We stood by the door, and it took five minutes.")


def published(space: Space, by: Person, title: str = "Stand-ups by the door") -> Page:
    """A page live on the standing of a member."""
    stand(by, space.community, Level.MEMBER)
    edition = send(tip(space, by, title), by)
    assert isinstance(edition, Edition)
    return edition.page


def test_a_tip_is_taken_out_of_the_stewards_hands_by_its_writer_or_the_unit_alone(exchange, amina, carys, dev):
    sent = send(tip(exchange, carys), carys)
    with pytest.raises(Refused, match="Only whoever wrote in this or submitted it, or somebody posted in Rural Transp"):
        deciding.take_back(sent, by=dev, at=now())
    assert may_take_back(amina, sent, now())
    assert deciding.take_back(sent, by=carys, at=now()).state == SubmissionState.TAKEN_BACK


def test_a_newcomers_page_goes_to_the_stewards_and_one_of_them_clears_it(exchange, ben, carys):
    sent = send(tip(exchange, carys), carys)

    assert isinstance(sent, Submission)
    assert [str(seat) for seat in sent.seats.all()] == ["a steward, by standing"]
    deciding.clear(sent, by=ben, at=now())

    edition = Page.objects.get(title="Stand-ups by the door").edition
    assert (edition.on_standing, [one["post"] for one in edition.clearances]) == (
        False,
        ["Steward of What works, by standing"],
    )


def test_a_members_page_is_live_at_once_and_says_so(exchange, carys, amina):
    page = published(exchange, carys)

    assert (page.edition.on_standing, page.edition.clearances, page.edition.writers) == (True, [], ["Carys Pritchard"])
    assert Submission.objects.count() == 0
    assert Draft.objects.get().state == DraftState.PUBLISHED
    assert Event.objects.filter(verb="pages.published").latest("sequence").details["on_standing"] is True
    read = browser_of(amina).get(page.get_absolute_url()).content.decode()
    assert "Published on the standing of its writers; stewards look at samples" in read
    history = browser_of(amina).get(reverse("pages:history", args=[page.pk])).content.decode()
    assert "Published on the standing of its writers" in history


def test_one_newcomer_among_the_writers_sends_it_to_the_stewards(exchange, carys, amina):
    stand(carys, exchange.community, Level.CONTRIBUTOR)
    draft = stories.write(tip(exchange, carys), amina, "We stood by the door. It took five minutes.\n\nBring coats.")

    assert isinstance(send(draft, carys), Submission)


@pytest.mark.parametrize(
    "change", ["for fewer", "marked", "returned", "scheduled"], ids=lambda one: one.replace(" ", "-")
)
def test_whatever_is_more_than_an_edit_goes_to_the_stewards(exchange, ben, amina, change):
    stand(amina, exchange.community, Level.MEMBER)
    draft = tip(exchange, amina)
    if change == "for fewer":
        draft = stories.write(draft, amina, draft.body, audience=Breadth.DEPARTMENT)
    if change == "marked":
        Draft.objects.filter(pk=draft.pk).update(audience=Breadth.DEPARTMENT, **stories.SENSITIVE)
        draft.refresh_from_db()
    if change == "returned":
        Draft.objects.filter(pk=draft.pk).update(audience=Breadth.DEPARTMENT)
        draft.refresh_from_db()
        deciding.send_back(send(draft, amina), because="Say for whom.", by=ben, at=now())
        Draft.objects.filter(pk=draft.pk).update(audience=Breadth.GOVERNMENT)
        draft.refresh_from_db()
    if change == "scheduled":
        cover = Cover("Later.", Significance.MINOR, localdate(), publish_at=now() + timedelta(days=1))
        assert isinstance(hand_in(draft, cover, version=draft.version, by=amina, at=now()), Submission)
        return
    assert isinstance(send(draft, amina), Submission)


def test_a_stale_version_is_refused_and_nothing_is_published(exchange, carys):
    stand(carys, exchange.community, Level.MEMBER)
    draft = tip(exchange, carys)
    stories.write(draft, carys, "We stood by the window.")

    with pytest.raises(Refused, match="Somebody saved this draft after you opened this page"):
        send(draft, carys, version=1)
    assert not Page.objects.filter(title="Stand-ups by the door").exists()


def test_an_edit_of_a_page_that_moved_on_is_refused(exchange, carys, amina):
    page = published(exchange, carys)
    draft = stories.write(drafts.start(page, by=carys, at=now()), carys, "We stood by the lift.")
    Draft.objects.filter(pk=draft.pk).update(base=exchange.pages.get(parent=None).edition)

    with pytest.raises(Refused, match="The page was published again after this draft was started"):
        send(Draft.objects.get(pk=draft.pk), carys)


def test_the_more_somebody_has_earned_the_fewer_of_their_edits_are_picked():
    names = [f"{page}/1/abc" for page in range(4000)]
    shares = {level: sum(is_picked(name, level) for name in names) / len(names) for level in ONE_IN}

    assert abs(shares[Level.MEMBER] - 1 / 2) < 0.03
    assert abs(shares[Level.CONTRIBUTOR] - 1 / 5) < 0.03
    assert abs(shares[Level.STEWARD] - 1 / 10) < 0.03
    assert [is_picked(name, Level.MEMBER) for name in names] == [is_picked(name, Level.MEMBER) for name in names]


def test_what_is_picked_waits_in_the_stewards_queue(exchange, carys):
    pages = [published(exchange, carys, f"Tip {number}") for number in range(6)]

    picked = {str(page.pk) for page in pages if is_picked(f"{page.pk}/1/{page.edition.digest}", Level.MEMBER)}
    matters = Matter.objects.filter(about_kind="pages.page", why=Why.SAMPLED)
    assert {one.about_id for one in matters} == picked
    assert {one.author for one in matters} <= {carys}


def test_the_submit_page_says_beforehand_which_it_will_be_and_why(exchange, carys, amina):
    stand(amina, exchange.community, Level.MEMBER)
    new, trusted = tip(exchange, carys), tip(exchange, amina, "Shorter agendas")

    goes = browser_of(carys).get(reverse("clearance:submit", args=[new.pk])).content.decode()
    assert "Stewards look at it first: you are a newcomer in this space" in goes
    live = browser_of(amina).get(reverse("clearance:submit", args=[trusted.pk])).content.decode()
    assert "It is live at once" in live
    answer = browser_of(amina).post(
        reverse("clearance:submit", args=[trusted.pk]),
        {"significance": "MAJOR", "change_note": "A tip.", "months": "12", "accepts": "on"}
        | {"version": str(trusted.version)},
    )
    assert (answer.status_code, answer["Location"]) == (302, "/wiki/what-works/shorter-agendas/")


def test_policy_never_goes_live_on_standing(ben, amina):
    space = stories.open_space(ben)
    for writer in (amina, ben):
        stand(writer, space.community, Level.STEWARD)

    sent = send(stories.start(stories.front(space), amina), amina)

    assert isinstance(sent, Submission)
    assert (sent.state, [seat.standing for seat in sent.seats.all()]) == (SubmissionState.OPEN, [None])


@pytest.mark.django_db(transaction=True)
def test_a_trusted_edit_and_a_clearance_of_the_same_page_at_once_are_not_both_made(exchange, ben, carys, amina):
    page = published(exchange, carys)
    stand(amina, exchange.community, Level.MEMBER)
    usual = stories.write(drafts.start(page, by=amina, at=now()), amina, "We stood by the lift.")
    urgent = stories.write(drafts.start(page, by=carys, at=now(), is_urgent=True), carys, "We stood outside.")
    waiting = stories.submit(urgent, carys)

    came_of_it = together([lambda: send(usual, amina), lambda: deciding.clear(waiting, by=ben, at=now())])

    numbers = list(page.editions.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2]
    live_one = isinstance(came_of_it[0], Edition)
    state = Submission.objects.get(pk=waiting.pk).state
    assert (live_one, state) in {(True, SubmissionState.VOID), (False, SubmissionState.CLEARED)}
    assert live_one or isinstance(came_of_it[0], (Refused, StateChanged))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hand_in_the_same_draft_at_once_one_publishes_it(exchange, carys, amina):
    for writer in (carys, amina):
        stand(writer, exchange.community, Level.MEMBER)
    draft = tip(exchange, carys)

    came_of_it = together([lambda who=who: send(draft, who) for who in (carys, amina)])

    assert [isinstance(one, Edition) for one in came_of_it].count(True) == 1
    assert [isinstance(one, (Refused, StateChanged)) for one in came_of_it].count(True) == 1
    assert Page.objects.get(title="Stand-ups by the door").editions.count() == 1

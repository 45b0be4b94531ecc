"""What writers gain by what others find good, and lose by what others undo."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from apps.clearance.actions import deciding
from apps.clearance.actions.on_standing import hand_in
from apps.clearance.actions.submitting import Cover
from apps.core.clock import now
from apps.moderation.subjects import FLAGGABLE
from apps.pages.actions import drafts, standing
from apps.pages.actions.crediting import debit_unpublished, void_what_is_gone
from apps.pages.authorship import Source
from apps.pages.choices import Significance
from apps.pages.models import Draft, Edition, Page, Space, StillThere
from apps.pages.still_there import shares_standing
from apps.people.models import Person
from apps.trust.choices import CreditKind, Level
from apps.trust.models import Credit
from tests import stories
from tests.exchange import open_exchange, stand

TEXT = "We stood by the door, and it took five minutes instead of an hour."
TWO_WEEKS = timedelta(days=14)


@pytest.fixture
def exchange(ben: Person) -> Space:
    return open_exchange(ben)


@pytest.fixture
def tip(exchange: Space, ben: Person, carys: Person) -> Page:
    """Carys's tip, which Ben cleared."""
    return stories.publish(stories.front(exchange), carys, ben, title="Stand-ups", body=TEXT)


def credited() -> list[tuple[str, str, str, bool]]:
    """Everybody's credits: for what, to whom, by whom, and whether it holds."""
    rows = Credit.objects.select_related("person", "giver").order_by("pk")
    return [(one.kind, one.person.name, one.giver.name, one.void_at is None) for one in rows]


def live(draft: Draft, by: Person) -> Edition:
    cover = Cover("Changed.", Significance.MINOR, localdate() + timedelta(days=365))
    edition = hand_in(draft, cover, version=draft.version, by=by, at=now())
    assert isinstance(edition, Edition)
    return edition


def test_whoever_wrote_what_a_steward_clears_is_credited_once_and_the_steward_is_not(exchange, ben, carys, amina):
    draft = stories.start(stories.front(exchange), carys, "Stand-ups", TEXT)
    draft = stories.write(draft, amina, f"{TEXT}\n\nBring coats.")
    deciding.clear(stories.submit(draft, carys), by=ben, at=now())

    assert credited() == [("EDIT", "Amina Osei", "Ben Hughes", True), ("EDIT", "Carys Pritchard", "Ben Hughes", True)]
    assert set(Credit.objects.values_list("place", flat=True)) == {
        f"pages.page {Page.objects.get(title='Stand-ups').pk}"
    }


def test_nobody_gains_standing_by_what_grade_clears(fares):
    assert credited() == []


def test_what_is_picked_and_found_good_credits_its_writers(exchange, ben, carys):
    stand(carys, exchange.community, Level.MEMBER)
    page = live(stories.start(stories.front(exchange), carys, "Stand-ups", TEXT), carys).page
    assert credited() == []

    accepted = FLAGGABLE["pages.page"].accepted
    assert accepted is not None
    accepted(str(page.pk), ben, now())
    assert credited() == [("EDIT", "Carys Pritchard", "Ben Hughes", True)]


def test_what_still_stands_after_two_weeks_counts_and_is_looked_at_once(tip):
    assert void_what_is_gone(now() + TWO_WEEKS / 2) == 0
    assert StillThere.objects.count() == 0
    assert void_what_is_gone(now() + TWO_WEEKS) == 0
    assert StillThere.objects.get().percent == 100
    assert void_what_is_gone(now() + 2 * TWO_WEEKS) == 0
    assert credited() == [("EDIT", "Carys Pritchard", "Ben Hughes", True)]


def test_what_is_gone_by_then_is_void(tip, exchange, amina):
    stand(amina, exchange.community, Level.MEMBER)
    live(stories.write(drafts.start(tip, by=amina, at=now()), amina, "Nobody needs meetings."), amina)

    assert void_what_is_gone(now() + TWO_WEEKS) == 1
    assert credited() == [("EDIT", "Carys Pritchard", "Ben Hughes", False)]
    assert "Less than half" in Credit.objects.get().void_because


def test_restoring_an_earlier_edition_over_somebodys_words_counts_against_them(tip, exchange, amina, dev, carys):
    for person in (amina, dev):
        stand(person, exchange.community, Level.MEMBER)
    live(stories.write(drafts.start(tip, by=amina, at=now()), amina, f"{TEXT}\n\nBuy our chairs."), amina)
    first = tip.editions.get(number=1)
    live(drafts.restore(first, by=dev, at=now()), dev)

    assert credited() == [
        ("EDIT", "Carys Pritchard", "Ben Hughes", True),
        ("REVERSAL", "Amina Osei", "Dev Patel", True),
    ]


def test_whoever_restores_over_their_own_words_loses_nothing(tip, exchange, amina):
    stand(amina, exchange.community, Level.MEMBER)
    live(stories.write(drafts.start(tip, by=amina, at=now()), amina, f"{TEXT}\n\nBuy our chairs."), amina)
    live(drafts.restore(tip.editions.get(number=1), by=amina, at=now()), amina)

    assert not Credit.objects.filter(kind=CreditKind.REVERSAL).exists()


def test_unpublishing_a_page_counts_against_its_writers(tip, ben):
    page = standing.remove(tip, "It was wrong.", by=ben, at=now())

    assert debit_unpublished(page, by=ben, at=now()) == 1
    assert credited()[-1] == ("REVERSAL", "Carys Pritchard", "Ben Hughes", True)


@pytest.mark.parametrize(
    ("now_reads", "stands"),
    [
        ("Old words. Mine are here. Theirs are too.", {1: 1.0, 2: 1.0}),
        ("Old words. Theirs are too.", {1: 0.0, 2: 1.0}),
        ("", {1: 0.0, 2: 0.0}),
    ],
    ids=["all", "hers-gone", "nothing"],
)
def test_how_much_of_each_writers_words_still_stands(now_reads, stands):
    before, mine, theirs = "Old words.", " Mine are here.", " Theirs are too."
    source = Source(before + mine + theirs, [(7, len(before)), (1, len(mine)), (2, len(theirs))])

    assert {who: round(share) for who, share in shares_standing(before, source, now_reads).items()} == stands


def test_what_another_puts_back_counts_against_nobody_and_what_one_puts_back_oneself_still_does(
    tip, exchange, ben, dev, amina
):
    """Nobody takes another's standing for longer than it takes to undo what they did."""
    stand(dev, exchange.community, Level.MEMBER)
    stand(amina, exchange.community, Level.MEMBER)
    live(
        stories.write(drafts.start(tip, by=amina, at=now()), amina, f"{TEXT}\n\nBring coats: it is cold there."), amina
    )
    first, second = tip.editions.order_by("number")
    for number, by, counts in ((1, dev, True), (2, amina, True), (1, dev, True), (2, ben, False)):
        live(drafts.restore({1: first, 2: second}[number], by=by, at=now()), by)
        against = Credit.objects.filter(kind=CreditKind.REVERSAL, person=amina, void_at=None)
        assert against.exists() is counts, (number, by)

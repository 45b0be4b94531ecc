"""Telling the stewards that something should be looked at."""

import pytest

from apps.core.rules import Refused
from apps.moderation.choices import MatterState, Measure, Why
from apps.moderation.models import Flag, Matter
from apps.moderation.weighing import accuracy, weight_of
from apps.notices.models import Notice
from apps.records.models import Event
from apps.trust.choices import Level
from tests.exchange import open_exchange, stand
from tests.moderation.notes import KIND, flag, pick, rule


@pytest.fixture
def community(amina):
    return open_exchange(amina).community


def test_a_flag_waits_for_the_stewards_and_says_which_rule(community, wall, carys, ben):
    number = wall.pin("Only a fool counts buses.", carys, community)

    flagged = flag(number, ben)

    matter = Matter.objects.get()
    assert (matter.about_kind, matter.about_id, matter.author, matter.why) == (KIND, number, carys, Why.FLAGGED)
    assert (flagged.matter, flagged.flagger, flagged.rule, flagged.weight) == (matter, ben, "consistent", 1.0)
    assert (matter.weight, matter.hidden_at, matter.state) == (1.0, None, MatterState.OPEN)
    event = Event.objects.get(verb="moderation.flagged")
    assert event.details == {"kind": KIND, "id": number, "rule": "consistent"}
    # It may repeat the very words that must go, and no one can take words out of the record.
    assert event.because == ""


def test_nobody_flags_twice_nor_what_they_wrote(community, wall, carys, ben, dev):
    number = wall.pin("Only a fool counts buses.", carys, community, writers=frozenset({dev.pk}))
    flag(number, ben)

    with pytest.raises(Refused, match="You have flagged this already"):
        flag(number, ben)
    for writer in (carys, dev):
        with pytest.raises(Refused, match="You wrote this yourself"):
            flag(number, writer)
    assert Flag.objects.get().flagger == ben


def test_what_is_gone_or_cites_nothing_is_not_flagged(community, wall, carys, ben, hal):
    number = wall.pin("Only a fool counts buses.", carys, community)

    for person, which in ((ben, "999"), (hal, number)):
        with pytest.raises(Refused, match="no longer there, or is not for you"):
            flag(which, person)
    with pytest.raises(Refused, match="Choose which of the guidelines"):
        flag(number, ben, rule="manners")
    assert not Matter.objects.exists()


def test_flags_that_weigh_enough_hide_it_until_a_steward_rules(community, wall, carys, ben, dev, fay):
    number = wall.pin("Only a fool counts buses.", carys, community)
    stand(ben, community, Level.STEWARD)
    stand(dev, community, Level.CONTRIBUTOR)
    flag(number, ben)
    assert not wall.notes[number].is_hidden

    flag(number, dev)

    matter = Matter.objects.get()
    assert wall.notes[number].is_hidden
    assert matter.weight == 7.0
    assert matter.hidden_at is not None
    assert Notice.objects.get(kind="HIDDEN").person == carys
    rule(matter, stand(fay, community, Level.STEWARD), Measure.NONE)
    assert not wall.notes[number].is_hidden


def test_one_alone_hides_nothing_however_right_they_were(community, wall, carys, ben, amina):
    stand(ben, community, Level.STEWARD)
    for text in range(16):
        number = wall.pin(f"Fool {text}.", carys, community)
        rule(flag(number, ben).matter, amina)
    number = wall.pin("Only a fool counts buses.", carys, community)

    assert flag(number, ben).weight == 8.0

    assert not wall.notes[number].is_hidden


def test_what_grade_cleared_is_flagged_and_never_hidden(community, wall, carys, ben, dev):
    cleared = frozenset({Measure.NONE, Measure.WARN})
    number = wall.pin("Buses stop at noon.", carys, community, measures=cleared)
    for person in (ben, dev):
        flag(number, stand(person, community, Level.STEWARD))

    assert Matter.objects.get().weight == 8.0
    assert Matter.objects.get().hidden_at is None
    assert not wall.notes[number].is_hidden


def test_what_was_ruled_on_can_be_flagged_again_by_another_in_a_matter_of_its_own(
    community, wall, carys, ben, dev, amina
):
    number = wall.pin("Only a fool counts buses.", carys, community)
    rule(flag(number, ben).matter, amina, Measure.NONE)

    flag(number, dev)

    assert [matter.state for matter in Matter.objects.order_by("pk")] == [MatterState.RULED, MatterState.OPEN]


def test_what_was_picked_and_is_flagged_is_one_matter(community, wall, carys, ben):
    number = wall.pin("Only a fool counts buses.", carys, community)
    picked = pick(number, wall)

    assert flag(number, ben).matter == picked
    assert pick(number, wall) == picked
    assert Matter.objects.get().why == Why.SAMPLED


@pytest.mark.parametrize(
    ("upheld", "refused", "worth"),
    [(0, 0, 1), (0, 5, 1), (16, 0, 2), (64, 0, 2), (14, 6, 1), (12, 8, 0.5), (10, 10, 0), (0, 16, 0), (7, 0, 1.70)],
)
def test_how_right_somebody_was_changes_what_they_weigh(upheld, refused, worth):
    assert accuracy(upheld, refused) == pytest.approx(worth, abs=0.01)
    assert weight_of(Level.MEMBER, upheld, refused) == pytest.approx(2 * worth, abs=0.02)

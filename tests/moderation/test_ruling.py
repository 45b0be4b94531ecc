"""A steward rules: what becomes of the flags, of those who flagged, and of whoever wrote it."""

import pytest

from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.actions.ruling import rule_on
from apps.moderation.choices import FlagOutcome, MatterState, Measure
from apps.moderation.judgement import Judgement
from apps.moderation.models import Flag, Matter, Ruling
from apps.notices.models import Notice
from apps.notices.queries import lately_told
from apps.records.models import Event
from apps.trust.choices import CreditKind, Level
from apps.trust.models import Credit
from tests.exchange import open_exchange, stand
from tests.moderation.notes import KIND, claim, flag, pick, rule


@pytest.fixture
def community(amina):
    return open_exchange(amina).community


@pytest.fixture
def number(community, wall, carys):
    return wall.pin("Only a fool counts buses.", carys, community)


def told_to(person):
    return [(notice.kind, notice.about_kind) for notice in Notice.objects.filter(person=person).order_by("pk")]


def test_what_a_steward_agrees_with_counts_for_the_flagger_and_against_the_author(number, amina, ben, carys, dev):
    matter = flag(number, ben).matter
    flag(number, dev)

    ruling = rule(matter, amina, Measure.HIDE)

    assert (ruling.by, ruling.author, ruling.measure, ruling.rule) == (amina, carys, Measure.HIDE, "consistent")
    ended = Matter.objects.get()
    assert (ended.state, ended.claimed_by, ended.claimed_until) == (MatterState.RULED, None, None)
    assert set(Flag.objects.values_list("outcome", "settled_at")) == {(FlagOutcome.UPHELD, ruling.at)}
    assert set(Credit.objects.values_list("kind", "person", "giver")) == {
        (CreditKind.FLAG, ben.pk, amina.pk),
        (CreditKind.FLAG, dev.pk, amina.pk),
        (CreditKind.COMPLAINT, carys.pk, amina.pk),
    }
    assert told_to(carys) == [("RULED", "moderation.ruling")]
    assert told_to(ben) == told_to(dev) == [("LOOKED_INTO", "moderation.ruling")]
    event = Event.objects.get(verb="moderation.ruled")
    assert event.because == "It is about a person."
    assert event.details == {"kind": KIND, "id": number, "measure": "HIDE", "rule": "consistent"}


def test_what_may_stay_counts_against_nobody_and_the_flagger_was_wrong(number, amina, ben, carys):
    ruling = rule(flag(number, ben).matter, amina, Measure.NONE)

    assert Flag.objects.get().outcome == FlagOutcome.REFUSED
    assert not Credit.objects.exists()
    assert ruling.rule == ""
    assert told_to(carys) == []
    assert told_to(ben) == [("LOOKED_INTO", "moderation.ruling")]


def test_what_was_picked_and_is_right_is_told_to_whoever_publishes_it(number, wall, amina, carys):
    rule(pick(number, wall), amina, Measure.NONE)

    assert wall.accepted == [number]
    assert told_to(carys) == []


def test_what_was_picked_and_is_wrong_is_ruled_on_like_any_other(number, wall, amina, carys):
    rule(pick(number, wall), amina, Measure.WARN)

    assert wall.accepted == []
    assert not wall.notes[number].is_hidden
    assert Credit.objects.get().kind == CreditKind.COMPLAINT
    assert told_to(carys) == [("RULED", "moderation.ruling")]


@pytest.mark.parametrize(
    ("judgement", "reason"),
    [
        (Judgement(Measure.HIDE, "Because."), "Choose the rule"),
        (Judgement(Measure.HIDE, "Because.", "manners"), "Choose the rule"),
        (Judgement(Measure.PAUSE, "Because.", "consistent"), "Choose how long"),
        (Judgement(Measure.REDACT, "Because.", "consistent"), "Enter the words"),
        (Judgement(Measure.REDACT, "Because.", "consistent", words="bus lane"), "not in it"),
        (Judgement(Measure.REDACT, "‘A FOOL’ is rude.", "consistent", words="a fool"), "Do not repeat"),
    ],
)
def test_a_ruling_says_what_its_measure_needs(number, amina, ben, judgement, reason):
    claimed = claim(flag(number, ben).matter, amina)

    with pytest.raises(Refused, match=reason):
        rule_on(claimed, judgement, version=claimed.version, by=amina, at=now())

    assert not Ruling.objects.exists()
    assert Matter.objects.get().claimed_by == amina


def test_nobody_rules_without_a_claim_or_on_what_they_helped_to_write(community, number, wall, amina, ben, carys):
    shared = wall.pin("We all think so.", carys, community, writers=frozenset({amina.pk}))
    matter = flag(shared, ben).matter

    with pytest.raises(Refused, match="Claim this before"):
        rule_on(flag(number, ben).matter, Judgement(Measure.NONE, "Fine."), version=2, by=amina, at=now())
    with pytest.raises(Refused, match="You wrote in this yourself"):
        rule(matter, amina, Measure.NONE)


def test_of_what_grade_cleared_stewards_may_say_something_and_change_nothing(community, wall, amina, ben, carys):
    cleared = frozenset({Measure.NONE, Measure.WARN})
    matter = flag(wall.pin("Buses stop at noon.", carys, community, measures=cleared), ben).matter
    claimed = claim(matter, amina)

    for measure in set(Measure) - cleared:
        judgement = Judgement(measure, "Because.", "consistent", until=now(), words="noon")
        with pytest.raises(Refused, match="Stewards cannot do that"):
            rule_on(claimed, judgement, version=claimed.version, by=amina, at=now())
    assert rule(matter, amina, Measure.WARN).measure == Measure.WARN


def test_those_whom_it_concerns_read_the_ruling_and_never_who_flagged(client, number, amina, ben, carys, dev):
    ruling = rule(flag(number, ben).matter, amina, Measure.HIDE)
    path = f"/moderation/rulings/{ruling.pk}/"

    client.force_login(carys)
    hers = client.get(path).content.decode()
    assert "Only a fool counts buses." in hers
    assert "Be consistent" in hers
    assert "It is about a person." in hers
    assert "Ben Hughes" not in hers
    assert [told.subject.title for told in lately_told(carys)] == ["Only a fool counts buses."]
    client.force_login(ben)
    his = client.get(path).content.decode()
    assert "Only a fool counts buses." not in his
    assert "Carys Pritchard" not in his
    assert [told.subject.title for told in lately_told(ben)] == ["Note"]
    client.force_login(dev)
    assert client.get(path).status_code == 404
    stand(dev, ruling.matter.community, Level.STEWARD)
    assert client.get(path).status_code == 200


def test_what_is_missing_in_the_form_is_said_there_and_nothing_is_lost(client, number, amina, ben):
    claimed = claim(flag(number, ben).matter, amina)
    client.force_login(amina)

    def send(**said):
        return client.post(f"/moderation/matters/{claimed.pk}/rule/", {"version": claimed.version} | said)

    for said, sentence in (
        ({"because": "It names her."}, "Select what you rule"),
        ({"measure": "HIDE", "because": "It names her."}, "Select which of the guidelines it goes against"),
        ({"measure": "PAUSE", "rule": "consistent", "days": "90", "because": "It names her."}, "1, 7 or 28 days"),
        ({"measure": "REDACT", "rule": "consistent", "because": "It names her."}, "Enter the exact words"),
        (
            {"measure": "REDACT", "rule": "consistent", "words": "bus lane", "because": "It names her."},
            "These words are not in it",
        ),
    ):
        answer = send(**said)
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
        assert "It names her." in answer.content.decode()
    assert send(measure="HIDE", rule="consistent", because="It names her.").status_code == 302
    assert Ruling.objects.get().because == "It names her."

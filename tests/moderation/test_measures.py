"""What stewards can do about something, and to whoever wrote it."""

from datetime import timedelta

import pytest

from apps.core.clock import now
from apps.moderation.actions.guidelines import accept
from apps.moderation.actions.measures import digest_of, undo
from apps.moderation.choices import Measure
from apps.moderation.models import Flag, Pause, Restriction, Ruling
from apps.moderation.queries.people import is_paused
from apps.moderation.rules import may_change, may_contribute, may_write
from apps.records.models import Event
from apps.trust.choices import Level
from tests.exchange import open_exchange, stand
from tests.moderation.notes import KIND, claim, flag, rule

WEEK = timedelta(days=7)


@pytest.fixture
def community(amina):
    return open_exchange(amina).community


@pytest.fixture
def number(community, wall, carys):
    return wall.pin("Only Sue Brown counts buses. Sue Brown cannot count.", carys, community)


def test_whoever_is_paused_writes_nowhere_there_until_it_ends(community, number, wall, amina, ben, carys):
    accept(by=carys, at=now())
    assert may_contribute(carys, community, now())

    ruling = rule(flag(number, ben).matter, amina, Measure.PAUSE, until=now() + WEEK)

    assert wall.notes[number].is_hidden
    assert is_paused(carys, community, at=now())
    verdict = may_contribute(carys, community, now())
    assert f"{ruling.until.day} {ruling.until:%B %Y}" in verdict.reason
    assert "A steward has paused you in ‘What works’" in verdict.reason
    assert may_contribute(carys, open_exchange(amina, "Elsewhere").community, now())
    assert may_contribute(carys, community, now() + WEEK + timedelta(minutes=1))
    undo(ruling, at=now())
    assert may_contribute(carys, community, now())
    assert not wall.notes[number].is_hidden


def test_only_whoever_takes_part_and_accepted_the_guidelines_contributes(community, amina, carys, hal):
    assert "Only people whom ‘What works’ is for" in may_write(hal, community, now()).reason
    assert may_write(carys, community, now())
    assert "Read the guidelines" in may_contribute(carys, community, now()).reason


def test_what_is_restricted_is_changed_by_contributors_and_stewards_for_a_time(
    community, number, amina, ben, carys, dev
):
    ruling = rule(flag(number, ben).matter, amina, Measure.RESTRICT, until=now() + WEEK)

    verdict = may_change(stand(dev, community, Level.MEMBER), KIND, number, now())
    assert "left this to contributors and stewards of ‘What works’ until" in verdict.reason
    assert may_change(stand(carys, community, Level.CONTRIBUTOR), KIND, number, now())
    assert may_change(amina, KIND, number, now())
    assert may_change(dev, KIND, number, now() + 2 * WEEK)
    assert may_change(dev, KIND, "999", now())
    undo(ruling, at=now())
    assert may_change(dev, KIND, number, now())
    assert Restriction.objects.get().lifted_at is not None


def test_words_are_taken_out_of_what_is_kept_and_the_record_has_what_and_why(number, wall, amina, ben):
    matter = flag(number, ben, because="It says Sue Brown cannot count.").matter

    ruling = rule(matter, amina, Measure.REDACT, words="Sue Brown")

    assert wall.notes[number].text == "Only [taken out] counts buses. [taken out] cannot count."
    assert Flag.objects.get().because == "It says [taken out] cannot count."
    event = Event.objects.get(verb="moderation.ruled")
    assert (event.details["words"], event.details["times"]) == (digest_of("Sue Brown"), 2)
    everything = [
        *Event.objects.values_list("because", "details", "about_name"),
        *Ruling.objects.values_list("because"),
    ]
    assert "Sue Brown" not in str(everything)
    undo(ruling, at=now())
    assert "Sue Brown" not in wall.notes[number].text


def test_words_are_taken_out_once_the_steward_has_been_asked_again(client, number, wall, amina, ben):
    claimed = claim(flag(number, ben).matter, amina)
    said = {"version": claimed.version, "measure": "REDACT", "rule": "personal_data", "because": "It names somebody."}
    said |= {"words": "Sue Brown\r\n"}
    client.force_login(amina)

    asked = client.post(f"/moderation/matters/{claimed.pk}/rule/", said)

    assert "Take these words out for good?" in asked.content.decode()
    assert "They stand in it 2 times." in asked.content.decode()
    assert not Ruling.objects.exists()
    answer = client.post(f"/moderation/matters/{claimed.pk}/rule/", said | {"sure": "yes"})
    assert answer.status_code == 302
    assert "Sue Brown" not in wall.notes[number].text


def test_a_warning_changes_nothing_that_anybody_reads(number, wall, amina, ben):
    rule(flag(number, ben).matter, amina, Measure.WARN)

    assert not wall.notes[number].is_hidden
    assert not Pause.objects.exists()
    assert not Restriction.objects.exists()


def test_what_flags_hid_stays_hidden_or_is_shown_as_the_steward_rules(community, wall, amina, ben, carys, dev):
    stand(ben, community, Level.STEWARD)
    stand(dev, community, Level.CONTRIBUTOR)
    shown = {}
    for measure in (Measure.NONE, Measure.WARN, Measure.HIDE):
        number = wall.pin("Only a fool counts buses.", carys, community)
        matter = flag(number, ben).matter
        flag(number, dev)
        assert wall.notes[number].is_hidden
        rule(matter, amina, measure)
        shown[measure] = not wall.notes[number].is_hidden
    assert shown == {Measure.NONE: True, Measure.WARN: True, Measure.HIDE: False}

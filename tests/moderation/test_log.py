"""The public log of rulings and its totals: everything that was ruled, and nobody's name but the steward's."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.clock import now
from apps.moderation.actions import appealing
from apps.moderation.choices import AppealOutcome, Measure
from apps.moderation.models import Matter, Ruling
from apps.moderation.queries.log import logged, totals
from apps.moderation.queries.taken_out import taken_out_of
from apps.moderation.templatetags.taken_out import words_taken_out
from apps.people.models import Person
from apps.trust.choices import Level
from apps.trust.models import Community
from tests.exchange import open_exchange, stand
from tests.moderation.notes import KIND, Wall, flag, pick, rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def community(dev: Person, carys: Person, wall: Wall, amina: Person, ben: Person) -> Community:
    """Carys hid a note of Amina's that Ben flagged, warned her of another, took words out of a third, and let one be.

    Dev overturned the warning and opened the space.
    """
    made = open_exchange(dev).community
    stand(carys, made, Level.STEWARD)
    notes = [wall.pin(f"{word}, as Amina Osei tells Ben Hughes.", amina, made) for word in ("Rude", "Wrong", "Private")]
    for number, measure in zip(notes, (Measure.HIDE, Measure.WARN, Measure.REDACT), strict=True):
        words = {"words": "Private"} if measure == Measure.REDACT else {}
        rule(flag(number, ben, because="Amina Osei is rude to me.").matter, carys, measure, **words)
    rule(pick(wall.pin("Ring twice.", amina, made), wall), carys, Measure.NONE)
    warned = Ruling.objects.get(measure=Measure.WARN)
    said = appealing.appeal(warned, because="Ben Hughes began.", by=amina, at=now())
    appealing.decide(said, outcome=AppealOutcome.OVERTURNED, answer="Ben Hughes began.", by=dev, at=now())
    return made


def read(client: Client, name: str, community: Community, **asked: str) -> str:
    return client.get(reverse(f"moderation:{name}", args=[community.slug]), asked).content.decode()


def test_the_log_names_the_steward_and_nobody_else(client: Client, community: Community, fay: Person):
    client.force_login(fay)
    pages = [read(client, name, community) for name in ("log", "log-csv", "log-totals")]
    assert "Carys Pritchard" in pages[0]
    assert "Carys Pritchard" in pages[1]
    for page in pages:
        for word in ("Amina", "Osei", "Ben", "Hughes", "began", "about a person", "Private", "Rude"):
            assert word not in page


def test_the_log_tells_what_was_ruled_by_which_rule_and_what_came_of_it(
    client: Client, community: Community, fay: Person
):
    client.force_login(fay)
    page = read(client, "log", community)
    for said in ("Hide it from readers", "Guideline: Be consistent", "The ruling was overturned", "after it came in"):
        assert said in page
    assert "4 rulings, the latest first" in page


def test_it_can_be_narrowed(client: Client, community: Community, fay: Person):
    client.force_login(fay)
    month = f"{now():%Y-%m}"
    counts = {
        "measure=HIDE": "1 ruling,",
        "rule=consistent": "3 rulings,",
        "appeal=any": "1 ruling,",
        "appeal=OVERTURNED": "1 ruling,",
        "appeal=STANDS": "No ruling is like that",
        f"month={month}": "4 rulings,",
        "rule=honesty": "No ruling is like that",
        "measure=EXILE&month=2026-99&page=x": "4 rulings,",
    }
    for asked, said in counts.items():
        name, *_ = asked.partition("&")
        given = dict(part.split("=") for part in asked.split("&"))
        assert said in read(client, "log", community, **given), name
    rows = list(csv.reader(read(client, "log-csv", community, measure="WARN").splitlines()))
    assert rows[0] == ["When", "About", "Ruling", "Guideline", "Hours it took", "Steward", "Appeal"]
    assert rows[1][1:] == [
        "Note",
        "Warn whoever wrote it",
        "Be consistent",
        "0.0",
        "Carys Pritchard",
        "The ruling was overturned",
    ]
    assert len(rows) == 2


def test_the_totals_are_the_logs(client: Client, community: Community, fay: Person):
    rulings = logged(fay, community)
    found = totals(rulings)
    rows = list(rulings)
    for measure in Measure:
        of_it = [row for row in rows if row.measure == measure]
        appealed = [row for row in of_it if hasattr(row, "appeal")]
        overturned = [row for row in of_it if row.overturned_at]
        assert found.by_measure[measure] == (len(of_it), len(appealed), len(overturned))
    assert (found.rulings, found.flagged, found.upheld, found.decided, found.overturned) == (4, 3, 3, 1, 1)
    assert (found.upheld_in_hundred, found.overturned_in_hundred) == (100, 100)


def test_half_the_rulings_took_no_longer_than_the_median(community: Community, fay: Person):
    began = datetime(2026, 11, 2, 9, tzinfo=UTC)
    for hours, matter in zip((1, 2, 4, 100), Matter.objects.order_by("pk"), strict=True):
        Matter.objects.filter(pk=matter.pk).update(opened_at=began)
        Ruling.objects.filter(matter=matter).update(at=began + timedelta(hours=hours))
    assert totals(logged(fay, community)).median == timedelta(hours=3)
    assert totals(logged(fay, community).exclude(matter__why="SAMPLED")).median == timedelta(hours=2)
    assert totals(Ruling.objects.none()).median is None


def test_the_log_is_for_those_who_may_read_the_space_and_its_queries_for_any_number(
    client: Client, community: Community, fay: Person, hal: Person, django_assert_max_num_queries
):
    client.force_login(hal)
    for name in ("log", "log-csv", "log-totals"):
        assert client.get(reverse(f"moderation:{name}", args=[community.slug])).status_code == 404
    client.force_login(fay)
    for name in ("log", "log-csv", "log-totals"):
        with django_assert_max_num_queries(10):
            read(client, name, community)


def test_it_is_said_that_words_were_taken_out_and_never_which(community: Community, wall: Wall):
    number = next(key for key, note in wall.notes.items() if "[taken out]" in note.text)
    ruling = taken_out_of(KIND, number).get()
    said = words_taken_out(KIND, number)
    assert [(at, rule.label) for at, rule in said["taken_out"]] == [(ruling.at, "Be consistent")]
    assert words_taken_out(KIND, "1") == {"taken_out": []}

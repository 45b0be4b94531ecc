"""Practices near one: what they have in common, as far as the reader may read it."""

import pytest

from apps.people.choices import Breadth
from apps.practice.models import Profession, Topic
from apps.practice.queries.near import near, words_of
from tests.exchange import open_exchange
from tests.practising import write_practice

pytestmark = pytest.mark.django_db


def test_only_words_that_tell_what_it_is_about_count():
    assert words_of("How our team made Rural timetables better with rural timetables") == ["rural", "timetables"]


def test_the_nearest_comes_first_and_what_has_nothing_in_common_is_left_out(exchange, dev, carys):
    one = write_practice(exchange, dev, "Rural timetables by telephone")
    same, topic, words, alone = (
        write_practice(exchange, dev, title)
        for title in ("Printing rural timetables", "Shorter meetings", "Timetables for rural schools", "Counting gulls")
    )
    meetings, policy = Topic.objects.get(slug="meetings"), Profession.objects.get(slug="policy")
    for practice in (one, same, topic):
        practice.topics.add(meetings)
    one.professions.add(policy)
    topic.professions.add(policy)
    alone.professions.add(policy)
    assert list(near(one, carys)) == [same, topic, words]


def test_what_somebody_may_not_read_is_near_to_nothing(exchange, dev, amina, carys):
    one = write_practice(exchange, dev, "Rural timetables")
    narrow = write_practice(open_exchange(dev, "Ours", Breadth.DIRECTORATE), dev, "Rural timetables too")
    assert (list(near(one, carys)), list(near(one, amina))) == ([], [narrow])

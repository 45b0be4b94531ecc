"""Finding practices: what somebody may read of what they ask for, the most used first, at a cost that stays flat."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.pages.actions.standing import withdraw
from apps.pages.models import Page
from apps.people.choices import Breadth
from apps.practice.choices import Freshness, Use
from apps.practice.fading import freshness_of
from apps.practice.models import Practice, Profession, Topic
from apps.practice.queries.practices import Wanted, practices_for
from apps.practice.queries.questions import similar
from apps.records.actions import SYSTEM
from apps.records.models import Event
from tests.exchange import open_exchange
from tests.practising import adopt, write_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(exchange, dev, carys):
    """Dev's practice of the directorate about meetings, and Carys's of another department for statisticians."""
    ours, theirs = write_practice(exchange, dev, "Shorter meetings"), write_practice(exchange, carys, "Count the gulls")
    ours.topics.add(Topic.objects.get(slug="meetings"))
    theirs.professions.add(Profession.objects.get(slug="statistics"))
    return ours, theirs


def found(person, **wanted):
    return [str(one) for one in practices_for(person, Wanted(**wanted), today=localdate())]


def multiply(practice, to):
    """As many practices as that, pages of one space, without writing them one by one."""
    for number in range(Practice.objects.count(), to):
        made = write_practice(practice.page.space, practice.page.edition.published_by, f"Book bus {number} early")
        made.topics.set(Topic.objects.all()[:3])


def test_what_other_teams_use_comes_first_and_says_how_many(two, exchange, gwen, carys, amina):
    ours, theirs = two
    assert found(amina) == ["Count the gulls", "Shorter meetings"]
    adopt(ours, carys)
    adopt(theirs, gwen, use=Use.PLANNED)
    listed = practices_for(amina, Wanted(), today=localdate())
    assert [(str(one), one.teams) for one in listed] == [("Shorter meetings", 1), ("Count the gulls", 0)]


def test_each_filter_leaves_what_was_asked_for(two, exchange, amina, carys, government):
    ours, _ = two
    adopt(ours, carys)
    meetings, statistics = Topic.objects.get(slug="meetings"), Profession.objects.get(slug="statistics")
    assert found(amina, topic=meetings) == ["Shorter meetings"]
    assert found(amina, profession=statistics) == ["Count the gulls"]
    assert found(amina, department=government.coasts) == ["Count the gulls"]
    assert found(amina, department=government.transport) == ["Shorter meetings"]
    assert found(amina, used_by=government.coasts) == ["Shorter meetings"]
    assert found(amina, words="gulls COUNT") == ["Count the gulls"]
    assert found(amina, words="gulls meetings") == []
    assert found(amina, space=exchange, topic=meetings, used_by=government.rural_affairs) == []


def test_a_practice_fades_after_a_year_and_is_out_of_date_after_a_year_and_a_half(two, amina, client):
    ours, theirs = two
    Practice.objects.filter(pk=ours.pk).update(alive_at=now() - timedelta(days=400))
    Practice.objects.filter(pk=theirs.pk).update(alive_at=now() - timedelta(days=600))
    assert found(amina, stands=Freshness.FADING) == ["Shorter meetings"]
    assert found(amina, stands=Freshness.STALE) == ["Count the gulls"]
    assert found(amina, stands=Freshness.FRESH) == []
    assert freshness_of(now(), today=localdate()) == Freshness.FRESH
    client.force_login(amina)
    listed = client.get(reverse("practice:list")).content.decode()
    assert (listed.count("Fading</strong>"), listed.count("Out of date</strong>")) == (1, 1)
    assert "may be out of date" in client.get(reverse("practice:practice", args=[theirs.pk])).content.decode()


def test_counts_and_choices_are_those_of_the_reader(two, exchange, amina, carys, dev, client):
    narrow = open_exchange(dev, "Within transport", Breadth.DIRECTORATE)
    hidden = write_practice(narrow, dev, "For ourselves")
    for person, practices, spaces in ((amina, 3, True), (carys, 2, False)):
        client.force_login(person)
        listed = client.get(reverse("practice:list"))
        assert listed.context["page_obj"].paginator.count == practices
        assert (b"Within transport" in listed.content) == spaces
    for name, key in (("practice", hidden.pk), ("in-space", narrow.pk), ("tip", narrow.pk), ("collect", hidden.pk)):
        assert client.get(reverse(f"practice:{name}", args=[key])).status_code == 404
    Page.objects.filter(pk=two[0].page_id).update(hidden_at=now())
    assert found(carys) == ["Count the gulls"]


def test_what_is_not_in_a_list_filters_nothing_and_says_so(two, exchange, amina, client):
    client.force_login(amina)
    answer = client.get(reverse("practice:in-space", args=[exchange.pk]), {"topic": "no-such", "department": "x"})
    assert (answer.status_code, answer.context["page_obj"].paginator.count) == (200, 2)
    assert "as what you chose is not in it" in answer.content.decode()
    nothing = client.get(reverse("practice:list"), {"q": "zeppelin"}).content.decode()
    assert "No practices match" in nothing


def test_a_space_without_practices_says_so(exchange, carys, client):
    client.force_login(carys)
    said = client.get(reverse("practice:in-space", args=[exchange.pk])).content.decode()
    assert "Nobody has written down what works here yet" in said


def test_lists_and_practices_cost_the_same_at_ten_and_at_thirty(two, exchange, amina, carys, client):
    client.force_login(carys)
    ours, _ = two
    adopt(ours, carys)
    addresses = [
        reverse("practice:list"),
        reverse("practice:in-space", args=[exchange.pk]),
        reverse("practice:practice", args=[ours.pk]),
    ]

    def costs():
        taken = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(address).status_code == 200
            taken.append(len(asked))
        return taken

    multiply(ours, 5)
    few = costs()
    multiply(ours, 25)
    assert costs() == few


def test_an_administrator_adds_a_topic_to_file_practices_under_and_renames_it(client, ines, amina, two):
    path = "/admin/practice/topic/"
    client.force_login(amina)
    assert client.post(f"{path}add/", {"name": "Rivers and becks"}).status_code == 302
    assert not Topic.objects.filter(name="Rivers and becks").exists()
    client.force_login(ines)
    assert client.post(f"{path}add/", {"name": "Rivers and becks"}).status_code == 302
    topic = Topic.objects.get(slug="rivers-and-becks")
    assert "nearly that name" in client.post(f"{path}add/", {"name": "Rivers, and becks"}).content.decode()
    assert client.post(f"{path}{topic.pk}/change/", {"name": "Water"}).status_code == 302
    assert Topic.objects.get(slug="rivers-and-becks").name == "Water"
    assert client.post(f"{path}{topic.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Event.objects.filter(verb="practice.topic_named", actor_name="Ines Marsh").count() == 2
    assert "Water" in client.get(reverse("practice:list")).content.decode()


def test_what_was_withdrawn_is_offered_nowhere_and_says_so_where_it_stands(two, exchange, amina, carys, client):
    near = write_practice(exchange, amina, "Shorter meetings by telephone")
    meetings = two[0]
    withdraw(meetings.page, "We talk more now.", by=SYSTEM, at=now())
    client.force_login(carys)
    listed = client.get(reverse("practice:in-space", args=[exchange.pk])).content.decode()
    beside = client.get(reverse("practice:practice", args=[near.pk])).content.decode()
    assert [">Shorter meetings<" in page for page in (listed, beside)] == [False, False]
    assert similar("Has anyone had shorter meetings?", exchange, carys).practices == [near]
    own = client.get(reverse("practice:practice", args=[meetings.pk])).content.decode()
    assert "This practice was withdrawn on" in own
    assert "We talk more now." in own

"""Collections, kept by whoever earned the standing of a contributor, of any grade."""

import pytest
from django.urls import reverse

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.pages.actions.moving import move_page
from apps.pages.models import Page
from apps.people.choices import Breadth
from apps.practice.actions import gathering
from apps.practice.models import Collection
from apps.practice.queries.gathering import collections_in, items_of
from apps.records.actions import SYSTEM
from apps.records.models import Event
from apps.trust.choices import Level
from tests import stories
from tests.exchange import open_exchange, stand
from tests.practising import write_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(exchange, dev):
    """Practices in the order of their titles."""
    return [write_practice(exchange, dev, title) for title in ("Ask drivers", "Book early", "Count gulls")]


@pytest.fixture
def gatherer(exchange, carys):
    return stand(carys, exchange.community, Level.CONTRIBUTOR)


@pytest.fixture
def collection(exchange, three, gatherer):
    """The three, collected by Carys."""
    made = gathering.make(exchange, "First week", "Read these first.", by=gatherer, at=now())
    for practice in three:
        gathering.add(made, practice, "", by=gatherer, at=now())
    return made


def shown(collection, person):
    return [str(item.practice) for item in items_of(collection, person)]


def test_a_contributor_makes_a_collection_adds_to_it_and_orders_it_on_the_record(exchange, three, gatherer, client):
    client.force_login(gatherer)
    client.post(reverse("practice:collection-new", args=[exchange.pk]), {"title": "First week", "introduction": ""})
    collection = Collection.objects.get()
    for practice in three:
        said = {"collection": collection.pk, "note": "Start here."}
        assert client.post(reverse("practice:collect", args=[practice.pk]), said).url == collection.get_absolute_url()
    first, second, third = collection.items.all()
    client.post(reverse("practice:collection-up", args=[third.pk]))
    client.post(reverse("practice:collection-out", args=[first.pk]))
    client.post(reverse("practice:collection-note", args=[second.pk]), {"note": "Then this."})
    renamed = {"title": "Your first week", "introduction": "For whoever is new."}
    client.post(reverse("practice:collection-rename", args=[collection.pk]), renamed)
    assert [(str(item.practice), item.note) for item in collection.items.all()] == [
        ("Count gulls", "Start here."),
        ("Book early", "Then this."),
    ]
    said = client.get(collection.get_absolute_url()).content.decode()
    assert "Your first week" in said
    assert "For whoever is new." in said
    verbs = Event.objects.filter(verb__contains="collect").order_by("sequence").values_list("verb", flat=True)
    assert [verb.removeprefix("practice.") for verb in verbs] == [
        "collection_made",
        *["collected"] * 3,
        "collection_ordered",
        "uncollected",
        "collection_noted",
        "collection_renamed",
    ]


def test_neither_a_member_nor_the_head_of_the_directorate_keeps_collections(
    exchange, three, collection, ben, fay, client
):
    stand(ben, exchange.community, Level.MEMBER)
    for person in (ben, fay):
        with pytest.raises(Refused, match="Only contributors and stewards"):
            gathering.make(exchange, "Mine", "", by=person, at=now())
        client.force_login(person)
        assert client.post(reverse("practice:collection-out", args=[collection.items.first().pk])).status_code == 403
    assert b"Take out" not in client.get(collection.get_absolute_url()).content


def test_a_practice_is_in_a_collection_once_and_of_its_space(exchange, three, collection, gatherer, amina, dev):
    with pytest.raises(Refused, match="in this collection already"):
        gathering.add(collection, three[0], "", by=gatherer, at=now())
    elsewhere = write_practice(open_exchange(dev, "Ours", Breadth.GOVERNMENT), dev, "Elsewhere")
    with pytest.raises(Refused, match="of another space"):
        gathering.add(collection, elsewhere, "", by=gatherer, at=now())
    with pytest.raises(Refused, match="of that name"):
        gathering.make(exchange, "First week", "", by=gatherer, at=now())


def test_the_first_stays_first_and_what_was_taken_out_is_gone(collection, gatherer):
    first, *_ = collection.items.all()
    gathering.move_up(first, by=gatherer, at=now())
    assert shown(collection, gatherer) == ["Ask drivers", "Book early", "Count gulls"]
    gathering.take_out(first, by=gatherer, at=now())
    for act in (gathering.take_out, gathering.move_up):
        with pytest.raises(StateChanged, match="since you opened this page"):
            act(first, by=gatherer, at=now())
    with pytest.raises(StateChanged, match="since you opened this page"):
        gathering.note(first, "Gone.", by=gatherer, at=now())


def test_what_a_reader_may_not_read_is_neither_shown_nor_counted(collection, three, exchange, dev, amina):
    Page.objects.filter(pk=three[1].page_id).update(hidden_at=now())
    assert shown(collection, amina) == ["Ask drivers", "Count gulls"]
    assert [one.practices for one in collections_in(exchange, amina)] == [2]


def test_who_moves_a_practice_up_sees_it_move(collection, three, gatherer):
    Page.objects.filter(pk=three[1].page_id).update(hidden_at=now())
    gathering.move_up(items_of(collection, gatherer)[1], by=gatherer, at=now())
    assert shown(collection, gatherer) == ["Count gulls", "Ask drivers"]
    Page.objects.filter(pk=three[1].page_id).update(hidden_at=None)
    assert shown(collection, gatherer) == ["Count gulls", "Ask drivers", three[1].page.title]


def test_a_practice_that_moved_names_no_collection_of_a_space_for_fewer(exchange, dev, carys, client):
    ours = open_exchange(dev, "Ours", Breadth.DIRECTORATE)
    stand(dev, ours.community, Level.CONTRIBUTOR)
    practice = write_practice(ours, dev, "Rural timetables")
    gathering.add(gathering.make(ours, "Our plans", "", by=dev, at=now()), practice, "", by=dev, at=now())
    move_page(practice.page, under=stories.front(exchange), by=SYSTEM, at=now(), because="For all.")
    Page.objects.filter(pk=practice.page_id).update(audience_unit=exchange.audience_unit)
    for person, is_named in ((dev, True), (carys, False)):
        client.force_login(person)
        page = client.get(reverse("practice:practice", args=[practice.pk]))
        assert (page.status_code, b"Our plans" in page.content) == (200, is_named)

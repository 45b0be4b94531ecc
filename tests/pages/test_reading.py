"""A page is laid out once for readers of one reach, and never shown to anybody else."""

from datetime import timedelta

from django.test import Client

from apps.core.clock import now
from apps.pages.models import Imprint, Page
from apps.pages.queries.pages import glance
from apps.pages.shelf import Shelf
from apps.pages.views.reading import NAME
from apps.people.actions import end_posting
from apps.people.models import Person
from apps.records.actions import SYSTEM
from tests import stories


def read(page: Page, person: Person) -> tuple[int, str]:
    client = Client()
    client.force_login(person)
    answer = client.get(page.get_absolute_url())
    return answer.status_code, answer.content.decode()


def test_a_glance_sees_what_the_rule_sees(amina: Person, dev: Person, erin: Person, hal: Person) -> None:
    for person in (amina, dev, erin, hal):
        at = now()
        glance(person, at=at)
        assert person.reach == Person.objects.get(pk=person.pk).reach_at(at)


def test_a_glance_at_the_second_a_posting_ends_sees_nothing(amina: Person) -> None:
    at = now()
    end_posting(amina.postings.get(), ends_at=at, by=SYSTEM, at=at, because="Moved on.")
    glance(amina, at=at - timedelta(seconds=1))
    assert amina.reach
    glance(amina, at=at)
    assert not amina.reach


def test_each_reader_is_called_by_their_own_name(fares: Page, amina: Person, ben: Person) -> None:
    for person in (amina, ben, amina):
        status, text = read(fares, person)
        assert (status, person.name in text) == (200, True)
        assert NAME not in text
    assert "Ben Hughes</a>" not in read(fares, amina)[1]


def test_no_text_stands_for_the_name_of_whoever_reads_it(fares: Page, amina: Person, ben: Person) -> None:
    page = stories.publish(fares, amina, ben, "Thanks to \x02reader\x03")
    assert "Thanks to \x02reader\x03</h1>" in read(page, ben)[1]


def test_a_new_edition_is_read_at_once(fares: Page, amina: Person, ben: Person) -> None:
    assert "Fares are capped." in read(fares, amina)[1]
    before = Imprint.objects.get().number
    stories.revise(fares, amina, ben, "Fares are free.")
    assert Imprint.objects.get().number == before + 1
    text = read(fares, amina)[1]
    assert "Fares are free." in text
    assert "Fares are capped." not in text


def test_a_child_published_later_shows_at_once(fares: Page, amina: Person, ben: Person) -> None:
    assert "Passes" not in read(fares, amina)[1]
    stories.publish(fares, amina, ben, "Passes")
    assert "Passes" in read(fares, amina)[1]


def test_whoever_leaves_reads_nothing_more(fares: Page, ben: Person) -> None:
    assert read(fares, ben)[0] == 200
    at = now()
    end_posting(ben.postings.get(), ends_at=at, by=SYSTEM, at=at, because="Moved on.")
    assert read(fares, ben)[0] == 404


def test_members_and_readers_are_laid_out_for_apart(fares: Page, amina: Person, dev: Person) -> None:
    assert "Add a page below this one" in read(fares, amina)[1]
    assert "Add a page below this one" not in read(fares, dev)[1]


def test_the_shelf_lets_go_of_what_was_longest_unread() -> None:
    shelf = Shelf(most_characters=10)
    shelf.put("a", "12345")
    shelf.put("b", "12345")
    assert shelf.get("a") == "12345"
    shelf.put("c", "12345")
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == ("12345", None, "12345")
    assert shelf.held == 10

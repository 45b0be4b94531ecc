"""Naming people, units and pages in what is said: who is meant, what is stored, and what each reader is shown."""

import pytest

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.models import Page
from apps.people.models import Person
from apps.rooms import naming
from apps.rooms.models import Message
from apps.rooms.queries import called
from apps.rooms.wording import candidates, with_names
from tests.cast import Government, post, unit
from tests.cast import person as somebody
from tests.rooms.talking import general, open_room, say


def read(body: str, by: Person, **also: object) -> naming.Named:
    return naming.read(body, by, now(), **also)


def refusal(body: str, by: Person, **also: object) -> str:
    with pytest.raises(Refused) as refused:
        read(body, by, **also)
    return refused.value.reason


def seen(message: Message, person: Person) -> str:
    return naming.in_words([message], Person.objects.get(pk=person.pk))[message.pk]


def test_names_are_found_where_somebody_would_type_them():
    said = "@[Sam Smith] and (@Ben Hughes). Not ben@here, /@path, \\@x or `@code`; @amina.osei's, @Bus Services"
    assert candidates(said) == (["Sam Smith"], ["Ben Hughes", "amina.osei's", "Bus Services"])
    labels = {"ben hughes": "Ben Hughes", "amina.osei": "Amina Osei", "bus services": "Bus Services"}
    assert with_names(said, labels) == (
        "@[Sam Smith] and (@[Ben Hughes]). Not ben@here, /@path, \\@x or `@code`; @[Amina Osei]'s, @[Bus Services]"
    )
    assert with_names("@ben hughes could you look? @Ben Hughes.", labels) == (
        "@[Ben Hughes] could you look? @[Ben Hughes]."
    )


def test_people_and_units_are_stored_by_their_names(amina, ben, carys, government: Government):
    named = read("@ben.hughes, @Carys Pritchard and @[bus services]: see @5pm or @Nobody", amina)
    assert named == naming.Named(
        body="@[Ben Hughes], @[Carys Pritchard] and @[Bus Services]: see @5pm or @Nobody",
        html='<p><span class="app-named">@Ben Hughes</span>, <span class="app-named">@Carys Pritchard</span> and '
        '<span class="app-named">@Bus Services</span>: see @5pm or @Nobody</p>\n',
        people=(ben, carys),
        units=(government.bus_services,),
    )
    assert read(named.body, amina) == named


def test_a_name_in_brackets_that_is_nobodys_is_refused(amina):
    assert refusal("Ask @[Zoe Nobody].", amina) == (
        "There is nobody, and no unit, called ‘Zoe Nobody’. Write the whole name, or the part of their e-mail address "
        "before the @."
    )
    assert "at most 50" in refusal(" ".join(f"@a{number}," for number in range(51)), amina)


def test_two_of_one_name_are_told_apart_by_their_addresses(amina, carys, government: Government):
    room = open_room(amina)
    here = post(somebody("Sam Smith"), government.rural_transport, "HEO", "Adviser")
    there = somebody("Sam Smith 2")
    Person.objects.filter(pk=there.pk).update(name="Sam Smith")
    assert refusal("@Sam Smith, look.", amina) == (
        "More than one person is called ‘Sam Smith’. Write @[sam.smith.2] or @[sam.smith]."
    )
    # In the room there is only one.
    assert read("@Sam Smith, look.", amina, room=room).people == (here,)
    named = read("@sam.smith, look.", amina)
    assert (named.body, named.people) == ("@[sam.smith], look.", (here,))


def test_the_longest_name_is_meant(amina, government: Government):
    """Whoever is called by the beginning of a name is not named by it, however many they are."""
    meant = post(somebody("Sam Smith Jones"), government.legal, "HEO", "Lawyer")
    for number in (2, 3):
        Person.objects.filter(pk=somebody(f"Sam Smith {number}").pk).update(name="Sam Smith")
    named = read("@Sam Smith Jones and @Transport and Access", amina)
    assert (named.people, named.units) == ((meant,), (government.transport,))


def test_whoever_was_named_before_can_be_named_on_when_it_is_edited(amina, ben, erin):
    message = say(general(open_room(amina)), amina, "@Ben Hughes, look.")
    Person.objects.filter(pk=ben.pk).update(is_active=False)
    assert "nobody" in refusal(message.body, amina)
    assert read(message.body, amina, was=message).people == (ben,)


def test_a_unit_of_very_many_is_refused(amina, ben, government: Government, monkeypatch):
    monkeypatch.setattr(called, "MOST_CALLED", 1)
    assert refusal("@Rural Transport, look.", amina) == (
        "2 people would be told, as they are in Rural Transport. At most 1 can be: name a smaller unit, or the people "
        "you mean."
    )
    # Nobody is told again of what only changes, and only those who read the room count.
    monkeypatch.setattr(called, "MOST_CALLED", 50)
    before = say(general(open_room(amina, "Fares")), amina, "@Rural Transport, look.")
    monkeypatch.setattr(called, "MOST_CALLED", 1)
    assert read("@[Rural Transport], look again.", amina, was=before).units == (government.rural_transport,)
    room = open_room(amina, by_invitation=True)
    assert read("@Rural Transport, look.", amina, room=room).units == (government.rural_transport,)


def test_a_unit_is_told_apart_by_the_one_above(amina, government: Government):
    other = unit("Rural Transport", "Team", government.shoreline)
    assert refusal("@Rural Transport", amina) == (
        "More than one unit is called ‘Rural Transport’. Write @[Rural Transport, Shoreline] or "
        "@[Rural Transport, Transport and Access]."
    )
    named = read("@[rural transport, shoreline]", amina)
    assert (named.body, named.units) == ("@[Rural Transport, Shoreline]", (other,))


@pytest.mark.parametrize(
    "typed",
    [
        "[[Fares]]",
        "[[fares|Fares]]",
        "[Fares](/wiki/rural-buses/fares/)",
        "http://127.0.0.1:8000/wiki/rural-buses/fares/",
        "<http://127.0.0.1:8000/wiki/rural-buses/fares/#h-cap>",
    ],
)
def test_the_title_of_a_page_is_for_those_who_may_read_it(typed: str, fares: Page, amina, carys):
    named = read(f"See {typed}, and `{typed}`.", amina)
    assert (named.html, named.pages) == ("", (fares,))
    assert f"and `{typed}`" in named.body
    message = Message(pk=1, body=named.body, html=named.html)
    assert naming.names_pages(message)
    stored = named.body.partition(", and")[0]
    assert stored in (f"See [[page:{fares.pk}]]", f"See [[page:{fares.pk}|Fares]]")
    message.body = stored
    assert (seen(message, amina), seen(message, carys)) == ("See Fares", "See a page you cannot read")
    _before, link, _after = naming.html_for([message], amina)[1]
    assert (link.text, link.path) == ("Fares", "rural-buses/fares")


def test_what_its_writer_may_not_read_is_left_as_it_was_typed(fares: Page, carys):
    for typed in ("[[Fares]]", "http://127.0.0.1:8000/wiki/rural-buses/fares/"):
        named = read(typed, carys)
        assert (named.body, named.pages) == (typed, ())


def test_its_writer_edits_titles_and_not_numbers(fares: Page, amina, carys):
    body = f"[[page:{fares.pk}]] or [[page:{fares.pk}|this]]"
    assert naming.for_editing(body, amina) == "[[Fares]] or [[Fares|this]]"
    assert naming.for_editing(body, carys) == body
    assert read(body, carys).pages == ()


def test_many_messages_are_shown_with_one_query(fares: Page, amina, django_assert_num_queries):
    messages = [Message(pk=pk, body=f"[[page:{fares.pk}]] {pk}") for pk in range(1, 40)]
    assert amina.reach
    with django_assert_num_queries(1):
        assert len(naming.html_for(messages, amina)) == 39

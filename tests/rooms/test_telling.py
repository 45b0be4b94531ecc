"""Who hears of a message: those it names and the one it answers, if they read the room and have not muted it."""

from django.core import mail

from apps.core.clock import now
from apps.notices.models import Notice
from apps.notices.queries import told
from apps.people.models import Person
from apps.rooms.actions import editing, inviting
from apps.rooms.models import Message, RoomMark, TopicMark
from tests.cast import leave
from tests.rooms.talking import general, open_room, say


def heard() -> set[tuple[str, str]]:
    """Who was told what, in words."""
    return {(str(one.person), one.kind) for one in Notice.objects.filter(about_kind="rooms.message")}


def test_those_named_and_the_one_answered_hear_of_it_once_each(
    amina, ben, carys, hire, django_capture_on_commit_callbacks
):
    jo = hire("Jo Grant", "EO")
    topic = general(open_room(amina))
    first = say(topic, ben, "Who knows?")
    with django_capture_on_commit_callbacks(execute=True):
        say(topic, amina, "@Ben Hughes, @Carys Pritchard, @amina.osei and @[Rural Transport]", answers=first)
    # Ben is named, and would be told as the one answered and as one of his unit too; Carys reads nothing here.
    assert heard() == {("Ben Hughes", "MENTIONED"), ("Jo Grant", "CALLED")}
    assert {one.to[0]: one.subject for one in mail.outbox} == {
        ben.email: "OFFICIAL: Winter fares, General names you in a room",
        jo.email: "OFFICIAL: Winter fares, General names a unit of yours in a room",
    }
    message = Message.objects.get(number=2)
    assert message.get_absolute_url() in mail.outbox[0].body
    assert {str(one) for one in message.mentions.all()} == {
        f"{name} in {message}" for name in ("Amina Osei", "Ben Hughes", "Carys Pritchard", "Rural Transport")
    }


def test_whoever_is_answered_hears_of_it(amina, ben):
    topic = general(open_room(amina))
    first = say(topic, ben, "Who knows?")
    say(topic, ben, "I do.", answers=first)
    assert heard() == set()
    say(topic, amina, "Fay does.", answers=first)
    assert heard() == {("Ben Hughes", "RESPONDED")}


def test_whoever_mutes_the_room_or_the_topic_is_left_in_peace(amina, ben, hire):
    jo = hire("Jo Grant", "EO")
    topic = general(open_room(amina))
    RoomMark.objects.create(room=topic.room, person=ben, came_at=now(), muted_at=now())
    TopicMark.objects.create(topic=topic, person=jo, muted_at=now())
    say(topic, amina, "@Ben Hughes and @Jo Grant?")
    assert heard() == set()


def test_an_edit_tells_only_those_it_names_afresh(amina, ben, hire):
    hire("Jo Grant", "EO")
    topic = general(open_room(amina))
    message = say(topic, amina, "@Ben Hughes?")
    editing.edit(message, "@Ben Hughes and @Jo Grant?", made_on=0, by=amina, at=now())
    assert heard() == {("Ben Hughes", "MENTIONED"), ("Jo Grant", "MENTIONED")}
    assert Notice.objects.count() == 2
    editing.edit(message, "@Jo Grant?", made_on=1, by=amina, at=now())
    assert [str(one.person) for one in message.mentions.all()] == ["Jo Grant"]


def test_nobody_is_told_of_what_they_may_no_longer_read(amina, ben, hire):
    """Law 5: a notice shows what its reader may read now, and of a closed room one has left not even the title."""
    jo = hire("Jo Grant", "EO")
    room = open_room(amina, "Reorganisation", by_invitation=True)
    for person in (ben, jo):
        inviting.invite(room, person, by=amina, at=now())
    message = say(general(room), amina, "@Ben Hughes and @Jo Grant?")

    def titles(person: Person) -> list[str]:
        person = Person.objects.get(pk=person.pk)
        return [one.subject.title for one in told(person, list(Notice.objects.filter(person=person).order_by("pk")))]

    assert titles(ben) == ["Reorganisation", "Reorganisation, General"]
    editing.withdraw(message, by=amina, at=now())
    assert titles(ben) == ["Reorganisation"]
    inviting.ask_out(room, ben, because="They work on something else now.", by=amina, at=now())
    assert titles(ben) == ["A room you were in", "A room you were in"]
    leave(jo)
    assert titles(jo) == []

"""What is kept and for how long: holds that stop everything, disposal by two people, and a topic as a file."""

from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice
from apps.pages.models import StoredFile
from apps.people.models import Person
from apps.records.models import Event, Hold
from apps.records.queries import first_fault
from apps.rooms.actions import disposing, editing, holds
from apps.rooms.choices import Retention, Went
from apps.rooms.models import Disposal, MessageFile, MessageRevision, Promotion, Room
from apps.rooms.queries.keeping import due_in, next_due, years_before
from apps.rooms.rules.holds import ON_HOLD, is_held
from tests.cast import leave
from tests.rooms.talking import general, open_room, say

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def old(amina: Person, ben: Person) -> Room:
    """A room of everyday talk, in which Amina and Ben said something three years ago, and Ben does so today."""
    room = open_room(amina, retention=Retention.TALK)
    say(general(room), amina, "The cap ends in May.")
    say(general(room), ben, "In March, I think.")
    room.messages.update(at=now() - timedelta(days=3 * 366))
    say(general(room), ben, "It did end in March.")
    return Room.objects.get(pk=room.pk)


def bodies(room: Room) -> list[str]:
    return list(room.messages.order_by("number").values_list("body", flat=True))


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [((2026, 11, 23), 2, (2024, 11, 23)), ((2028, 2, 29), 7, (2021, 2, 28)), ((2026, 3, 29), 20, (2006, 3, 29))],
)
def test_years_are_counted_by_the_calendar(day: tuple[int, ...], years: int, then: tuple[int, ...]) -> None:
    assert years_before(datetime(*day, 12, tzinfo=LONDON), years) == datetime(*then, tzinfo=LONDON)


@pytest.mark.django_db
def test_a_hold_stops_every_change_and_says_not_why(old: Room, amina: Person, ben: Person, ines: Person) -> None:
    latest = old.messages.get(body="It did end in March.")
    with pytest.raises(Refused, match="Only an administrator"):
        holds.hold(old, because="I want to.", by=amina, at=now())
    hold = holds.hold(old, because="Request 412, on fares.", by=ines, at=now())
    assert is_held(old) == hold
    refused = [
        lambda: editing.edit(latest, "No.", made_on=0, by=ben, at=now()),
        lambda: editing.withdraw(latest, by=ben, at=now()),
        lambda: disposing.ask(old, because="It is old.", by=amina, at=now()),
    ]
    for act in refused:
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.reason == ON_HOLD
    with pytest.raises(Refused, match="on hold already"):
        holds.hold(old, because="Again.", by=ines, at=now())
    assert Event.objects.about(old).filter(because__contains="412").count() == 0
    holds.lift(old, because="It was answered.", by=ines, at=now())
    assert is_held(old) is None
    with pytest.raises(Refused, match="not on hold"):
        holds.lift(old, because="Again.", by=ines, at=now())
    editing.withdraw(latest, by=ben, at=now())
    assert list(Event.objects.about(hold).order_by("sequence").values_list("verb", "because")) == [
        ("records.held", "Request 412, on fares."),
        ("records.hold_lifted", "It was answered."),
    ]


@pytest.mark.django_db
def test_one_hold_at_a_time_is_the_law_of_the_database(old: Room, ines: Person) -> None:
    hold = holds.hold(old, because="Request 412.", by=ines, at=now())
    hold.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        hold.save()
    assert Hold.objects.count() == 1


@pytest.mark.django_db
def test_disposal_takes_two_people_of_the_unit(
    old: Room, amina: Person, ben: Person, carys: Person, fay: Person
) -> None:
    with pytest.raises(Refused, match="whom ‘Winter fares’ is for"):
        disposing.ask(old, because="It is old.", by=carys, at=now())
    asked = disposing.ask(old, because="It is old.", by=ben, at=now())
    assert list(Notice.objects.filter(kind=NoticeKind.DISPOSAL).values_list("person", flat=True)) == [amina.pk]
    with pytest.raises(Refused, match="You asked for this yourself"):
        disposing.approve(asked, by=ben, at=now())
    with pytest.raises(Refused):
        disposing.approve(asked, by=fay, at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.update(approved_by=ben, approved_at=now(), digest="f")
    assert bodies(old) == ["The cap ends in May.", "In March, I think.", "It did end in March."]


@pytest.mark.django_db
def test_what_is_disposed_of_leaves_a_tombstone_and_a_certificate(old: Room, amina: Person, ben: Person) -> None:
    first, second, latest = old.messages.order_by("number")
    MessageRevision.objects.create(message=first, body="The cap ends in June.", at=first.at)
    alone, shared = (_file(name, ben) for name in ("alone", "shared"))
    for message, file in ((first, alone), (first, shared), (latest, shared)):
        MessageFile.objects.create(message=message, file=file, name=f"{file.sha256[0]}.pdf")
    expected = disposing.digest_of(due_in(old, now()))
    asked = disposing.ask(old, because="It is old.", by=ben, at=now())
    done = disposing.approve(asked, by=amina, at=now())
    assert (done.messages, done.digest, done.up_to) == (2, expected, second.number)
    assert bodies(old) == ["", "", "It did end in March."]
    first.refresh_from_db()
    assert (first.by, first.number, first.has_words) == (amina, 1, False)
    assert not MessageRevision.objects.exists()
    assert [file.message for file in MessageFile.objects.all()] == [latest]
    kept = dict(StoredFile.objects.values_list("pk", "attached_at"))
    assert (kept[alone.pk], kept[shared.pk] is None) == (None, False)
    changes = list(old.messages.order_by("number").values_list("change", flat=True))
    assert len(set(changes)) == 3
    assert max(changes) <= Room.objects.get(pk=old.pk).last_change
    verbs = Event.objects.about(done).order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["rooms.disposal_asked", "rooms.disposed"]
    assert first_fault() is None
    with pytest.raises(Refused, match="decided already"):
        disposing.approve(done, by=amina, at=now())


def _file(name: str, by: Person) -> StoredFile:
    sha256_of = sha256(name.encode()).hexdigest()
    facts = {"size": 5, "media_type": "application/pdf", "stored_at": now(), "attached_at": now()}
    return StoredFile.objects.create(sha256=sha256_of, stored_by=by, **facts)


@pytest.mark.django_db
def test_what_became_a_page_or_a_decision_stays_whole(old: Room, amina: Person, ben: Person) -> None:
    first = old.messages.order_by("number").first()
    topic = general(old)
    facts = {"room": old, "topic": topic, "room_title": str(old), "topic_title": str(topic), "people": "Amina Osei"}
    decision = old.decisions.create(title="End it", reasons="-", decided_on=now().date(), by=amina, at=now())
    times = {"first_at": now(), "last_at": now(), "at": now()}
    promotion = Promotion.objects.create(kind=Went.DECISION, decision=decision, by=amina, **facts, **times)
    promotion.messages.create(message=first)
    disposing.approve(disposing.ask(old, because="Old.", by=ben, at=now()), by=amina, at=now())
    assert bodies(old) == ["The cap ends in May.", "", "It did end in March."]


@pytest.mark.django_db
def test_a_refusal_says_why_and_whoever_asked_can_think_better_of_it(old: Room, amina: Person, ben: Person) -> None:
    asked = disposing.ask(old, because="It is old.", by=ben, at=now())
    with pytest.raises(Refused, match="Somebody has asked for this already"):
        disposing.ask(old, because="It is old.", by=amina, at=now())
    disposing.refuse(asked, because="The inquiry may ask for it.", by=ben, at=now())
    asked.refresh_from_db()
    assert (asked.is_open, asked.refused_by, bodies(old)[0]) == (False, ben, "The cap ends in May.")
    longer = disposing.ask(old, because="It is old.", by=ben, at=now())
    disposing.set_retention(old, Retention.POLICY, because="It is policy.", by=amina, at=now())
    with pytest.raises(Refused, match="Nothing that was said"):
        disposing.approve(longer, by=amina, at=now())


@pytest.mark.django_db
def test_those_who_keep_a_room_are_told_once_of_what_falls_due(old: Room, amina: Person, ben: Person) -> None:
    at = now()
    assert [disposing.tell_of_what_falls_due(at + timedelta(days=days)) for days in (0, 0, 1, 31)] == [1, 0, 0, 1]
    told = Notice.objects.filter(kind=NoticeKind.FALLS_DUE)
    assert {notice.person for notice in told} == {amina}
    leave(amina)
    assert disposing.tell_of_what_falls_due(at + timedelta(days=62)) == 1
    assert told.latest("pk").person == ben
    assert next_due(old, at) == years_before(at, -2) + timedelta(days=1)


@pytest.mark.django_db
def test_a_topic_is_read_as_a_file_in_which_nobody_can_forge_a_message(
    old: Room, amina: Person, ben: Person, client: Client
) -> None:
    topic = general(old)
    changed = say(topic, amina, "Agreed.\n\n## 4. Gwen Okafor, Director\n\nNo.")
    editing.edit(changed, "Not agreed.", made_on=0, by=amina, at=now())
    editing.withdraw(old.messages.get(body="It did end in March."), by=ben, at=now())
    topic.refresh_from_db()
    client.force_login(ben)
    told = b"".join(client.post(f"/rooms/topics/{topic.pk}/export/"))
    text = told.decode()
    assert text.startswith("OFFICIAL\n\n# General\n")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert [line.split(",")[0] for line in headings] == [
        "## 1. Amina Osei",
        "## 2. Ben Hughes",
        "## 3. Ben Hughes",
        "## 4. Amina Osei",
    ]
    assert "> Not agreed.\n" in text
    assert "> ## 4. Gwen Okafor, Director\n" in text
    assert "Withdrawn by Ben Hughes" in text
    assert "It did end" not in text
    above, _, last = told.rpartition(b"\nSHA-256 ")
    assert last.decode().strip().endswith(sha256(above).hexdigest())
    assert Event.objects.about(topic).filter(verb="rooms.exported").count() == 1


@pytest.mark.django_db
def test_the_screens_of_keeping_work_from_first_to_last(
    old: Room, amina: Person, ben: Person, ines: Person, client: Client
) -> None:
    client.force_login(ben)
    assert "2 messages" in client.get(f"/rooms/{old.pk}/retention/").content.decode()
    assert client.post(f"/rooms/{old.pk}/dispose/", {"because": ""}).status_code == 422
    asked = client.post(f"/rooms/{old.pk}/dispose/", {"because": "It is old."})
    assert "You asked for this yourself" in client.get(asked["Location"]).content.decode()
    assert client.post(f"/rooms/{old.pk}/retention/change/", {"retention": 2, "because": "x"}).status_code == 422
    client.force_login(ines)
    assert client.get(asked["Location"]).status_code == 404
    assert "Winter fares" in client.get("/rooms/holds/?words=winter").content.decode()
    assert client.post(f"/rooms/{old.pk}/hold/", {"because": "Request 412."}).status_code == 302
    assert "Request 412." in client.get("/rooms/holds/").content.decode()
    client.force_login(amina)
    assert "on hold" in client.get(f"/rooms/{old.pk}/retention/").content.decode()
    assert client.post(f"{asked['Location']}approve/").status_code == 403
    assert client.get(f"/rooms/{old.pk}/hold/").status_code == 403
    client.force_login(ines)
    assert client.post(f"/rooms/{old.pk}/hold/lift/", {"because": "Answered."}).status_code == 302
    client.force_login(amina)
    certificate = client.post(f"{asked['Location']}approve/", follow=True).content.decode()
    assert "Certificate of disposal" in certificate
    assert Disposal.objects.get().digest in certificate


@pytest.mark.django_db
def test_how_it_began_goes_from_over_the_answers_to_it_too(old: Room, amina: Person, ben: Person) -> None:
    """Whoever has the room open is sent the answers afresh: over each stood how what it answers began."""
    answer = say(general(old), ben, "So it does.", answers=old.messages.get(number=1))
    disposing.approve(disposing.ask(old, because="Two years are over.", by=amina, at=now()), by=ben, at=now())
    was = answer.change
    answer.refresh_from_db()
    old.refresh_from_db()
    assert was < answer.change <= old.last_change

"""Files that come with messages: looked through, kept, and handed out to those who read the message."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.actions import guidelines
from apps.moderation.actions.measures import TAKEN_OUT
from apps.moderation.subjects import FLAGGABLE
from apps.pages.actions.files import throw_away_orphans
from apps.pages.files import check
from apps.pages.models import StoredFile
from apps.records.models import Event
from apps.rooms.actions import editing
from apps.rooms.actions.files import Brought
from apps.rooms.models import Message, MessageFile
from tests.pages.files import samples
from tests.rooms.talking import general, open_room, say

CHART = check(samples.image(), "Chart.png")
ANNEX = check(b"Every route.", "Annex.txt")


@pytest.fixture
def topic(amina):
    return general(open_room(amina))


def test_files_go_with_a_message_and_are_kept(topic, amina):
    message = say(topic, amina, "", files=(Brought(CHART, "Fares fell"), Brought(CHART), Brought(ANNEX, "All routes")))
    assert list(message.files.order_by("pk").values_list("name", "alt", "file__sha256")) == [
        ("chart.png", "Fares fell", CHART.sha256),
        ("chart-2.png", "", CHART.sha256),
        ("annex.txt", "All routes", ANNEX.sha256),
    ]
    assert not StoredFile.objects.filter(attached_at=None).exists()
    verbs = Event.objects.about(message).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["rooms.file_added"] * 3 + ["rooms.said"]


def test_what_may_not_be_kept_is_refused_and_nothing_is_said(topic, amina, ben, carys):
    for files, sentence in (
        ((Brought(ANNEX),) * 6, "At most 5 files go with one message."),
        ((Brought(ANNEX, "TOP SECRET"),), "TOP SECRET"),
    ):
        with pytest.raises(Refused, match=sentence):
            say(topic, amina, "Look.", files=files)
    with pytest.raises(Refused):
        say(topic, carys, "Look.", files=(Brought(ANNEX),))
    assert not StoredFile.objects.exists()
    assert not Message.objects.exists()


def test_a_file_is_sent_by_a_plain_form_and_read_by_those_who_read_the_room(topic, amina, ben, carys, client: Client):
    guidelines.accept(by=amina, at=now())
    client.force_login(amina)
    sent = {"body": "Look.", "file": SimpleUploadedFile("Fares.PNG", samples.image())}
    refused = client.post(f"/rooms/topics/{topic.pk}/say/", sent)
    assert (refused.status_code, "Say what the image shows" in refused.content.decode()) == (422, True)
    sent = {"body": "Look.", "alt": "Fares fell", "file": SimpleUploadedFile("Fares.PNG", samples.image())}
    assert client.post(f"/rooms/topics/{topic.pk}/say/", sent).status_code == 302
    message = MessageFile.objects.get(name="fares.png").message
    address = f"/rooms/messages/{message.pk}/files/fares.png"
    assert f'src="{address}" alt="Fares fell"' in client.get(topic.get_absolute_url()).content.decode()
    client.force_login(ben)
    handed = client.get(address)
    assert (handed.status_code, handed["Content-Type"]) == (200, "image/png")
    assert "sandbox" in handed["Content-Security-Policy"]
    assert client.get(f"/rooms/messages/{message.pk}/files/other.png").status_code == 404
    client.force_login(carys)
    assert client.get(address).status_code == 404
    editing.withdraw(message, by=amina, at=now())
    client.force_login(ben)
    assert client.get(address).status_code == 404
    assert throw_away_orphans(now()) == 0


def test_words_are_taken_out_of_the_names_of_files_and_were_never_on_the_record(topic, amina):
    other = check(b"Another.", "taken-out.txt")
    message = say(topic, amina, "", files=(Brought(check(b"One.", "Jo.txt"), "Of Jo"), Brought(other)))
    redact = FLAGGABLE["rooms.message"].redact
    assert [redact(str(message.pk), words, amina, now()) for words in ("jo", "Jo")] == [1, 1]
    files = message.files.order_by("pk").values_list("name", "alt")
    assert list(files) == [("taken-out-2.txt", f"Of {TAKEN_OUT}"), ("taken-out.txt", "")]
    assert not [event for event in Event.objects.about(message) if "name" in event.details]

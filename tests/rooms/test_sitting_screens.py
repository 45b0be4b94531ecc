"""Web chats as somebody runs one on the screens, with what goes wrong on the way."""

from datetime import timedelta

from django.utils.timezone import localtime

from apps.core.clock import now
from apps.people.choices import Breadth
from apps.rooms.actions import sitting_questions
from apps.rooms.choices import AskedState
from apps.rooms.models import Asked, Message, Sitting
from tests.rooms.sitting import announce, ask, begun
from tests.rooms.talking import open_room


def test_a_web_chat_is_announced_with_every_mistake_told(client, amina, fay):
    room = open_room(amina, audience=Breadth.DIRECTORATE)
    day = localtime(now()) + timedelta(days=2)
    new = f"/rooms/{room.pk}/sittings/new/"
    typed = {"title": "Ask Fay", "leader": "fay campbell", "day_day": day.day, "day_month": day.month}
    typed |= {"day_year": day.year, "starts": "3pm", "ends": "2pm", "clears_answers": "on"}
    client.force_login(fay)
    assert "Only a steward" in client.get(new).content.decode()
    assert client.post(new, typed | {"ends": "4pm"}).status_code == 422
    client.force_login(amina)
    late = client.post(new, typed)
    assert (late.status_code, late.context["form"].errors) == (422, {"ends": ["A web chat ends after it starts."]})
    client.post(new, typed | {"ends": "4pm"})
    sitting = Sitting.objects.get()
    assert (sitting.leader, localtime(sitting.starts_at).hour, sitting.clears_answers) == (fay, 15, True)


def test_a_web_chat_is_asked_in_answered_and_cleared_by_plain_forms(client, amina, ben, fay):
    sitting = announce(open_room(amina, audience=Breadth.DIRECTORATE), fay, by=amina, clears_answers=True)
    client.force_login(ben)
    asking = f"/sittings/{sitting.pk}/ask/"
    assert "Confirm that you have read" in client.post(asking, {"body": "Who pays?"}).content.decode()
    client.post(asking, {"body": "Who pays?", "accepts": "on"})
    place = f"/sittings/questions/{Asked.objects.get().pk}/"
    assert client.post(f"{place}vote/").status_code == 403
    client.force_login(amina)
    client.post(f"{place}vote/")
    client.post(f"{place}put/")
    begun(sitting, fay)

    client.force_login(fay)
    assert client.post(f"{place}answer/", {"body": " "}).status_code == 422
    unknown = client.post(f"{place}answer/", {"body": "@[Nobody Here] does."})
    assert (unknown.status_code, "@[Nobody Here] does." in unknown.content.decode()) == (422, True)
    client.post(f"{place}answer/", {"body": "The department."})
    assert client.post(f"{place}clear/", {"seen": "x"}).status_code == 403

    client.force_login(ben)
    cleared = client.get(f"{place}clear/")
    assert client.post(f"{place}clear/", {"seen": "of another text"}).status_code == 409
    client.post(f"{place}clear/", {"seen": cleared.context["seen"]})
    assert Asked.objects.get().state == AskedState.SHOWN
    assert "The department." in client.get(sitting.topic.get_absolute_url()).content.decode()


def test_who_does_not_read_the_room_is_told_of_nothing_in_it(client, amina, ben, dev, carys):
    sitting = announce(open_room(amina, audience=Breadth.DIRECTORATE), dev, by=amina)
    asked = ask(sitting, ben)
    sitting_questions.set_aside(asked, because="Again?", by=amina, at=now())
    pages = (f"/sittings/{sitting.pk}/", f"/sittings/questions/{asked.pk}/", f"/rooms/{sitting.room_id}/sittings/")
    expected = {carys: [404, 404, 404], dev: [200, 404, 200], ben: [200, 200, 200], amina: [200, 200, 200]}
    for person, statuses in expected.items():
        client.force_login(person)
        assert [client.get(page).status_code for page in pages] == statuses
    assert not Message.objects.exists()

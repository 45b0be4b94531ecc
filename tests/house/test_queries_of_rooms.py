"""The screens of rooms cost as many queries with thirty of everything as with three."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.moderation.actions import guidelines
from apps.pages.models import Page, Space
from apps.people.models import Person
from apps.rooms.actions import deciding, inviting, posting, reacting
from apps.rooms.actions.deciding import Decided, Place
from apps.rooms.actions.posting import Said
from apps.rooms.choices import Reacted, SittingState
from apps.rooms.models import Asked, Room, Sitting, Topic
from apps.trust.choices import Level
from tests import stories
from tests.exchange import stand
from tests.house.test_queries import child, costs
from tests.rooms.talking import general, open_room

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FEW, MANY = 3, 30


def fill(room: Room, closed: Room, page: Page, people: tuple[Person, Person], hire, numbers: range) -> None:
    """As many of everything as there are numbers, said by two people in turn."""
    topic = general(room)
    for number in numbers:
        by, other = people[number % 2], people[(number + 1) % 2]
        at = now() - timedelta(minutes=MANY - number)
        child(stories.front(page.space), f"Route {number}", by)
        guest = hire(f"Guest {number}", "EO")
        inviting.invite(closed, guest, by=people[0], at=at)
        message = posting.post(topic, Said(f"See [[Route {number}]], @[{guest}]."), by=by, at=at)
        posting.post(topic, Said("Thank you.", answers=message), by=other, at=at)
        reacting.react(message, Reacted.THANKS, by=other, at=at)
        Topic.objects.create(room=room, title=f"Topic {number}", last_at=at, opened_by=by, opened_at=at)
        decided = Decided(f"Decision {number}", "It is best.", localdate(), (by, other))
        deciding.record_decision(Place(room=room), decided, by=by, at=at)
        deciding.record_decision(Place(page=page, edition=page.edition), decided, by=by, at=at)
        hold_a_chat(room, by, number)
        open_room(by, f"Room {number}")


def hold_a_chat(room: Room, by: Person, number: int) -> None:
    """One to come, and one more question in the first of them."""
    starts = now() + timedelta(days=number + 1)
    topic = Topic.objects.create(room=room, title=f"Chat {number}", last_at=now(), opened_by=by, opened_at=now())
    facts = {"leader": by, "by": by, "at": now(), "starts_at": starts, "ends_at": starts + timedelta(hours=1)}
    Sitting.objects.create(room=room, topic=topic, title=topic.title, state=SittingState.ANNOUNCED, **facts)
    first = Sitting.objects.filter(room=room).order_by("pk")[0]
    Asked.objects.create(sitting=first, body=f"Why {uuid4()}?", by=by, at=now())


def screens(room: Room, closed: Room, page: Page) -> dict[str, str]:
    topic = general(room)
    paths = {name: reverse(f"rooms:{name}", args=[room.pk]) for name in ("room", "catch-up", "sittings", "decisions")}
    paths |= {name: reverse(f"rooms:{name}", args=[room.pk]) for name in ("since", "retention", "decisions-table")}
    paths |= {name: reverse(f"rooms:{name}", args=[topic.pk]) for name in ("topic", "promote", "export")}
    paths["rooms"] = reverse("rooms:rooms")
    paths["day"] = reverse("rooms:on", args=[room.pk, localdate()])
    paths["about"] = reverse("rooms:about", args=[topic.messages.order_by("number")[0].pk])
    paths["people"] = reverse("rooms:people", args=[closed.pk])
    paths["sitting"] = Sitting.objects.order_by("pk")[0].get_absolute_url()
    paths["of page"] = reverse("rooms:page-decisions", args=[page.pk])
    paths["of space"] = reverse("rooms:space-decisions", args=[page.space_id])
    return paths


def test_every_screen_costs_the_same_with_many(space: Space, fares: Page, amina: Person, ben: Person, hire) -> None:
    room, closed = space.room, open_room(amina, "Winter", by_invitation=True)
    for person in (amina, ben):
        guidelines.accept(by=person, at=now())
    stand(amina, room.community, Level.STEWARD)
    browser = Client()
    browser.force_login(amina)

    # Whoever never came has no news yet, so that she comes once before anything is counted.
    fill(room, closed, fares, (amina, ben), hire, range(1))
    costs(browser, **screens(room, closed, fares))
    fill(room, closed, fares, (amina, ben), hire, range(1, FEW))
    few = costs(browser, **screens(room, closed, fares))
    fill(room, closed, fares, (amina, ben), hire, range(FEW, MANY))
    # So much is new that she reads it on two pages, and only what is read is not marked again.
    browser.get(general(room).get_absolute_url())
    many = costs(browser, **screens(room, closed, fares))

    assert many == few
    assert max(many.values()) <= 30, many

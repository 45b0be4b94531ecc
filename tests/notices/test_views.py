"""The list of notices."""

from html import unescape

from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.notices import views
from apps.notices.models import Notice
from apps.pages.models import Space
from apps.people.models import Person
from tests import stories


def said(client: Client, path: str) -> str:
    return " ".join(unescape(client.get(path).content.decode()).split())


def test_notices_tell_what_waits_and_what_became_of_it(space: Space, amina: Person, ben: Person, client: Client):
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    client.force_login(ben)
    listed = said(client, reverse("notices:list"))
    assert "Fares</a> is waiting for you to clear" in listed
    assert submission.get_absolute_url() in listed
    assert "You have new notices" in said(client, "/")
    assert client.post(reverse("notices:read")).url == reverse("notices:list")
    assert Notice.objects.get(person=ben).read_at is not None
    assert "You have new notices" not in said(client, "/")
    deciding.send_back(submission, because="Cite the survey.", by=ben, at=now())
    client.force_login(amina)
    assert "Fares</a> needs changes" in said(client, reverse("notices:list"))


def test_what_was_taken_back_is_not_new_for_ever(space: Space, amina: Person, ben: Person, client: Client):
    submission = stories.submit(stories.start(stories.front(space), amina), amina)
    deciding.take_back(submission, by=amina, at=now())
    client.force_login(ben)
    assert "You have new notices" not in said(client, "/")
    listed = said(client, reverse("notices:list"))
    assert "You have no notices." in listed
    assert "Mark all as read" not in listed


def test_pages_of_notices_hold_only_what_may_be_shown(
    space: Space, amina: Person, ben: Person, client: Client, monkeypatch
):
    monkeypatch.setattr(views, "NOTICES_A_PAGE", 1)
    front = stories.front(space)
    stories.submit(stories.start(front, amina), amina)
    deciding.take_back(stories.submit(stories.start(front, amina, "Passes"), amina), by=amina, at=now())
    stories.submit(stories.start(front, amina, "Stops"), amina)
    client.force_login(ben)
    first, second = (said(client, f"{reverse('notices:list')}?page={page}") for page in (1, 2))
    assert "Stops</a> is waiting" in first
    assert "Fares</a> is waiting" in second
    assert "page=3" not in second
    Notice.objects.filter(pk=Notice.objects.latest("at").pk).update(read_at=now())
    assert "Mark all as read" in said(client, reverse("notices:list"))
    client.post(reverse("notices:read"))
    assert "Mark all as read" not in said(client, reverse("notices:list"))


def test_somebody_without_notices_reads_what_they_are_for(hal: Person, client: Client):
    client.force_login(hal)
    assert "You have no notices." in said(client, reverse("notices:list"))
    assert client.get(reverse("notices:read")).status_code == 405

"""Home: what waits, what is yours, and what was lately published to you."""

from html import unescape

from django.test import Client

from apps.clearance.actions import deciding
from apps.clearance.actions.proposals import propose_route
from apps.clearance.models import Route
from apps.clearance.models.routes import Wish
from apps.core.clock import now
from apps.pages.models import Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.cast import grade


def desk(person: Person) -> dict[str, str]:
    """What stands under each heading of somebody's home page."""
    client = Client()
    client.force_login(person)
    text = " ".join(unescape(client.get("/").content.decode()).split())
    waiting, _, rest = text.partition("Waiting for you")[2].partition(">Yours<")
    yours, _, recent = rest.partition("Recently published to you")
    return {"waiting": waiting, "yours": yours, "recent": recent}


def test_home_sorts_what_waits_what_is_yours_and_what_was_published(
    space: Space, fares: Page, amina: Person, ben: Person, dev: Person
):
    stories.submit(stories.start(stories.front(space), amina, "Passes"), amina)
    stories.start(stories.front(space), amina, "Stops")

    of_amina, of_ben, of_dev = desk(amina), desk(ben), desk(dev)

    assert "Nothing is waiting for you to clear." in of_amina["waiting"]
    assert ["Passes" in of_amina["yours"], "Stops" in of_amina["yours"]] == [True, True]
    assert ["Passes" in of_ben["waiting"], "Stops" in of_ben["waiting"]] == [True, False]
    assert "You have no open drafts or proposals." in of_ben["yours"]
    assert "Nothing is waiting for you to clear." in of_dev["waiting"]
    assert all(fares.get_absolute_url() in one["recent"] for one in (of_amina, of_ben, of_dev))


def test_somebody_without_a_post_is_told_what_to_do(fares: Page, hal: Person, erin: Person, ines: Person):
    for person in (hal, erin, ines):
        client = Client()
        client.force_login(person)
        text = unescape(client.get("/").content.decode())
        assert "You hold no post at present" in text
        assert "Nothing has been published to you yet." in text
        assert "Fares" not in text


def test_more_than_ten_of_anything_leads_to_the_whole_list(space: Space, amina: Person, ben: Person):
    front = stories.front(space)
    for number in range(12):
        stories.submit(stories.start(front, amina, f"Route {number}"), amina)
    client = Client()
    client.force_login(ben)
    assert "Everything waiting for you" in client.get("/").content.decode()
    assert client.get("/waiting/").content.decode().count("Route ") == 12
    client.force_login(amina)
    assert "All your drafts" in client.get("/").content.decode()
    assert client.get("/drafts/").content.decode().count("Route ") == 12


def test_what_somebody_proposed_is_theirs_until_it_is_decided(space: Space, amina: Person, ben: Person):
    route = Route.objects.get(space=space, audience=Breadth.DIRECTORATE)
    wanted = [Wish(stage=1, grade=grade("SEO").pk, scope=Breadth.DIRECTORATE)]
    proposed = propose_route(route, wanted, [], because="Lawyers must see it.", by=amina, at=now())

    theirs = desk(amina)["yours"]
    assert f'<a class="govuk-link" href="{proposed.get_absolute_url()}">{proposed.headline}</a>' in theirs
    assert ["waiting for clearance" in theirs, "You have no open" in theirs] == [True, False]
    assert "You have no open drafts or proposals." in desk(ben)["yours"]

    deciding.clear(proposed, by=ben, at=now())
    assert "You have no open drafts or proposals." in desk(amina)["yours"]

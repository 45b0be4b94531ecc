"""Opening a space: what comes with it, and who may."""

import pytest
from wiki.models import URLPath

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import spaces
from apps.pages.actions.spaces import Opening
from apps.pages.models import Page, Space
from apps.pages.starting_texts import STARTING_TEXTS
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.cast import Government


def test_a_space_comes_with_its_front_page_templates_and_routes(space: Space, amina: Person):
    front = Page.objects.select_related("edition").get(space=space)
    assert (front.path, front.title, front.parent, front.edition.number) == ("rural-buses", "Rural buses", None, 1)
    assert front.edition.clearances == []
    assert {template.name: template.purpose for template in space.templates.all()} == {
        name: text.purpose for name, text in STARTING_TEXTS[space.kind].items()
    }
    assert {route.audience: [str(step) for step in route.steps.all()] for route in space.routes.all()} == {
        10: ["EO or above in the author’s team"],
        20: ["G7 or above in the author’s directorate"],
        30: ["SCS1 or above in the author’s department"],
        40: ["SCS2 or above in the author’s department"],
    }
    assert URLPath.objects.get(page=front).parent.parent is None


@pytest.mark.parametrize(
    ("audience", "unit"),
    [(10, "rural_transport"), (20, "transport"), (30, "rural_affairs"), (40, "top")],
)
def test_the_audience_is_the_nearest_unit_as_wide(government: Government, amina: Person, audience: int, unit: str):
    assert stories.open_space(amina, audience=audience).audience_unit == getattr(government, unit)


@pytest.mark.parametrize("who", ["hal", "erin", "ines", "carys"])
def test_only_those_posted_in_a_unit_open_a_space_for_it(
    government: Government, request: pytest.FixtureRequest, who: str
):
    opening = Opening("Taxis", government.rural_transport, "POLICY", Breadth.DIRECTORATE)
    with pytest.raises(Refused, match="You can only open a space for a unit you are posted in"):
        spaces.open_space(opening, by=request.getfixturevalue(who), at=now())
    assert not Space.objects.exists()


def test_a_space_is_not_for_fewer_people_than_its_unit(government: Government, dev: Person):
    opening = Opening("Taxis", government.transport, "POLICY", Breadth.TEAM)
    with pytest.raises(Refused, match="Nothing in Transport and Access can be for that audience"):
        spaces.open_space(opening, by=dev, at=now())


def test_two_spaces_do_not_share_an_address(space: Space, carys: Person):
    with pytest.raises(Refused, match="There is already a space at that address"):
        stories.open_space(carys, "RURAL  buses!")
    assert Space.objects.get() == space


@pytest.mark.parametrize("title", ["🚌", "2024", "公交车", "x" * 120, "Tŷ bws"])
def test_any_title_makes_an_address_that_leads_there(amina: Person, title: str, client):
    space = stories.open_space(amina, title)
    client.force_login(amina)
    assert client.get(space.get_absolute_url()).status_code == 200
    assert not space.slug.isdigit()

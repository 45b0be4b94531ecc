"""However an edition came to be published, its paper holds for everybody who may read it, and says so."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from apps.clearance.actions import deciding, emergencies
from apps.clearance.actions.emergencies import Urgency
from apps.clearance.actions.proposals import propose_route
from apps.clearance.models import EmergencyRole, Route, Submission
from apps.clearance.models.routes import Wish
from apps.core.clock import now
from apps.pages.actions import drafts, publishing, saving
from apps.pages.models import Draft, Edition, Page
from apps.people.models import Person
from scripts.verify_clearance import judge
from tests import stories
from tests.cast import Government, grade
from tests.house.world import build

pytestmark = pytest.mark.django_db


def file_of(edition: Edition, reader: Person) -> dict:
    client = Client()
    client.force_login(reader)
    return json.loads(client.get(f"/pages/{edition.page_id}/editions/{edition.number}/clearance.json").content)


def test_every_paper_that_anybody_may_read_holds():
    world = build()
    read = 0
    for person in (world.people[name] for name in ("amina", "dev", "carys", "gwen")):
        for edition in Edition.objects.visible_to(person):
            paper = file_of(edition, person)
            assert (judge(paper)[1], paper["marking"]) == ([], edition.marking_line), str(edition)
            read += 1
    assert read > 20


@pytest.fixture
def urgent(fares: Page, ines: Person, amina: Person) -> Draft:
    """A change of a page that cannot wait, and a role that lets Amina publish it."""
    team = fares.space.unit
    role = EmergencyRole(space=fares.space, name="Duty officer", unit=team, grade=grade("HEO"), working_hours=8)
    emergencies.set_emergency_role(role, by=ines, at=now())
    return stories.write(drafts.start(fares, by=amina, at=now()), amina, "No buses tonight.")


def rushed(draft: Draft, amina: Person, ben: Person) -> Submission:
    urgency = Urgency("The strike starts tonight.", ben)
    return emergencies.publish_in_emergency(draft, urgency, version=draft.version, by=amina, at=now()).submission


def edition_of(page: Page, number: int) -> Edition:
    return Edition.objects.get(page=page, number=number)


@pytest.mark.parametrize("who", ["dev", "ben"])
def test_an_emergency_before_and_after_its_review(
    urgent: Draft, fares: Page, amina: Person, ben: Person, request: pytest.FixtureRequest, who: str
):
    reader = request.getfixturevalue(who)
    review = rushed(urgent, amina, ben)
    paper = file_of(edition_of(fares, 2), reader)
    assert judge(paper)[1] == []
    assert (paper["seats"][0]["outcome"], paper["emergency"]["state"]) == (None, "UNREVIEWED")
    assert paper["emergency"]["second"]["name"] == "Ben Hughes"
    deciding.clear(review, by=ben, at=now())
    paper = file_of(edition_of(fares, 2), reader)
    assert judge(paper)[1] == []
    assert (paper["seats"][0]["by"]["name"], paper["emergency"]["state"]) == ("Ben Hughes", "REVIEWED")


def test_what_came_back_after_an_emergency_was_refused_tells_of_the_clearance_it_had(
    urgent: Draft, fares: Page, amina: Person, ben: Person, dev: Person
):
    deciding.send_back(rushed(urgent, amina, ben), because="There are buses.", by=ben, at=now())
    paper = file_of(edition_of(fares, 3), dev)
    assert judge(paper)[1] == []
    assert (paper["edition"]["text"], paper["seats"][0]["by"]["name"]) == ("Fares are capped.", "Ben Hughes")


def test_a_nil_return_names_nobody(fares: Page, government: Government, amina: Person, ben: Person, dev: Person):
    route = Route.objects.get(space=fares.space_id, audience=20)
    silent = Wish(
        stage=1, grade=grade("SEO").pk, unit=government.legal.pk, name="Legal", working_days=1, silence_clears=True
    )
    wishes = [silent, Wish(stage=2, grade=grade("G7").pk, scope=20)]
    deciding.clear(propose_route(route, wishes, [], because="Ask Legal.", by=amina, at=now()), by=ben, at=now())
    sent = stories.submit(stories.write(drafts.start(fares, by=amina, at=now()), amina, "Fares are free."), amina)
    later = now() + timedelta(days=30)
    assert deciding.let_silence_clear(sent, at=later) == 1
    deciding.clear(sent, by=ben, at=later)
    paper = file_of(edition_of(fares, 2), dev)
    assert judge(paper)[1] == []
    assert [(seat["outcome"], seat["by"] and seat["by"]["name"]) for seat in paper["seats"]] == [
        ("SILENT", None),
        ("CLEARED", "Ben Hughes"),
    ]


def test_text_brought_in_from_elsewhere_is_told_to_be_cleared_by_nobody_here(fares: Page, amina: Person, dev: Person):
    wording = Draft(title="Old guidance", body="Words.\nMore.", audience=20)
    origin = publishing.Origin(stories.front(fares.space), "old-guidance", "old.example")
    paper = file_of(publishing.bring_in(None, wording, origin=origin, by=amina, at=now()), dev)
    assert (paper["edition"]["provenance"], paper["seats"]) == ("old.example", [])
    assert judge(paper)[1] == []


def test_the_marking_stands_on_the_paper_and_in_the_file(fares: Page, amina: Person, ben: Person):
    draft = drafts.start(fares, by=amina, at=now())
    marked = {"marking": "OFFICIAL-SENSITIVE", "handling": "HMG USE ONLY", "sensitive_because": "Prices."}
    until = {"responsible_role": "Head of buses", "sensitive_until": (now() + timedelta(days=90)).date()}
    draft = saving.save(
        draft,
        saving.Words(draft.title, "Prices.", draft.audience, **marked, **until),
        made_on=draft.version,
        by=amina,
        at=now(),
    ).draft
    deciding.clear(stories.submit(draft, amina), by=ben, at=now())
    edition = edition_of(fares, 2)
    paper = file_of(edition, ben)
    assert paper["marking"] == "OFFICIAL-SENSITIVE: HMG USE ONLY"
    assert judge(paper)[1] == []
    client = Client()
    client.force_login(ben)
    page = client.get(f"/pages/{fares.pk}/editions/2/clearance/").content.decode()
    assert page.count('<p class="app-marking') == page.count("OFFICIAL-SENSITIVE: HMG USE ONLY</p>") == 2


def test_words_cleared_twice_are_told_each_with_their_own_clearance(
    fares: Page, amina: Person, ben: Person, fay: Person, dev: Person
):
    page = stories.revise(fares, amina, ben, "Other words.")
    page = stories.revise(page, amina, fay, "Fares are capped.")
    assert (
        file_of(edition_of(page, 1), dev)["edition"]["digest"] == file_of(edition_of(page, 3), dev)["edition"]["digest"]
    )
    assert [file_of(edition_of(page, number), dev)["seats"][0]["by"]["name"] for number in (1, 2, 3)] == [
        "Ben Hughes",
        "Ben Hughes",
        "Fay Campbell",
    ]

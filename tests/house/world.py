"""A small government with something in every state, for the tests that try every door as every kind of person."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.test import Client
from django.utils.timezone import localdate

from apps.clearance.actions import commenting, deciding, emergencies
from apps.clearance.actions.changing import change_page
from apps.clearance.actions.commenting import Remark
from apps.clearance.actions.delegations import delegate
from apps.clearance.actions.emergencies import Urgency
from apps.clearance.actions.fact_checks import Question, ask
from apps.clearance.actions.submitting import Cover, submit
from apps.clearance.choices import Act
from apps.clearance.models import Delegation, EmergencyRole, FactCheck, Route, Seat, Submission
from apps.clearance.models.proposals import Change
from apps.core.clock import now
from apps.pages.actions import drafts, files, saving, standing, unfinished
from apps.pages.actions.saving import Words
from apps.pages.actions.unfinished import OpenForm
from apps.pages.anchors import Span
from apps.pages.choices import CommentKind, Significance
from apps.pages.files import check as check_file
from apps.pages.models import Comment, Draft, KeptText, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.cast import Government, build_government, grade, leave, person, post
from tests.house.exchange_world import Exchange, build_exchange
from tests.house.rooms_world import MAP, Rooms, build_rooms

# Who tries the doors, in the order in which tables list them.
CAST = ("nobody", "hal", "amina", "ben", "dev", "carys", "erin", "ines", "fay")


class Things(NamedTuple):
    """Pages by who may read them, and what is not public."""

    front: Page
    team: Page
    directorate: Page
    department: Page
    government: Page
    under_team: Page
    team_under_directorate: Page
    widened: Page
    withdrawn: Page
    replaced: Page
    removed: Page
    change: Draft
    new: Draft
    waiting: Draft
    submission: Submission
    seat: Seat
    returned: Submission
    proposal: Submission
    kept: KeptText
    comment: Comment
    delegation: Delegation
    checked: Draft
    check: FactCheck
    link: str
    unreviewed: Page
    emergency: Submission
    scheduled: Submission
    coasts: Page
    coasts_draft: Draft
    given_up: Draft


@dataclass(frozen=True, slots=True)
class World:
    """Everyone by first name, and everything there is."""

    government: Government
    people: dict[str, Person]
    space: Space
    things: Things
    exchange: Exchange
    rooms: Rooms

    @property
    def route(self) -> Route:
        """The one that clears the space's OFFICIAL text for the directorate."""
        return self.space.routes.get(audience=Breadth.DIRECTORATE, marking="OFFICIAL")

    def browser(self, who: str) -> Client:
        """A browser in which that person is signed in; 'nobody' is not. Errors of ours are answered as 500."""
        client = Client(raise_request_exception=False)
        if who != "nobody":
            client.force_login(self.people[who])
        return client


def build() -> World:
    """Amina's space about rural buses, with pages for every audience, and Carys's about the coast."""
    government = build_government()
    people = _people(government)
    amina, carys = people["amina"], people["carys"]
    space = stories.open_space(amina, "Rural buses")
    coast = stories.open_space(carys, "Coastal paths")
    front = stories.front(space)
    team = _page(front, people, "Team rota", Breadth.TEAM, "Who covers which week. See [[Fare cap]].")
    directorate = _page(front, people, "Fare cap", Breadth.DIRECTORATE, "Fares are capped. See [[Team rota]].")
    links = "See [[Team rota]], [[Fare cap]], [[Bus passes]] and [[Sea walls]]."
    government_page = _page(front, people, "Every bus", Breadth.GOVERNMENT, links)
    department = _page(front, people, "Bus passes", Breadth.DEPARTMENT, links)
    rota = _page(directorate, people, "Fare inspectors", Breadth.TEAM, "Who inspects what.")
    waiting = stories.start(front, amina, "Night buses", "Buses run at night.")
    sent = stories.start(front, amina, "School buses", "Buses stop at schools.")
    returned = deciding.send_back(stories.submit(sent, amina), because="Cite the survey.", by=people["ben"], at=now())
    change = stories.write(drafts.start(directorate, by=amina, at=now()), amina, "Unpublished fare change.")
    kept = saving.save(change, Words("Fare cap", "Kept aside.", 20), made_on=0, by=amina, at=now()).kept
    assert kept is not None
    unfinished.keep(change, Words("Fare cap", "Half a", 20), made_on=1, form=OpenForm("desk"), by=amina, at=now())
    submission = stories.submit(waiting, amina)
    gone = {
        title: _page(front, people, title, audience, f"{title} as they were.")
        for title, audience in (("Bus shelters", 20), ("Old fares", 20), ("Driver names", 40))
    }
    lent = delegate(people["fay"], now(), now() + timedelta(days=7), "On leave.", by=people["ben"], at=now())
    stops = stories.start(front, amina, "Bus stops")
    checked = with_map(stories.write(stops, amina, "Stops have a shelter.", audience=Breadth.DEPARTMENT), amina)
    question = Question("Rhys Powell", "rhys.powell@university.example", "Do they?", 14)
    check, link = ask(checked, question, by=amina, at=now())
    review = _emergency(front, people)
    things = Things(
        front=front,
        team=team,
        directorate=directorate,
        department=department,
        government=government_page,
        under_team=_page(team, people, "Depot keys", Breadth.DIRECTORATE, "Keys are in the safe."),
        team_under_directorate=rota,
        widened=_widened(front, people),
        withdrawn=standing.withdraw(gone["Bus shelters"], "They are gone.", directorate, by=amina, at=now()),
        replaced=standing.replace(gone["Old fares"], team, "See the rota.", by=amina, at=now()),
        removed=standing.remove(gone["Driver names"], "It was not ready.", by=amina, at=now()),
        change=change,
        new=stories.start(front, amina, "Bus lanes", "Lanes for buses."),
        waiting=waiting,
        submission=submission,
        seat=_overdue(submission, government),
        returned=returned,
        proposal=change_page(department, Change(Act.WITHDRAW, "Passes ended."), by=amina, at=now()),
        kept=kept,
        comment=_commented(submission, people["ben"]),
        delegation=lent,
        checked=checked,
        check=check,
        link=link,
        unreviewed=review.page,
        emergency=review,
        scheduled=_scheduled(front, people),
        coasts=_page(stories.front(coast), people, "Sea walls", Breadth.DIRECTORATE, "Walls hold.", "carys"),
        coasts_draft=stories.start(stories.front(coast), carys, "Cliff falls", "Mind the cliff."),
        given_up=drafts.discard(stories.start(front, amina, "Bus maps", "Maps of buses."), by=amina, at=now()),
    )
    exchange = build_exchange(people)
    return World(
        government, people, space, things, exchange, build_rooms(space, exchange["exchange"], directorate, people)
    )


def _people(government: Government) -> dict[str, Person]:
    team = government.rural_transport
    return {
        "hal": person("Hal Newcombe"),
        "amina": post(person("Amina Osei"), team, "HEO", "Policy adviser"),
        "ben": post(person("Ben Hughes"), team, "G7", "Head of rural transport"),
        "dev": post(person("Dev Patel"), government.transport, "AO", "Directorate support"),
        "carys": post(person("Carys Pritchard"), government.sea_defences, "SEO", "Senior policy adviser"),
        "erin": leave(post(person("Erin Walsh"), team, "HEO", "Policy adviser")),
        "ines": Person.objects.create_superuser("ines.marsh@greenpaper.example", name="Ines Marsh"),
        "fay": post(person("Fay Campbell"), government.transport, "SCS1", "Deputy director, transport and access"),
        "gwen": post(person("Gwen Okafor"), government.rural_affairs, "SCS2", "Director of rural policy"),
        "huw": post(person("Huw Morgan"), government.shoreline, "SCS1", "Deputy director, shoreline"),
    }


def _page(parent: Page, people: dict[str, Person], title: str, audience: int, body: str, writer: str = "amina") -> Page:
    by = people[writer]
    draft = with_map(drafts.start_new(parent, title, template=None, by=by, at=now()), by)
    submission = stories.submit(stories.write(draft, by, body, audience=audience), by)
    senior = {"carys": "huw"}.get(writer, "gwen" if audience >= Breadth.DEPARTMENT else "ben")
    deciding.clear(submission, by=people[senior], at=now())
    return Page.objects.select_related("space__unit", "edition").get(drafts=draft)


def with_map(draft: Draft, by: Person) -> Draft:
    """The draft with a file that goes with its text."""
    return files.attach(draft, check_file(b"North to south.", MAP), "Where it runs", by=by, at=now())[0]


def _commented(submission: Submission, by: Person) -> Comment:
    """A note on what waits for clearance: it stands in nobody's way."""
    assert submission.draft is not None
    remark = Remark(CommentKind.NOTE, "Say since when.", submission.version, Span(0, 5))
    return commenting.comment(submission.draft, remark, by=by, at=now())


def _emergency(front: Page, people: dict[str, Person]) -> Submission:
    """Published by Amina before anybody had cleared it, for Ben to review."""
    amina = people["amina"]
    role = EmergencyRole(space=front.space, name="Duty press officer", unit=front.space.unit, grade=grade("HEO"))
    emergencies.set_emergency_role(role, by=people["ines"], at=now())
    draft = stories.start(front, amina, "Strike notice", "No buses tonight.")
    urgency = Urgency("The strike starts tonight.", people["ben"])
    return emergencies.publish_in_emergency(draft, urgency, version=draft.version, by=amina, at=now()).submission


def _scheduled(front: Page, people: dict[str, Person]) -> Submission:
    """Cleared by Ben, and to be published tomorrow."""
    draft = stories.start(front, people["amina"], "Spring timetable", "Buses run later in spring.")
    draft = with_map(draft, people["amina"])
    cover = Cover("For spring.", Significance.MAJOR, localdate() + timedelta(days=365), now() + timedelta(days=1))
    sent = submit(draft, cover, version=draft.version, by=people["amina"], at=now())
    return deciding.clear(sent, by=people["ben"], at=now())


def _overdue(submission: Submission, government: Government) -> Seat:
    """Its one seat, late enough to have climbed as far as the department."""
    seats = Seat.objects.filter(submission=submission)
    seats.update(due_at=now() - timedelta(days=7), climbed_to=government.rural_affairs)
    return seats.get()


def _widened(front: Page, people: dict[str, Person]) -> Page:
    """A page whose first edition the team alone read, and whose second the directorate reads."""
    amina = people["amina"]
    page = _page(front, people, "Depot plan", Breadth.TEAM, "Only the team read this.")
    draft = drafts.start(page, by=amina, at=now())
    draft = stories.write(draft, amina, "Everybody in the directorate reads this.", audience=Breadth.DIRECTORATE)
    deciding.clear(stories.submit(draft, amina), by=people["ben"], at=now())
    return Page.objects.select_related("space__unit", "edition").get(pk=page.pk)

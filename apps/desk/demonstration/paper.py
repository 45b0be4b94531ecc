"""A ministers' paper, and what goes on around it: embargo, emergency, leave, and pages that have had their day."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from apps.clearance.actions import claims, commenting, deciding, delegations, emergencies, interests, submitting
from apps.clearance.actions.changing import change_page
from apps.clearance.actions.proposals import propose_route
from apps.clearance.choices import Act as Deed
from apps.clearance.choices import SubmissionState
from apps.clearance.models import EmergencyRole, Route, Submission
from apps.clearance.models.proposals import Change as PageChange
from apps.clearance.models.routes import Wish
from apps.clearance.queries.submissions import waiting_seats
from apps.desk.demonstration.script import AMINA, BEN, FAY, JONAH, TRANSPORT
from apps.pages.actions import drafts, saving, spaces
from apps.pages.actions.writing import Words
from apps.pages.anchors import Span
from apps.pages.choices import CommentKind, Marking, Significance, SpaceKind
from apps.pages.models import Draft, Page
from apps.people.choices import Breadth
from apps.people.models import Grade, Person, Unit

NADIA, OWEN, SANA, PRIYA, INES = "Nadia Rahman", "Owen Price", "Sana Malik", "Priya Nair", "Ines Marsh"
STRATEGY = "Rural bus strategy"
PAPER, EMBARGOED, SNOW = "A strategy for rural buses", "Fares after the cap", "When snow closes a road"
FUND, WINTER, NETWORK = "Bus recovery fund", "Winter service payments", "Routes we pay towards"
RISK = "We would notify it as one and lose eight weeks."

PAGES = (
    (NETWORK, "network", 110),
    (FUND, "recovery-fund", 105),
    (WINTER, "winter-service", 100),
    (SNOW, "snow-1", 20),
)
CHANGES = (
    (NETWORK, Deed.MOVE, FUND, "The list belongs with the money.", 60),
    (FUND, Deed.WITHDRAW, "", "The fund has closed. Councils apply for a settlement instead.", 50),
    (WINTER, Deed.REPLACE, "Winter timetables", "Everything about winter is there now.", 40),
)

When = Callable[..., datetime]
Deeds = Iterator[tuple[datetime, Callable[[datetime], object]]]


class Paper:
    """The space of the strategy, played by the people and units of the department."""

    def __init__(
        self, people: Mapping[str, Person], units: Mapping[str, Unit], text: Callable[[str], str], when: When
    ) -> None:
        self.people, self.units, self.text, self.when = people, units, text, when

    def deeds(self) -> Deeds:
        """Everything that happens, with its moments, in no order."""
        when = self.when
        yield when(120), self._open
        yield when(119, "11:00"), self._propose_route
        yield when(119, "14:00"), partial(self._agree, NADIA)
        for number, (title, text, ago) in enumerate(PAGES):
            yield when(ago, f"10:{number:02}"), partial(self._write, title, text)
            yield when(ago, f"12:{number:02}"), partial(self._send, title, "Sets it out.")
            yield when(ago - 1, f"12:{number:02}"), partial(self._clear, title, BEN)
        for number, (title, deed, other, because, ago) in enumerate(CHANGES):
            yield when(ago, f"10:{number:02}"), partial(self._propose, title, deed, other, because)
            yield when(ago, f"13:{number:02}"), partial(self._agree, BEN)
        yield from self._ministers_paper()
        yield when(4, "14:00"), partial(self._write, EMBARGOED, "fares-after-cap")
        yield when(4, "15:00"), self._send_under_embargo
        yield when(3, "16:10"), partial(self._clear, EMBARGOED, BEN)
        yield when(2, "08:45"), self._go_on_leave
        yield when(2, "13:30"), self._declare
        yield when(1, "16:20"), self._tell_of_snow

    def _ministers_paper(self) -> Deeds:
        when, whole = self.when, self.text("strategy")
        costs, risks = whole.index("\n## What it costs"), whole.index("\n## What could go wrong")
        yield when(12), partial(self._begin_paper, whole[:costs])
        yield when(12, "14:30"), partial(self._carry_on, whole[:risks], JONAH)
        yield when(11, "11:30"), partial(self._carry_on, whole, AMINA)
        note = "Asks ministers to agree one strategy and a settlement of three years."
        yield when(8, "10:15"), partial(self._send, PAPER, note)
        yield when(7, "15:40"), partial(self._clear, PAPER, BEN)
        yield when(5, "11:20"), self._raise_condition
        yield when(5, "12:20"), self._claim
        yield when(4, "09:50"), self._answer

    def _open(self, at: datetime) -> None:
        unit = self.units["Transport and Access"]
        opening = spaces.Opening(STRATEGY, unit, SpaceKind.POLICY, Breadth.DIRECTORATE)
        space = spaces.open_space(opening, by=self.people[FAY], at=at)
        role = EmergencyRole(space=space, name="Duty officer", unit=unit, grade=_grade("G7"))
        administrator = self.people[INES]
        administrator.refresh_from_db()
        emergencies.set_emergency_role(role, by=administrator, at=at)

    def _propose_route(self, at: datetime) -> None:
        """What the department reads goes past the team, then Legal and Finance side by side, then a deputy director."""
        route = Route.objects.select_related("space__unit").get(
            space__title=STRATEGY, audience=Breadth.DEPARTMENT, marking=Marking.OFFICIAL
        )
        wishes = [
            Wish(stage=1, name="Policy lead", scope=Breadth.DIRECTORATE, grade=_grade("G7").pk, working_days=3),
            Wish(stage=2, name="Legal", unit=self.units["Legal"].pk, grade=_grade("SEO").pk, working_days=5),
            Wish(
                stage=2,
                name="Finance",
                unit=self.units["Finance"].pk,
                grade=_grade("SEO").pk,
                working_days=10,
                silence_clears=True,
            ),
            Wish(stage=3, name="Deputy director", scope=Breadth.DEPARTMENT, grade=_grade("SCS1").pk, working_days=5),
        ]
        because = "Ministers’ papers are read by Legal and Finance before a deputy director signs them off."
        propose_route(route, wishes, route.acts, because=because, by=self.people[FAY], at=at)

    def _agree(self, name: str, at: datetime) -> None:
        """Clear the one proposal that waits in the space."""
        [proposed] = Submission.objects.filter(
            space__title=STRATEGY, state=SubmissionState.OPEN, proposal__isnull=False
        )
        deciding.clear(proposed, by=self.people[name], at=at)

    def _propose(self, title: str, deed: Deed, other: str, because: str, at: datetime) -> None:
        target = _page(other) if other else None
        slug = _page(title).path.rpartition("/")[2] if deed == Deed.MOVE else ""
        change_page(_page(title), PageChange(deed, because, target, slug), by=self.people[JONAH], at=at)

    def _write(self, title: str, text: str, at: datetime) -> None:
        self._save(self._start(title, at), self.text(text), AMINA, at)

    def _begin_paper(self, body: str, at: datetime) -> None:
        self._save(self._start(PAPER, at), body, AMINA, at, audience=Breadth.DEPARTMENT)

    def _carry_on(self, body: str, name: str, at: datetime) -> None:
        self._save(_draft(PAPER), body, name, at)

    def _send(self, title: str, note: str, at: datetime, *, publish_at: datetime | None = None) -> None:
        draft, review_by = _draft(title), timezone.localdate(at) + timedelta(days=365)
        cover = submitting.Cover(note, Significance.MAJOR, review_by, publish_at=publish_at)
        submitting.submit(draft, cover, version=draft.version, by=self.people[AMINA], at=at)

    def _send_under_embargo(self, at: datetime) -> None:
        next_week = self.when(0) + timedelta(days=8)
        self._send(EMBARGOED, "Tells councils what fares to plan on.", at, publish_at=next_week)

    def _clear(self, title: str, name: str, at: datetime) -> None:
        deciding.clear(_open_submission(title), by=self.people[name], at=at)

    def _raise_condition(self, at: datetime) -> None:
        draft = _draft(PAPER)
        start = draft.body.index(RISK)
        body = "Eight weeks holds only if we notify before March. Say by when, or ministers plan on a date we miss."
        span = Span(start, start + len(RISK))
        remark = commenting.Remark(CommentKind.CONDITION, body, draft.version, span)
        commenting.comment(draft, remark, by=self.people[OWEN], at=at)

    def _claim(self, at: datetime) -> None:
        [finance] = [seat for seat in waiting_seats(_open_submission(PAPER)) if seat.name == "Finance"]
        claims.claim(finance, by=self.people[SANA], at=at)

    def _answer(self, at: datetime) -> None:
        condition = _draft(PAPER).comments.get()
        said = "Agreed with the subsidy team: we notify by 20 January. I will add the date once Finance has answered."
        commenting.reply(condition, said, by=self.people[AMINA], at=at)

    def _go_on_leave(self, at: datetime) -> None:
        because = "I am on leave. Priya clears for me in the meantime."
        delegations.delegate(self.people[PRIYA], at, at + timedelta(days=12), because, by=self.people[BEN], at=at)

    def _declare(self, at: datetime) -> None:
        paper = _open_submission("Demand-responsive transport")
        because = "My sister drives for one of the operators that would be paid."
        interests.declare_in(paper, because=because, by=self.people[FAY], at=at)

    def _tell_of_snow(self, at: datetime) -> None:
        draft = self._save(drafts.start(_page(SNOW), by=self.people[AMINA], at=at), self.text("snow-2"), AMINA, at)
        urgency = emergencies.Urgency("Two passes closed this afternoon, and schools are asking.", self.people[FAY])
        emergencies.publish_in_emergency(draft, urgency, version=draft.version, by=self.people[BEN], at=at)

    def _start(self, title: str, at: datetime) -> Draft:
        front = Page.objects.select_related("space__unit").get(space__title=STRATEGY, parent=None)
        return drafts.start_new(front, title, template=None, by=self.people[AMINA], at=at)

    def _save(self, draft: Draft, body: str, name: str, at: datetime, *, audience: int = 0) -> Draft:
        words = Words(draft.title, body, audience or draft.audience)
        saved = saving.save(draft, words, made_on=draft.version, by=self.people[name], at=at)
        assert saved.kept is None
        return saved.draft


def _grade(code: str) -> Grade:
    return Grade.objects.get(code=code)


def _page(title: str) -> Page:
    pages = Page.objects.select_related("space__unit", "edition")
    return pages.get(title=title, space__title__in=(STRATEGY, TRANSPORT))


def _draft(title: str) -> Draft:
    return Draft.objects.open().select_related("space__unit").get(title=title)


def _open_submission(title: str) -> Submission:
    return Submission.objects.get(title=title, state=SubmissionState.OPEN)

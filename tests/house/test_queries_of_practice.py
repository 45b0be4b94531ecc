"""The screens of best practice, standing and moderation cost as many queries with thirty of everything as with three."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.moderation.choices import FlagOutcome, MatterState, Measure, Why
from apps.moderation.models import Flag, Matter, Ruling
from apps.pages.models import Space
from apps.people.choices import Breadth
from apps.people.models import Person, Unit
from apps.practice.choices import Outcome, Use
from apps.practice.models import (
    Adoption,
    AdoptionReport,
    Answer,
    Collection,
    CollectionItem,
    Doubt,
    Practice,
    Question,
    Topic,
)
from apps.trust.choices import CreditKind, Level
from apps.trust.models import Credit
from tests import stories
from tests.cast import post, unit
from tests.exchange import open_exchange, stand
from tests.house.test_queries import child, costs

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FEW, MANY = 3, 30
# More fit on no page of a list.
MOST = 30


@dataclass(frozen=True)
class Exchange:
    """A practice space as Amina keeps it, with what everything hangs on."""

    space: Space
    amina: Person
    told: Question
    gathered: Collection

    def add(self, number: int, somebody: Person) -> None:
        """One more of everything, by a person of one more team."""
        community = self.space.community
        team = unit(f"Team {number}", "Team", self.space.unit.spanning(Breadth.DEPARTMENT))
        stand(post(somebody, team, "EO", "Officer"), community, Level.CONTRIBUTOR)
        practice = self.practise(number, team)
        self.adopt(team, somebody)
        Question.objects.create(space=self.space, title=f"Has anyone {number}?", by=somebody, at=now())
        answer = Answer.objects.create(question=self.told, body="We have.", by=somebody, at=now())
        CollectionItem.objects.create(collection=self.gathered, practice=practice, position=number)
        Collection.objects.create(space=self.space, title=f"Collection {number}", by=somebody, at=now())
        credit = {"person": self.amina, "giver": somebody, "giver_team": team, "kind": CreditKind.EDIT}
        about = {"about_kind": "pages.page", "about_id": str(practice.page_id), "about_name": str(practice)}
        then = now() - timedelta(days=20)
        Credit.objects.create(community=community, at=then, counts_from=then, **credit, **about)
        self.flag("practice.answer", answer.pk, somebody, MatterState.OPEN)
        ruled = self.flag("pages.page", practice.page_id, somebody, MatterState.RULED)
        said = {"measure": Measure.WARN, "rule": "consistent", "because": "Rude.", "at": now()}
        Ruling.objects.create(matter=ruled, by=self.amina, author=somebody, **said)

    def practise(self, number: int, team: Unit) -> Practice:
        body = "## The problem\n\nQueues.\n\n## What we did\n\nTickets.\n"
        page = child(stories.front(self.space), f"Tip {number}", self.amina, body)
        beside = {"team": team, "problem": "Queues.", "first_published_at": now(), "alive_at": now()}
        practice, _ = Practice.objects.update_or_create(page=page, defaults=beside)
        practice.topics.add(Topic.objects.order_by("pk")[0])
        return practice

    def adopt(self, team: Unit, by: Person) -> None:
        said = {"use": Use.ADOPTED, "outcome": Outcome.BETTER}
        beside = {"is_own": False, "is_evidenced": True, "first_reported_at": now(), "reported_at": now()}
        adoption = Adoption.objects.create(practice=self.first(), team=team, reported_by=by, **said, **beside)
        AdoptionReport.objects.create(adoption=adoption, since=localdate(), by=by, at=now(), **said)
        Doubt.objects.create(page=self.first().page, by=by, because="Is it?", at=now())

    def flag(self, kind: str, pk: int, author: Person, state: MatterState) -> Matter:
        about = {"about_kind": kind, "about_id": str(pk), "why": Why.FLAGGED, "state": state}
        matter = Matter.objects.create(community=self.space.community, author=author, opened_at=now(), **about)
        is_open = state == MatterState.OPEN
        settled = {} if is_open else {"outcome": FlagOutcome.UPHELD, "settled_at": now()}
        said = {"rule": "consistent", "because": "Rude.", "weight": 1.0, "at": now()}
        Flag.objects.create(matter=matter, flagger=self.told.by, **said, **settled)
        return matter

    def first(self) -> Practice:
        return Practice.objects.filter(page__space=self.space).order_by("pk")[0]

    def screens(self) -> dict[str, str]:
        slug, first = [self.space.community.slug], self.first()
        paths = {f"trust:{name}": slug for name in ("community", "mine", "formula")}
        paths |= {f"moderation:{name}": slug for name in ("queue", "log", "log-totals")}
        of_space = ("in-space", "collections", "ask", "tip", "digest")
        paths |= {f"practice:{name}": [self.space.pk] for name in of_space}
        paths |= {f"practice:{name}": [first.pk] for name in ("practice", "ranked", "uses", "use", "collect")}
        paths |= {"practice:list": [], "practice:questions": [], "practice:ranking": [], "desk:home": []}
        paths |= {"practice:question": [self.told.pk], "practice:collection": [self.gathered.pk]}
        return {name: reverse(name, args=args) for name, args in paths.items()}


def test_every_screen_costs_the_same_with_many(amina: Person, carys: Person, hire) -> None:
    space = open_exchange(amina)
    told = Question.objects.create(space=space, title="Who has?", by=carys, at=now())
    exchange = Exchange(space, amina, told, Collection.objects.create(space=space, title="Buses", by=carys, at=now()))
    browser = Client()
    browser.force_login(amina)

    for number in range(FEW):
        exchange.add(number, hire(f"Colleague {number}", "EO"))
    few = costs(browser, **exchange.screens())
    for number in range(FEW, MANY):
        exchange.add(number, hire(f"Colleague {number}", "EO"))
    many = costs(browser, **exchange.screens())

    assert many == few
    assert max(many.values()) <= MOST, many

"""The screens around clearance cost as many queries with thirty of everything as with three."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from apps.clearance.actions import commenting, deciding, delegations, submitting
from apps.clearance.actions.changing import change_page
from apps.clearance.choices import Act
from apps.clearance.models import EmergencyRole, Route, Step
from apps.clearance.models.proposals import Change
from apps.core.clock import now
from apps.pages.choices import CommentKind
from apps.pages.models import Draft, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.cast import grade
from tests.house.test_queries import costs

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FEW, MANY = 3, 30


def fill(space: Space, amina: Person, ben: Person, hire, numbers: range) -> None:
    """As many of everything as there are numbers: waiting, embargoed, withdrawn, commented on, lent and asked."""
    front = stories.front(space)
    commented = Draft.objects.open().get(title="Talked of")
    route = Route.objects.get(space=space, audience=Breadth.DEPARTMENT)
    Route.objects.filter(space=space).update(acts=[])
    for number in numbers:
        stories.submit(stories.start(front, amina, f"Waits {number}"), amina)
        dated = stories.start(front, amina, f"Embargoed {number}")
        cover = submitting.Cover("Why.", "MAJOR", localdate() + timedelta(days=365), now() + timedelta(days=9))
        sent = submitting.submit(dated, cover, version=dated.version, by=amina, at=now())
        deciding.clear(sent, by=ben, at=now())
        page = stories.publish(front, amina, ben, f"Withdrawn {number}")
        change_page(page, Change(Act.WITHDRAW, "Over."), by=amina, at=now())
        remark = commenting.Remark(CommentKind.NOTE, f"Note {number}.", commented.version)
        commenting.reply(commenting.comment(commented, remark, by=ben, at=now()), "Noted.", by=amina, at=now())
        receiver = hire(f"Deputy {number}", "G7")
        delegations.delegate(receiver, now(), now() + timedelta(days=5), "Leave.", by=ben, at=now())
        EmergencyRole.objects.create(space=space, name=f"Role {number}", unit=space.unit, grade=grade("G7"))
        last = route.steps.count()
        Step.objects.create(
            route=route, position=last + 1, stage=last + 1, scope=Breadth.DEPARTMENT, grade=grade("SCS1")
        )


def screens(space: Space, front: Page, draft: Draft) -> dict[str, str]:
    of_space = ("space-routes", "scheduled", "waiting-times", "emergencies")
    paths = {name: reverse(f"clearance:{name}", args=[space.pk]) for name in of_space}
    paths |= {name: reverse(f"clearance:{name}") for name in ("routes", "delegations")}
    paths |= {name: reverse(f"pages:{name}") for name in ("owned", "vacant")}
    paths |= {name: reverse(f"clearance:{name}", args=[draft.pk]) for name in ("comments", "fact-checks")}
    paths["paper"] = reverse("clearance:paper", args=[front.pk, 1])
    paths["changes"] = reverse("clearance:page-changes", args=[front.pk])
    paths["past"] = reverse("pages:space-past-pages", args=[space.pk])
    return paths


def test_every_screen_costs_the_same_with_many(space: Space, amina: Person, ben: Person, hire) -> None:
    front = stories.front(space)
    draft = stories.start(front, amina, "Talked of")
    browser = Client()
    browser.force_login(ben)

    fill(space, amina, ben, hire, range(FEW))
    few = costs(browser, **screens(space, front, draft))
    fill(space, amina, ben, hire, range(FEW, MANY))
    many = costs(browser, **screens(space, front, draft))

    assert many == few
    assert max(many.values()) <= 25, many

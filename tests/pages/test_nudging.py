"""Owners learn what is due by themselves, and not every day."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from apps.core.clock import now
from apps.notices.models import Notice
from apps.pages.actions.nudging import nudge_about_markings, nudge_owners, tell_of_vacancies
from apps.pages.models import Page
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.cast import leave


def told(person: Person) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", "about_id"))


@pytest.fixture
def page(ben: Person, fares: Page) -> Page:
    """Fares, owned by the post that led the team when it was published: Ben's."""
    Notice.objects.all().delete()
    return fares


def test_owners_are_told_four_weeks_before_then_on_the_day_then_every_four_weeks(page: Page, ben: Person):
    Page.objects.filter(pk=page.pk).update(review_by=localdate() + timedelta(days=60))
    kinds = []
    for day in range(150):
        nudge_owners(now() + timedelta(days=day))
        kinds += [(day, kind) for kind, _ in told(ben)]
        Notice.objects.all().delete()
    assert kinds == [
        (32, "REVIEW_SOON"),
        (60, "REVIEW_DUE"),
        (88, "REVIEW_DUE"),
        (116, "REVIEW_DUE"),
        (144, "REVIEW_DUE"),
    ]


def test_many_pages_due_at_once_are_told_of_in_one_notice(page: Page, amina: Person, ben: Person):
    for title in ("Passes", "Stops", "Depots"):
        stories.publish(stories.front(page.space), amina, ben, title)
    Notice.objects.all().delete()
    Page.objects.exclude(parent=None).update(review_by=localdate())
    assert nudge_owners(now()) == 4
    assert told(ben) == [("REVIEW_MANY", str(page.space_id))]
    assert nudge_owners(now()) == 0


def test_whoever_answers_meanwhile_is_told_of_a_vacancy_once_in_four_weeks(
    page: Page, amina: Person, ben: Person, client: Client, django_capture_on_commit_callbacks
):
    assert tell_of_vacancies(now()) == 0 or told(ben) == []
    Notice.objects.all().delete()
    Page.objects.update(owner_post="Head of rural transport", vacancy_told_on=None)
    leave(ben)
    with django_capture_on_commit_callbacks(execute=True):
        assert tell_of_vacancies(now()) == 1
    assert told(amina) == [("VACANT", str(page.owner_id))]
    assert mail.outbox[-1].to == [amina.email]
    assert "Fares" not in mail.outbox[-1].body
    assert tell_of_vacancies(now()) == 0
    assert tell_of_vacancies(now() + timedelta(weeks=4)) == 1
    client.force_login(amina)
    shown = client.get(reverse("pages:vacant")).content.decode()
    assert "Head of rural transport, Rural Transport" in shown
    assert "Fares" in shown


def test_of_a_team_that_emptied_its_leader_learns_that_a_post_is_vacant_and_no_more(
    amina: Person, ben: Person, fay: Person, client: Client
):
    space = stories.open_space(amina, "Team rota", Breadth.TEAM)
    stories.publish(stories.front(space), amina, ben, "Night shifts", "Who covers.")
    Notice.objects.all().delete()
    leave(amina)
    leave(ben)
    tell_of_vacancies(now())
    assert [kind for kind, _ in told(fay)] == ["VACANT"]
    client.force_login(fay)
    shown = client.get(reverse("notices:list")).content.decode() + client.get(reverse("pages:vacant")).content.decode()
    assert "A post in Rural Transport" in shown
    assert "Night shifts" not in shown


def test_a_marking_that_is_due_is_told_to_the_owner_every_four_weeks(page: Page, ben: Person):
    today = localdate()
    Page.objects.filter(pk=page.pk).update(
        marking="OFFICIAL-SENSITIVE", sensitive_until=today, audience=Breadth.DIRECTORATE
    )
    assert [nudge_about_markings(now() + timedelta(days=day)) for day in (-1, 0, 1, 27, 28)] == [0, 1, 0, 0, 1]
    assert told(ben) == [("MARKING_DUE", str(page.pk))] * 2

"""A hundred reviewers and one seat left: one fills it, the others are told so. On SQLite, which queues them, fifty."""

from functools import partial

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from apps.clearance.choices import Role, SubmissionState
from apps.clearance.models import Part, Submission
from apps.core.clock import now
from apps.notices.models import Notice
from apps.pages.models import Edition
from apps.people.models import Person, Posting
from apps.records.queries import first_fault
from tests import stories
from tests.cast import IN_POST_FOR, Government, grade
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
REVIEWERS = 100 if connection.vendor == "postgresql" else 50


def directors(government: Government) -> list[Person]:
    """Grade 7s of the directorate."""
    made = [Person(email=f"reviewer-{n}@greenpaper.example", name=f"Reviewer {n}") for n in range(REVIEWERS)]
    people = Person.objects.bulk_create(made)
    since, rung = now() - IN_POST_FOR, grade("G7")
    Posting.objects.bulk_create(
        Posting(person=one, unit=government.transport, grade=rung, title="Head of branch", starts_at=since)
        for one in people
    )
    return people


def decide(submission: Submission, by: Person, number: int) -> tuple[int, str]:
    client = Client(raise_request_exception=False)
    client.force_login(by)
    name, words = ("clear", {"comment": ""}) if number % 4 else ("send-back", {"because": "Cite the survey."})
    response = client.post(reverse(f"clearance:{name}", args=[submission.pk]), words)
    return response.status_code, response.content.decode()


def test_all_decide_at_once_on_one_last_seat(government: Government, amina: Person) -> None:
    people = directors(government)
    submission = stories.submit(stories.start(stories.front(stories.open_space(amina)), amina), amina)

    answers = together([partial(decide, submission, by, number) for number, by in enumerate(people)])

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    codes = [code for code, _ in answers]
    assert codes.count(302) == 1, codes
    # Whoever came once it was decided has no such submission any more to look for, or is told that it was decided.
    assert set(codes) <= {302, 404, 409, 422}, codes
    refused = [page for code, page in answers if code in {409, 422}]
    assert all("already been decided" in page or "a moment before you" in page for page in refused)
    [part] = Part.objects.filter(submission=submission).exclude(role=Role.AUTHOR)
    submission.refresh_from_db()
    came_to = {Role.CLEARED: SubmissionState.CLEARED, Role.RETURNED: SubmissionState.RETURNED}
    assert (submission.state, submission.closed_by) == (came_to[Role(part.role)], part.person)
    published = Edition.objects.filter(page__path="rural-buses/fares").count()
    assert published == (1 if part.role == Role.CLEARED else 0)
    assert Notice.objects.filter(person=amina).count() == 1
    call_command("check_tree")
    assert first_fault() is None

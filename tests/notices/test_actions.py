"""Telling people: once, by mail too, and never of what they may no longer see."""

from datetime import timedelta

import pytest
from django.core import mail

from apps.clearance.models import Submission
from apps.core.clock import now
from apps.notices.actions import deliver, mark_read
from apps.notices.models import Notice
from apps.notices.queries import told
from apps.pages.models import Space
from apps.people.actions import end_posting
from apps.people.models import Person
from apps.records.actions import SYSTEM
from tests import stories


@pytest.fixture
def submission(space: Space, amina: Person, ben: Person, fay: Person) -> Submission:
    return stories.submit(stories.start(stories.front(space), amina), amina)


def test_everyone_who_could_clear_is_told_and_nobody_else(submission: Submission, dev: Person):
    assert {str(notice) for notice in Notice.objects.all()} == {
        f"{name}: clearance.submission {submission.pk} is waiting for you to clear"
        for name in ("Ben Hughes", "Fay Campbell")
    }


def test_mail_goes_once_after_the_act_has_committed(
    space: Space, amina: Person, ben: Person, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submission = stories.submit(stories.start(stories.front(space), amina), amina)
        assert mail.outbox == []
    assert [(one.to, one.subject) for one in mail.outbox] == [([ben.email], "Fares is waiting for you to clear")]
    assert submission.get_absolute_url() in mail.outbox[0].body
    assert deliver(Notice.objects.all()) == 0
    assert len(mail.outbox) == 1


def test_a_mail_server_that_fails_leaves_the_notice_for_later(submission: Submission, monkeypatch, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2
    assert deliver(Notice.objects.all()) == 0
    assert not Notice.objects.exclude(mailed_at=None).exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver(Notice.objects.all()) == 2


def test_whoever_left_is_told_nothing_more(submission: Submission, ben: Person):
    notices = list(Notice.objects.filter(person=ben))
    assert [one.subject.title for one in told(ben, notices)] == ["Fares"]
    end_posting(ben.postings.get(), ends_at=now() - timedelta(seconds=1), by=SYSTEM, at=now(), because="Moved on.")
    ben = Person.objects.get(pk=ben.pk)
    assert told(ben, notices) == []
    deliver(Notice.objects.filter(person=ben))
    assert mail.outbox == []


def test_a_notice_of_something_unknown_goes_unmentioned(ben: Person):
    notice = Notice.objects.create(person=ben, kind="WAITING", about_kind="gone.thing", about_id="7", at=now())
    assert told(ben, [notice]) == []


def test_marking_as_read_is_for_ones_own_notices(submission: Submission, ben: Person, fay: Person):
    assert mark_read(ben, at=now()) == 1
    assert mark_read(ben, at=now()) == 0
    assert Notice.objects.get(person=fay).read_at is None

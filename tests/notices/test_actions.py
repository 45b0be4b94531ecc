"""Telling people: once, by mail too, and never of what they may no longer see."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import get_connection
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command

from apps.clearance.models import Submission
from apps.core.clock import now
from apps.notices.actions import deliver, mark_read
from apps.notices.models import Notice
from apps.notices.queries import told
from apps.pages.models import Space
from apps.people.actions import change_access, end_posting
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
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([ben.email], "OFFICIAL: Fares is waiting for you to clear")
    ]
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


def test_an_address_no_server_can_take_keeps_nobody_else_from_hearing(
    space: Space, amina: Person, ben: Person, fay: Person, django_capture_on_commit_callbacks
):
    Person.objects.filter(pk=ben.pk).update(email=f"ben@{'x' * 70}é.example")
    with django_capture_on_commit_callbacks(execute=True):
        stories.submit(stories.start(stories.front(space), amina), amina)
    assert [one.to for one in mail.outbox] == [[fay.email]]
    assert [notice.person for notice in Notice.objects.filter(mailed_at=None)] == [ben]


def test_whoever_acts_never_waits_long_for_the_mail_server():
    assert get_connection("django.core.mail.backends.smtp.EmailBackend").timeout == 10


def test_one_connection_carries_all_the_mail(submission: Submission, monkeypatch):
    opened = []
    monkeypatch.setattr(EmailBackend, "open", lambda post: opened.append(id(post)))
    assert deliver(Notice.objects.all()) == 2
    assert len(opened) == 1


def test_whoever_may_no_longer_sign_in_gets_no_mail(submission: Submission, ben: Person, fay: Person, capsys):
    change_access(ben, may_sign_in=False, by=SYSTEM, at=now(), because="Left.")
    assert deliver(Notice.objects.select_related("person")) == 1
    call_command("mail_notices")
    assert [one.to for one in mail.outbox] == [[fay.email]]
    assert capsys.readouterr().out == "0 notices went by e-mail.\n"


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

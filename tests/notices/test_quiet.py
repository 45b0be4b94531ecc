"""Quiet hours: no mail at night, over midnight, or on days off; what was told meanwhile comes when they are over."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from apps.core.clock import now
from apps.notices.actions import deliver, end_quiet, keep_quiet
from apps.notices.choices import NoticeKind
from apps.notices.models import Notice, QuietHours
from apps.notices.quiet import Quiet, is_between
from apps.people.choices import Nation


@pytest.mark.parametrize(
    ("moment", "starts", "ends", "is_quiet"),
    [
        (time(12), time(9), time(17), True),
        (time(17), time(9), time(17), False),
        (time(23, 59), time(18), time(8), True),
        (time(0), time(18), time(8), True),
        (time(7, 59), time(18), time(8), True),
        (time(8), time(18), time(8), False),
    ],
)
def test_quiet_hours_may_go_over_midnight(moment, starts, ends, is_quiet):
    assert is_between(moment, starts, ends) == is_quiet


def test_days_off_are_those_of_where_one_works(amina, carys, government):
    def is_quiet(person, *at: int) -> bool:
        return Quiet(datetime(*at, tzinfo=UTC)).is_for(person)

    government.coasts.nation = Nation.SCOTLAND
    government.coasts.save()
    for person in (amina, carys):
        keep_quiet(person, time(18), time(8), days_off_too=True)
    # Half past five in summer is half past six in London.
    assert (is_quiet(amina, 2029, 7, 2, 16, 30), is_quiet(amina, 2029, 7, 2, 17, 30)) == (False, True)
    # A Saturday, and St Andrew's Day, on which only Scotland rests.
    assert (is_quiet(amina, 2029, 7, 7, 12), is_quiet(carys, 2029, 7, 7, 12)) == (True, True)
    assert (is_quiet(amina, 2029, 11, 30, 12), is_quiet(carys, 2029, 11, 30, 12)) == (False, True)
    keep_quiet(carys, time(18), time(8), days_off_too=False)
    assert not is_quiet(carys, 2029, 7, 7, 12)


def test_mail_waits_until_quiet_hours_are_over(amina, ben, capsys):
    local = timezone.localtime(now())
    starts, ends = (local + timedelta(minutes=minutes) for minutes in (-30, 30))
    keep_quiet(ben, starts.time(), ends.time(), days_off_too=False)
    for person in (amina, ben):
        facts = {"kind": NoticeKind.LENT, "about_kind": "gone.thing", "about_id": "1", "at": now()}
        Notice.objects.create(person=person, **facts)
    assert deliver(Notice.objects.all()) == 1
    assert [one.person for one in Notice.objects.filter(mailed_at=None)] == [ben]
    call_command("mail_notices")
    assert [one.person for one in Notice.objects.filter(mailed_at=None)] == [ben]
    end_quiet(ben)
    call_command("mail_notices")
    assert not Notice.objects.filter(mailed_at=None).exists()
    assert capsys.readouterr().out == "0 notices went by e-mail.\n1 notices went by e-mail.\n"
    assert mail.outbox == []


def test_they_are_set_and_ended_on_a_screen(amina, client: Client):
    client.force_login(amina)
    refused = client.post("/quiet-hours/", {"starts": "6pm", "ends": "18:00"})
    assert refused.status_code == 422
    assert "must be another than the time they start" in refused.content.decode()
    kept = client.post("/quiet-hours/", {"starts": "6pm", "ends": "7:30am", "days_off_too": "on"}, follow=True)
    assert "from 6pm to 7:30am each day, and on days off" in kept.content.decode()
    hours = QuietHours.objects.get()
    assert (hours.person, hours.starts, hours.ends, hours.days_off_too) == (amina, time(18), time(7, 30), True)
    assert 'value="7:30am"' in kept.content.decode()
    ended = client.post("/quiet-hours/ended/", follow=True)
    assert "You have none at present." in ended.content.decode()
    assert not QuietHours.objects.exists()

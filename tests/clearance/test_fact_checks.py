"""Somebody outside is asked about the facts of one frozen draft, by a link that ends, and can be taken away."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding, fact_checks
from apps.clearance.actions.fact_checks import Question
from apps.clearance.models import FactCheck, FactRemark
from apps.clearance.queries.fact_checks import digest_of
from apps.core.clock import now
from apps.core.rules import Refused
from apps.notices.models import Notice
from apps.pages.actions import drafts
from apps.pages.choices import Marking
from apps.pages.models import Draft, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.models import Event
from tests import stories

BODY = (
    "Fares are capped at two pounds, says [the survey](https://www.example.org/survey).\n\n"
    "See [[Team rota]], [the rota](/wiki/rural-buses/rota/) and [us](http://127.0.0.1:8000/wiki/).\n\n"
    "| Year | Fare |\n| --- | --- |\n| 2026 | £2 |\n"
)
ASKED = Question("Rhys Powell", "rhys@university.example", "Are the fares right?", 14)


@pytest.fixture
def draft(space: Space, amina: Person) -> Draft:
    """A draft for the whole department."""
    cache.clear()
    started = stories.start(stories.front(space), amina)
    return stories.write(started, amina, BODY, audience=Breadth.DEPARTMENT)


def said(response: HttpResponse) -> str:
    return " ".join(unescape(response.content.decode()).split())


def verbs() -> list[str]:
    return [verb for verb in Event.objects.order_by("sequence").values_list("verb", flat=True) if "fact" in verb]


def test_the_key_is_long_kept_nowhere_and_sent_by_e_mail(
    draft: Draft, amina: Person, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        check, path = fact_checks.ask(draft, ASKED, by=amina, at=now())
    key = path.split("/")[2]
    assert re.fullmatch(r"[\w-]{43}", key)
    assert (check.key_digest, check.version, check.body) == (digest_of(key), draft.version, BODY)
    (letter,) = mail.outbox
    assert (letter.to, letter.reply_to) == (["rhys@university.example"], ["amina.osei@greenpaper.example"])
    assert letter.subject == "OFFICIAL: Please check the facts of ‘Fares’"
    assert f"http://127.0.0.1:8000{path}" in letter.body
    assert letter.body.startswith("OFFICIAL\n")
    assert letter.body.rstrip().endswith("\nOFFICIAL")
    kept = [str(value) for row in FactCheck.objects.values() for value in row.values()]
    kept += [str(event.told()) for event in Event.objects.all()]
    assert not any(key in value for value in kept)
    assert verbs() == ["clearance.fact_check_asked"]


def test_a_stranger_with_the_link_reads_the_frozen_text_and_nothing_else(draft: Draft, amina: Person, ben: Person):
    _, path = fact_checks.ask(draft, ASKED, by=amina, at=now())
    stories.write(draft, ben, "Something else altogether.", audience=Breadth.DEPARTMENT)
    response = Client().get(path)
    page = said(response)
    assert response.status_code == 200
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "Fares are capped at two pounds" in page
    assert "Something else altogether" not in page
    assert "Amina Osei asks you, Rhys Powell, to check the facts" in page
    assert "Ben Hughes" not in page
    assert page.count('class="app-marking') == 2
    assert "See Team rota, the rota and us." in re.sub(r"<[^>]+>", "", page)
    links = set(re.findall(r'(?:href|action)="([^"]*)"', page))
    assert {link for link in links if not link.startswith(("/static/", "#"))} == {"https://www.example.org/survey"}


def test_what_the_outsider_says_reaches_the_authors_and_the_reviewers(
    draft: Draft, amina: Person, ben: Person, gwen: Person
) -> None:
    check, path = fact_checks.ask(draft, ASKED, by=amina, at=now())
    outside = Client(enforce_csrf_checks=True)
    answer = outside.post(path, {"paragraph": "1", "body": "It was £2.50 until May."}, follow=True)
    assert "Thank you. Your remark has been sent." in said(answer)
    outside.post(path, {"paragraph": "0", "body": "Otherwise right."})

    remarks = [(one.paragraph, one.body, one.quote[:16]) for one in FactRemark.objects.order_by("pk")]
    assert remarks == [(1, "It was £2.50 until May.", "Fares are capped"), (0, "Otherwise right.", "")]
    event = Event.objects.filter(verb="clearance.fact_remarked").first()
    assert (event.actor_id, event.actor_name, event.post) == ("", "Rhys Powell", "rhys@university.example, no account")
    assert [(one.person, one.about_id) for one in Notice.objects.filter(kind="REMARKED")] == [(amina, str(check.pk))]
    author, reviewer = Client(), Client()
    author.force_login(amina)
    reviewer.force_login(gwen)
    assert "It was £2.50 until May." in said(author.get(reverse("clearance:fact-checks", args=[draft.pk])))
    assert "with 2 remarks so far" in said(author.get(draft.get_absolute_url()))
    assert "‘Fares’" not in said(author.get(reverse("notices:list")))
    sent = stories.submit(draft, amina)
    page = said(reviewer.get(sent.get_absolute_url()))
    assert "It was £2.50 until May." in page
    assert "rhys@university.example" not in page
    assert reviewer.get(reverse("clearance:fact-checks", args=[draft.pk])).status_code == 404


def test_reviewers_are_shown_what_was_said_of_that_very_version(draft: Draft, amina: Person) -> None:
    check, _ = fact_checks.ask(draft, ASKED, by=amina, at=now())
    fact_checks.remark(check, "It was £2.50.", paragraph=1, at=now())
    later = stories.write(draft, amina, "Fares were £2.50.", audience=Breadth.DEPARTMENT)
    author = Client()
    author.force_login(amina)
    assert "It was £2.50." not in said(author.get(stories.submit(later, amina).get_absolute_url()))


def test_opening_is_on_the_record_once_a_day(draft: Draft, amina: Person) -> None:
    check, _ = fact_checks.ask(draft, ASKED, by=amina, at=now())
    at = now()
    for moment in (at, at + timedelta(seconds=1), at + timedelta(days=1)):
        fact_checks.note_opening(FactCheck.objects.select_related("draft").get(pk=check.pk), at=moment)
    assert verbs() == ["clearance.fact_check_asked", *2 * ["clearance.fact_check_opened"]]


def closed(path: str) -> tuple[int, bool, bool]:
    response = Client().get(path)
    return response.status_code, "This fact check is closed" in said(response), "two pounds" in said(response)


GONE = (410, True, False)


def test_a_revoked_link_is_dead(draft: Draft, amina: Person, ben: Person) -> None:
    check, path = fact_checks.ask(draft, ASKED, by=amina, at=now())
    fact_checks.revoke(check, by=ben, at=now())
    assert closed(path) == GONE
    answer = Client().post(path, {"paragraph": "0", "body": "Wait, one more."})
    assert (answer.status_code, "Wait, one more." in said(answer)) == (410, True)
    with pytest.raises(Refused, match="revoked already"):
        fact_checks.revoke(check, by=ben, at=now())
    with pytest.raises(Refused, match="This fact check is closed"):
        fact_checks.remark(check, "Late.", at=now())
    assert verbs() == ["clearance.fact_check_asked", "clearance.fact_check_revoked"]


def test_a_link_that_has_run_out_is_dead(draft: Draft, amina: Person) -> None:
    check, path = fact_checks.ask(draft, ASKED, by=amina, at=now() - timedelta(days=14))
    assert closed(path) == GONE
    assert check.ends_at - check.asked_at == timedelta(days=14)


def test_a_link_to_what_was_published_or_given_up_is_dead(draft: Draft, amina: Person, gwen: Person) -> None:
    _, path = fact_checks.ask(draft, ASKED, by=amina, at=now())
    deciding.clear(stories.submit(draft, amina), by=gwen, at=now())
    assert closed(path) == GONE


def test_a_link_to_a_draft_given_up_is_dead(draft: Draft, amina: Person) -> None:
    _, path = fact_checks.ask(draft, ASKED, by=amina, at=now())
    drafts.discard(draft, by=amina, at=now())
    assert closed(path) == GONE


@pytest.mark.parametrize(
    "changed",
    [
        {"audience": Breadth.DIRECTORATE},
        {"marking": Marking.SENSITIVE, "handling": "RECIPIENTS ONLY"},
    ],
)
def test_a_draft_that_is_kept_closer_closes_its_links(draft: Draft, amina: Person, changed) -> None:
    _, path = fact_checks.ask(draft, ASKED, by=amina, at=now())
    Draft.objects.filter(pk=draft.pk).update(**changed)
    assert closed(path) == GONE
    with pytest.raises(Refused, match="nobody outside may be shown it"):
        fact_checks.ask(draft, ASKED, by=amina, at=now())


def test_the_database_itself_refuses_what_may_not_be_shown_outside(draft: Draft, amina: Person) -> None:
    check, _ = fact_checks.ask(draft, ASKED, by=amina, at=now())
    for changed in ({"audience": Breadth.TEAM}, {"marking": Marking.SENSITIVE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactCheck.objects.filter(pk=check.pk).update(**changed)


def test_who_may_not_ask_what(draft: Draft, amina: Person, fay: Person) -> None:
    with pytest.raises(Refused, match="Only people posted in Rural Transport"):
        fact_checks.ask(draft, ASKED, by=fay, at=now())
    with pytest.raises(Refused, match="from 1 to 28 days"):
        fact_checks.ask(draft, Question("Rhys", "rhys@x.example", "Right?", 29), by=amina, at=now())
    check, _ = fact_checks.ask(draft, ASKED, by=amina, at=now())
    with pytest.raises(Refused, match="has been asked about this version already"):
        fact_checks.ask(draft, ASKED, by=amina, at=now())
    fact_checks.revoke(check, by=amina, at=now())
    fact_checks.ask(draft, ASKED, by=amina, at=now())
    drafts.discard(draft, by=amina, at=now())
    with pytest.raises(Refused, match="no longer open"):
        fact_checks.ask(draft, ASKED, by=amina, at=now())

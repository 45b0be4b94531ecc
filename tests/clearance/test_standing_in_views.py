"""Delegations and interests by their forms, and how the reviewer's page tells of them."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from apps.clearance.actions import deciding, interests
from apps.clearance.actions.delegations import delegate
from apps.clearance.models import Delegation, Interest, Submission
from apps.core.clock import now
from apps.pages.models import Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.cast import Government, grade, person, post


def browser_of(who: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(who)
    return client


def said(response: HttpResponse) -> str:
    return " ".join(unescape(response.content.decode()).split())


def typed(receiver: str, first: date | None = None, last: date | None = None, **changed: object) -> dict[str, object]:
    first, last = first or localdate(), last or localdate() + timedelta(days=7)
    days = {f"first_day_{part}": getattr(first, part) for part in ("day", "month", "year")}
    days |= {f"last_day_{part}": getattr(last, part) for part in ("day", "month", "year")}
    return {"receiver": receiver, "because": "On leave.", **days, **changed}


NEW = "/account/delegations/new/"


@pytest.fixture
def lena(government: Government) -> Person:
    return post(person("Lena Roy"), government.legal, "G7", "Lawyer")


@pytest.mark.parametrize("receiver", ["Lena Roy", "LENA ROY", "lena.roy@greenpaper.example", " Lena  Roy "])
def test_ben_asks_lena_by_name_or_address(ben: Person, lena: Person, receiver: str) -> None:
    page = browser_of(ben).post(NEW, typed(receiver), follow=True)
    assert "Lena Roy decides on your behalf" in said(page)
    made = Delegation.objects.get()
    assert (made.giver, made.receiver, made.last_day) == (ben, lena, localdate() + timedelta(days=7))
    assert made.standing_at(now()).label == "In force"
    held = said(browser_of(lena).get("/account/delegations/"))
    assert "You decide on behalf of Ben Hughes" in held
    assert "On leave." in held


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"receiver": ""}, "Enter who decides on your behalf"),
        ({"receiver": "Lena Ray"}, "Nobody called Lena Ray has an account here"),
        ({"receiver": "Twin Jones"}, "Several people are called Twin Jones. Enter an e-mail address"),
        ({"receiver": "Ben Hughes"}, "You cannot ask yourself to decide on your behalf"),
        ({"because": " "}, "Enter why"),
        ({"because": "w" * 4001}, "Why must be 4000 characters or fewer"),
        ({"first_day_day": ""}, "The first day must include a day"),
        ({"first_day_month": "13"}, "The first day must be a real date"),
        ({"last_day_year": "20000"}, "The last day must be a real date"),
        ({"last_day_year": "9999"}, "Enter a day within the next 2 years"),
        ({"first_day_year": "9999"}, "Enter a day within the next 2 years"),
        ({"first_day_year": "2020"}, "It must start today or on a later day."),
    ],
)
def test_what_cannot_be_asked_is_told(ben: Person, lena: Person, changed: dict[str, object], sentence: str) -> None:
    for number in (1, 2):
        Person.objects.create_user(f"twin{number}@greenpaper.example", name="Twin Jones")
    response = browser_of(ben).post(NEW, typed("Lena Roy") | changed)
    assert (response.status_code, sentence in said(response)) == (422, True)
    assert not Delegation.objects.exists()


def test_a_last_day_before_the_first_is_told(ben: Person, lena: Person) -> None:
    tomorrow = localdate() + timedelta(days=1)
    response = browser_of(ben).post(NEW, typed("Lena Roy", tomorrow, localdate()))
    assert (response.status_code, "It must end after it starts." in said(response)) == (422, True)


def test_one_day_is_enough(ben: Person, lena: Person) -> None:
    tomorrow = localdate() + timedelta(days=1)
    page = browser_of(ben).post(NEW, typed("Lena Roy", tomorrow, tomorrow), follow=True)
    assert "Starts later" in said(page)
    made = Delegation.objects.get()
    assert made.ends_at - made.starts_at in {timedelta(hours=hours) for hours in (23, 24, 25)}


def test_ending_early_is_confirmed_first(ben: Person, lena: Person) -> None:
    made = delegate(lena, now(), now() + timedelta(days=7), "Leave.", by=ben, at=now())
    end = reverse("clearance:delegation-end", args=[made.pk])
    holder = browser_of(lena)
    assert "Lena Roy will no longer decide on behalf of Ben Hughes" in said(holder.get(end))
    assert "ended early on" in said(holder.post(end, follow=True))
    assert "This has already ended." in said(holder.get(end))
    assert holder.post(end).status_code == 403


def test_the_list_costs_no_more_for_more(ben: Person, government: Government, django_assert_max_num_queries) -> None:
    for number in range(6):
        who = post(person(f"Person {number}"), government.legal, "G7", "Lawyer")
        delegate(who, now(), now() + timedelta(days=7), "Leave.", by=ben, at=now())
    giver = browser_of(ben)
    with django_assert_max_num_queries(8):
        giver.get("/account/delegations/")


@pytest.fixture
def submission(space: Space, amina: Person) -> Submission:
    return stories.submit(stories.start(stories.front(space), amina), amina)


def test_lena_sees_for_whom_she_decides_and_everybody_sees_it_afterwards(
    submission: Submission, amina: Person, ben: Person, lena: Person
) -> None:
    delegate(lena, now(), now() + timedelta(days=7), "Leave.", by=ben, at=now())
    stand_in = browser_of(lena)
    assert "You would decide on behalf of Ben Hughes" in said(stand_in.get("/waiting/"))
    assert "You decide on behalf of Ben Hughes." in said(stand_in.get(submission.get_absolute_url()))
    shown = "Lena Roy, Lawyer (G7), Legal, on behalf of Ben Hughes"
    cleared = stand_in.post(reverse("clearance:clear", args=[submission.pk]), {"comment": ""}, follow=True)
    assert f"cleared by {shown}" in said(cleared)
    page, author = Page.objects.get(path="rural-buses/fares"), browser_of(amina)
    for address in (page.get_absolute_url(), reverse("pages:history", args=[page.pk]), f"/pages/{page.pk}/editions/1/"):
        assert shown in said(author.get(address)), address


def test_whoever_could_decide_in_two_ways_must_say_in_which(
    space: Space, government: Government, amina: Person, fay: Person, lena: Person
) -> None:
    route = space.routes.get(audience=space.audience)
    route.steps.create(position=2, stage=1, unit=government.legal, grade=grade("G7"), name="Legal")
    delegate(fay, now(), now() + timedelta(days=7), "Leave.", by=lena, at=now())
    sent = stories.submit(stories.start(stories.front(space), amina), amina)
    decider = browser_of(fay)
    page = said(decider.get(sent.get_absolute_url()))
    assert "Legal: G7 or above in Legal, on behalf of Lena Roy" in page
    assert "as Deputy director, transport and access (SCS1), Transport and Access" in page
    clear = reverse("clearance:clear", args=[sent.pk])
    for way in ("", "0-0", "x"):
        refused = decider.post(clear, {"comment": "Yes.", "way": way})
        assert (refused.status_code, "Select how you decide" in said(refused)) == (422, True)
    legal = sent.seats.get(position=2)
    assert decider.post(clear, {"comment": "Yes.", "way": f"{legal.pk}-{lena.pk}"}).status_code == 302
    assert sent.parts.get(person=fay).on_behalf_of == lena


def test_two_chairs_of_one_step_are_one_way(space: Space, amina: Person, ben: Person) -> None:
    space.routes.get(audience=space.audience).steps.update(people_needed=2)
    sent = stories.submit(stories.start(stories.front(space), amina), amina)
    assert "How you decide" not in said(browser_of(ben).get(sent.get_absolute_url()))


def test_ben_declares_an_interest_and_it_is_shown_with_its_reason(
    submission: Submission, amina: Person, ben: Person
) -> None:
    decider, address = browser_of(ben), submission.get_absolute_url()
    declare = reverse("clearance:interest", args=[submission.pk])
    assert declare in said(decider.get(address))
    assert "you cannot clear any step of this" in said(decider.get(declare))
    empty = decider.post(declare, {"because": " "})
    assert (empty.status_code, "Enter what your interest is" in said(empty)) == (422, True)
    page = said(decider.post(declare, {"because": "My sister runs a bus firm."}, follow=True))
    assert "Your interest has been declared." in page
    assert "You declared an interest in this, so somebody else must clear it." in page
    for who in (amina, ben):
        shown = said(browser_of(who).get(address))
        assert "Ben Hughes, " in shown
        assert "‘My sister runs a bus firm.’" in shown
        assert declare not in shown
    again = decider.post(declare, {"because": "Again."})
    assert (again.status_code, "already declared an interest" in said(again), "Again." in said(again)) == (
        422,
        True,
        True,
    )


def test_before_it_is_submitted_on_the_page_of_the_draft(space: Space, amina: Person, ben: Person) -> None:
    draft = stories.start(stories.front(space), amina)
    declare = reverse("clearance:draft-interest", args=[draft.pk])
    assert declare not in said(browser_of(amina).get(draft.get_absolute_url()))
    colleague = browser_of(ben)
    assert declare in said(colleague.get(draft.get_absolute_url()))
    page = said(colleague.post(declare, {"because": "Shares."}, follow=True))
    assert "‘Shares.’" in page
    assert Interest.objects.get().person == ben


def test_what_no_longer_stands_is_shown_with_the_reason(space: Space, amina: Person, ben: Person, fay: Person) -> None:
    route = space.routes.get(audience=space.audience)
    route.steps.create(position=2, stage=2, scope=Breadth.DIRECTORATE, grade=grade("SCS1"))
    sent = stories.submit(stories.start(stories.front(space), amina), amina)
    deciding.clear(sent, by=ben, at=now(), comment="Sound.")
    interests.declare_in(sent, because="Shares.", by=ben, at=now())
    page = said(browser_of(fay).get(sent.get_absolute_url()))
    assert "Decisions that no longer stand" in page
    assert page.count("They declared an interest afterwards, so what they cleared no longer stands.") == 1
    assert page.count("‘Sound.’") == 1


def test_a_lower_grade_is_told_when_it_is_asked_and_in_the_list(
    ben: Person, lena: Person, government: Government
) -> None:
    post(person("Jonah Reed"), government.legal, "EO", "Officer")
    page = said(browser_of(ben).post(NEW, typed("Jonah Reed"), follow=True))
    assert page.count("Jonah Reed holds EO, so they can decide only on steps that ask for EO or below.") == 2
    held = said(browser_of(Person.objects.get(name="Jonah Reed")).get("/account/delegations/"))
    assert "You hold EO, so you can decide only on steps that ask for EO or below." in held
    assert "can decide only on steps" not in said(browser_of(lena).get("/account/delegations/"))
    assert "Lena Roy holds" not in said(browser_of(ben).post(NEW, typed("Lena Roy"), follow=True))

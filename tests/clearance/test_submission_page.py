"""What the pages of submitting and of a submission say of its steps, of what waits and of what stands in the way."""

from datetime import timedelta
from html import unescape

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from apps.clearance.actions.changing import change_page
from apps.clearance.actions.commenting import Remark, comment, settle
from apps.clearance.actions.delegations import delegate
from apps.clearance.choices import Act
from apps.clearance.models import Emergency, Route, Submission
from apps.clearance.models.proposals import Change
from apps.core.clock import now
from apps.govuk.templatetags.govuk import govuk_datetime
from apps.pages.actions import drafts, saving
from apps.pages.actions.saving import Words
from apps.pages.choices import CommentKind
from apps.pages.models import Draft, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.cast import Government, grade, person, post
from tests.emergencies import give_role, rush


def browser_of(who: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(who)
    return client


def said(response: HttpResponse) -> str:
    return " ".join(unescape(response.content.decode()).split())


def test_steps_side_by_side_bear_one_number(space: Space, amina: Person, ben: Person):
    route = Route.objects.get(space=space, audience=space.audience)
    for position, stage in ((2, 2), (3, 2)):
        rank = grade("SCS1" if position == 2 else "SCS2")
        route.steps.create(position=position, stage=stage, scope=Breadth.DIRECTORATE, grade=rank)
    sent = stories.submit(stories.start(stories.front(space), amina), amina)
    page = said(browser_of(ben).get(sent.get_absolute_url()))
    steps = page.partition("Steps</h2>")[2].partition("</ol>")[0]
    alone, side_by_side = steps.split("Side by side:")
    assert (alone.count("not cleared yet"), side_by_side.count("not cleared yet")) == (1, 2)


def test_a_proposal_speaks_of_whoever_proposed_it_and_of_no_draft(fares: Page, amina: Person, ben: Person):
    change_page(fares, Change(Act.WITHDRAW, "The cap has ended."), by=amina, at=now())
    sent = Submission.objects.get(act=Act.WITHDRAW)
    assert "You proposed this, so somebody else must clear it." in said(browser_of(amina).get(sent.get_absolute_url()))
    clearer = browser_of(ben)
    assert "Your comments go to whoever proposed it, and stay" in said(clearer.get(sent.get_absolute_url()))
    back = clearer.post(reverse("clearance:send-back", args=[sent.pk]), {"because": "Not yet."}, follow=True)
    assert "Sent back to whoever proposed it with your comments." in said(back)


def test_a_review_waits_for_a_second_pair_of_eyes_until_its_time(fares: Page, ines: Person, amina: Person, ben: Person):
    give_role(fares.space, ines)
    urgent = stories.write(drafts.start(fares, by=amina, at=now()), amina, "All fares are suspended.")
    emergency = rush(urgent, amina, ben)
    clearer, due = browser_of(ben), f"due {govuk_datetime(emergency.due_at)}"
    page = said(clearer.get(emergency.submission.get_absolute_url()))
    assert "Waiting for a second pair of eyes" in page.partition("</h1>")[2][:200]
    assert due in page.partition("What waits now")[2]
    assert due in said(clearer.get(reverse("desk:waiting")))
    Emergency.objects.update(due_at=now())
    assert "Overdue" in said(clearer.get(emergency.submission.get_absolute_url())).partition("What waits now")[2]


def test_a_marking_is_told_once_with_what_goes_with_it(space: Space, amina: Person, ben: Person):
    draft = stories.start(stories.front(space), amina)
    words = Words("Fares", "Our lowest offer.", Breadth.TEAM, **stories.SENSITIVE)
    saving.save(draft, words, made_on=draft.version, by=amina, at=now())
    sent = stories.submit(Draft.objects.get(pk=draft.pk), amina)
    page = said(browser_of(ben).get(sent.get_absolute_url()))
    told = ("Marking</dt>", "Why it is sensitive</dt>", "Who answers for the marking</dt>", "Marked until</dt>")
    assert [page.count(words) for words in told] == [1, 1, 1, 1]
    assert sent.marking_line in page.partition("Marking</dt>")[2].partition("</dd>")[0]


def test_what_stands_in_the_way_leads_to_the_condition_and_back(space: Space, amina: Person, ben: Person):
    sent = stories.submit(stories.start(stories.front(space), amina), amina)
    remark = Remark(CommentKind.CONDITION, "Cite it.", sent.version)
    raised = comment(sent.draft, remark, by=ben, at=now())
    clearer, address = browser_of(ben), reverse("clearance:comment", args=[raised.pk])
    page = said(clearer.get(sent.get_absolute_url())).partition("Clear it</h3>")[2]
    assert "You raised a condition that is not settled yet." in page
    assert f'href="{address}">Condition by Ben Hughes' in page
    assert f'href="{sent.get_absolute_url()}#decide"' in said(clearer.get(address))
    settle(raised, because="Cited.", by=ben, at=now())
    assert address not in said(clearer.get(sent.get_absolute_url())).partition("Clear it</h3>")[2]


def test_before_submitting_delegates_are_named_with_whom_they_stand_in_for(
    space: Space, amina: Person, ben: Person, fay: Person, government: Government
):
    lena = post(person("Lena Roy"), government.legal, "G7", "Lawyer")
    for giver, receiver in ((fay, lena), (ben, lena), (ben, fay)):
        delegate(receiver, now(), now() + timedelta(days=5), "On leave.", by=giver, at=now())
    route = Route.objects.get(space=space, audience=space.audience)
    route.steps.create(position=2, stage=1, scope=Breadth.DIRECTORATE, grade=grade("SCS1"))
    draft = stories.start(stories.front(space), amina)
    page = said(browser_of(amina).get(reverse("clearance:submit", args=[draft.pk])))
    steps = page.partition("The steps are:")[2].partition("</ol>")[0].partition("Side by side:")[2]
    assert "Ben Hughes, Fay Campbell, Lena Roy (on behalf of Fay Campbell) could clear it today" in steps
    assert "Fay Campbell could clear it today" in steps.partition("</li>")[2]

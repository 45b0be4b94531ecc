"""Ways round clearance that somebody looked for: each is barred, or refused with a sentence."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import changing, commenting, deciding, fact_checks
from apps.clearance.actions.commenting import Remark
from apps.clearance.actions.fact_checks import Question
from apps.clearance.choices import Act
from apps.clearance.models import Route, Seat, Step, Submission
from apps.clearance.models.proposals import Change
from apps.clearance.rules.emergencies import may_publish_in_emergency
from apps.clearance.rules.submissions import may_clear
from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import absorbing, drafts, saving, standing
from apps.pages.actions.saving import Words
from apps.pages.anchors import Span
from apps.pages.models import Draft, Edition, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests import stories
from tests.cast import grade
from tests.emergencies import give_role, rush

pytestmark = pytest.mark.django_db


@pytest.fixture
def gina(hire) -> Person:
    """Another Grade 7 of the team, who could clear what she did not write."""
    return hire("Gina Marsh", "G7")


@pytest.fixture
def nia(hire) -> Person:
    return hire("Nia Powell", "HEO")


def afresh(page: Page) -> Page:
    return Page.objects.select_related("space__unit", "edition", "audience_unit").get(pk=page.pk)


def ranks(submission: Submission) -> list[int]:
    return sorted(Seat.objects.filter(submission=submission).values_list("least_rank", flat=True))


def sensitive(space: Space, by: Person) -> Draft:
    draft = drafts.start_new(stories.front(space), "Prices", template=None, by=by, at=now())
    words = Words("Prices", "We would pay nine pounds.", Breadth.DIRECTORATE, **stories.SENSITIVE)
    saved = saving.save(draft, words, made_on=0, by=by, at=now())
    assert saved.kept is None
    return saved.draft


def lowered(draft: Draft, by: Person, audience: int) -> Draft:
    words = Words(draft.title, draft.body, audience)
    saved = saving.save(draft, words, made_on=draft.version, by=by, at=now())
    assert saved.kept is None
    return saved.draft


@pytest.mark.usefixtures("role")
def test_refused_emergency_words_are_not_restored(fares: Page, urgent: Draft, amina, ben, gina, nia) -> None:
    written = stories.write(Draft.objects.get(pk=urgent.pk), gina, "All fares are doubled.")
    emergency = rush(written, amina, ben)
    deciding.send_back(emergency.submission, because="No.", by=ben, at=now())
    stories.revise(afresh(fares), nia, ben, "Fares are capped again.")
    with pytest.raises(Refused, match="published in an emergency and nobody has cleared it"):
        drafts.restore(Edition.objects.get(pk=emergency.edition_id), by=nia, at=now())
    again = stories.write(drafts.start(afresh(fares), by=nia, at=now()), nia, "All fares are doubled.")
    assert not may_clear(gina, stories.submit(again, nia), now())


@pytest.mark.usefixtures("role")
def test_unreviewed_words_are_not_merged_into_another_page(fares: Page, urgent: Draft, amina, ben, gina, nia) -> None:
    passes = stories.publish(stories.front(fares.space), nia, ben, "Passes")
    rush(stories.write(Draft.objects.get(pk=urgent.pk), gina, "All fares are doubled."), amina, ben)
    with pytest.raises(Refused, match="nobody has cleared it yet"):
        absorbing.absorb(afresh(passes), afresh(fares), by=nia, at=now())


def test_words_of_a_draft_left_behind_are_its_writers_still(fares: Page, amina, ben, gina, nia) -> None:
    stories.write(drafts.start(fares, by=gina, at=now()), gina, "Gina's words.")
    urgent = stories.write(drafts.start(fares, by=nia, at=now(), is_urgent=True), nia, "Edition two.")
    deciding.clear(stories.submit(urgent, nia), by=ben, at=now())
    copied = stories.write(drafts.start(afresh(fares), by=nia, at=now(), is_urgent=True), nia, "Gina's words.")
    assert not may_clear(gina, stories.submit(copied, nia), now())


def test_another_title_frees_nobody(space: Space, gina: Person, nia: Person) -> None:
    front = stories.front(space)
    drafts.discard(stories.start(front, gina, body="Gina's words."), by=gina, at=now())
    again = stories.write(stories.start(front, nia, body="Gina's words."), nia, "Gina's words.", title="Bus fares")
    assert not may_clear(gina, stories.submit(again, nia), now())


def test_a_condition_is_not_escaped_by_beginning_again(fares: Page, amina: Person, gina: Person) -> None:
    draft = stories.write(drafts.start(fares, by=amina, at=now()), amina, "Bad.")
    submission = stories.submit(draft, amina)
    commenting.comment(draft, Remark("CONDITION", "Legal must agree.", draft.version), by=gina, at=now())
    deciding.send_back(submission, because="See my condition.", by=gina, at=now())
    with pytest.raises(Refused, match="A condition has been raised"):
        drafts.discard(Draft.objects.get(pk=draft.pk), by=amina, at=now())


def test_a_lowered_marking_goes_up_the_route_of_the_marked_page(space: Space, amina: Person, gwen: Person) -> None:
    route = Route.objects.create(space=space, audience=Breadth.DIRECTORATE, marking="OFFICIAL-SENSITIVE")
    Step.objects.create(route=route, position=1, scope=Breadth.DEPARTMENT, grade=grade("SCS2"))
    draft = sensitive(space, amina)
    deciding.clear(stories.submit(draft, amina), by=gwen, at=now())
    page = Page.objects.get(drafts=draft)
    lower = lowered(drafts.start(page, by=amina, at=now()), amina, Breadth.TEAM)
    assert ranks(stories.submit(lower, amina)) == [grade("EO").rank, grade("SCS2").rank]


def test_a_merger_goes_up_the_other_pages_route_too(fares: Page, amina: Person, ben: Person) -> None:
    passes = stories.publish(stories.front(fares.space), amina, ben, "Passes")
    draft = absorbing.absorb(afresh(passes), afresh(fares), by=amina, at=now())
    narrow = stories.write(draft, amina, "Everything gone.", audience=Breadth.TEAM)
    assert ranks(stories.submit(narrow, amina)) == [grade("EO").rank, grade("G7").rank]


def test_a_page_does_not_take_others_along_that_must_be_cleared(fares: Page, amina: Person, ben: Person) -> None:
    stories.publish(fares, amina, ben, "Child")
    other = stories.publish(stories.front(fares.space), amina, ben, "Other")
    Page.objects.filter(pk=fares.pk).update(audience=Breadth.TEAM, audience_unit=fares.space.unit)
    Route.objects.filter(space=fares.space, audience=Breadth.TEAM).update(acts=[])
    move = Change(Act.MOVE, "Belongs there.", afresh(other), "fares")
    assert isinstance(changing.change_page(afresh(fares), move, by=amina, at=now()), Submission)


def test_nobody_lowers_a_marking_alone_by_an_emergency(space: Space, ines: Person, amina: Person) -> None:
    give_role(space, ines)
    lower = lowered(sensitive(space, amina), amina, Breadth.DIRECTORATE)
    verdict = may_publish_in_emergency(amina, lower, now())
    assert "lowering that takes a second person" in verdict.reason


def test_nobody_sends_a_sensitive_page_outside_by_a_lower_draft(space: Space, amina: Person, ben: Person) -> None:
    draft = sensitive(space, amina)
    deciding.clear(stories.submit(draft, amina), by=ben, at=now())
    lower = lowered(drafts.start(Page.objects.get(drafts=draft), by=amina, at=now()), amina, Breadth.DEPARTMENT)
    with pytest.raises(Refused, match="Nobody outside may be shown it"):
        fact_checks.ask(lower, Question("Rhys Powell", "rhys@university.example", "Right?", 5), by=amina, at=now())


def test_a_link_ends_with_its_page(space: Space, amina: Person, gwen: Person) -> None:
    stories.write(start := stories.start(stories.front(space), amina), amina, "Wide.", audience=Breadth.DEPARTMENT)
    deciding.clear(stories.submit(Draft.objects.get(pk=start.pk), amina), by=gwen, at=now())
    page = Page.objects.get(drafts=start)
    draft = stories.write(drafts.start(page, by=amina, at=now()), amina, "More.")
    question = Question("Rhys Powell", "rhys@university.example", "Right?", 5)
    _, path = fact_checks.ask(draft, question, by=amina, at=now())
    standing.remove(afresh(page), "Published in error.", by=amina, at=now())
    assert Client().get(path).status_code == 410


def test_a_reviewer_quotes_no_earlier_save(space: Space, amina: Person, gwen: Person) -> None:
    draft = stories.start(stories.front(space), amina, body="The minister resigns.")
    draft = stories.write(draft, amina, "Clean text.", audience=Breadth.DEPARTMENT)
    stories.submit(draft, amina)
    browser = Client()
    browser.force_login(gwen)
    page = browser.get(f"{reverse('clearance:comment-new', args=[draft.pk])}?version=1&paragraph=1")
    assert "minister resigns" not in page.content.decode()
    with pytest.raises(Refused):
        commenting.comment(draft, Remark("NOTE", "Look.", 1, Span(0, 20)), by=gwen, at=now())


def test_the_reason_of_a_round_stays_with_those_who_saw_it(
    space: Space, amina: Person, ben: Person, fay: Person
) -> None:
    draft = stories.write(stories.start(stories.front(space), amina), amina, "The bid.", audience=Breadth.TEAM)
    deciding.send_back(stories.submit(draft, amina), because="Do not name Acme.", by=ben, at=now())
    wider = stories.write(Draft.objects.get(pk=draft.pk), amina, "A bid.", audience=Breadth.DEPARTMENT)
    submission = stories.submit(wider, amina)
    browser = Client()
    browser.force_login(fay)
    response = browser.get(submission.get_absolute_url())
    assert (response.status_code, b"Acme" in response.content) == (200, False)


def test_no_number_is_too_long(fares: Page, amina: Person) -> None:
    browser = Client(raise_request_exception=False)
    browser.force_login(amina)
    route = Route.objects.filter(space=fares.space).first()
    sent = {"do": f"remove-{'9' * 5000}"}
    assert browser.post(reverse("clearance:route-change", args=[route.pk]), sent).status_code < 500
    for address in ("second", "submission", "interest", "postpone"):
        assert browser.get(reverse(f"clearance:{address}", args=[2**63])).status_code == 404

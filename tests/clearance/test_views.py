"""Submitting and the reviewer's one page, by their forms."""

from datetime import timedelta
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from apps.clearance.actions import deciding
from apps.clearance.actions.commenting import Remark, comment, settle
from apps.clearance.choices import SubmissionState, WhyVoid
from apps.clearance.models import Submission
from apps.core.clock import now
from apps.pages.actions import saving
from apps.pages.actions.saving import Words
from apps.pages.models import Draft, Page, Space
from apps.people.actions import end_posting
from apps.people.choices import Breadth
from apps.people.models import Person
from apps.records.actions import SYSTEM
from tests import stories
from tests.cast import Government, post

COVER = {"significance": "MAJOR", "change_note": "A cap on fares.", "months": 12, "version": 1}


def browser_of(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def said(response: HttpResponse) -> str:
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def submission(space: Space, amina: Person) -> Submission:
    return stories.submit(stories.start(stories.front(space), amina), amina)


def test_before_submitting_the_author_sees_who_must_clear_and_who_could(
    space: Space, amina: Person, ben: Person, fay: Person
):
    draft = stories.start(stories.front(space), amina)
    page = said(browser_of(amina).get(reverse("clearance:submit", args=[draft.pk])))
    assert "G7 or above in Transport and Access: Ben Hughes, Fay Campbell could clear it today" in page


def test_before_submitting_sensitive_text_the_author_sees_for_whom_it_is(space: Space, amina: Person):
    draft = stories.start(stories.front(space), amina)
    submit = reverse("clearance:submit", args=[draft.pk])
    assert "nobody else will read it" not in said(browser_of(amina).get(submit))
    words = Words("Fares", "Our lowest offer.", Breadth.TEAM, **stories.SENSITIVE)
    saving.save(draft, words, made_on=draft.version, by=amina, at=now())
    page = said(browser_of(amina).get(submit))
    assert "It will be read by: Team only. It is OFFICIAL-SENSITIVE: once it is published nobody else will read" in page


def test_a_route_that_nobody_could_clear_says_so(space: Space, amina: Person):
    draft = stories.start(stories.front(space), amina)
    page = said(browser_of(amina).get(reverse("clearance:submit", args=[draft.pk])))
    assert "nobody could clear this step today" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"change_note": ""}, "Enter a change note"),
        ({"change_note": " \n "}, "Enter a change note"),
        ({"change_note": "n" * 4001}, "Change note must be 4000 characters or fewer"),
        ({"change_note": "Pay \u202enow"}, "Remove the hidden character U+202E on line 1"),
        ({"significance": ""}, "Select whether the change is major or minor"),
        ({"significance": "HUGE"}, "Select whether the change is major or minor"),
        ({"months": "13"}, "Select a time from the list"),
        ({"version": "latest"}, "Open the draft again"),
        ({"version": "99999999999999999999"}, "Open the draft again"),
        ({"version": "7"}, "Somebody saved this draft after you opened this page."),
    ],
)
def test_what_cannot_be_submitted_is_told_and_the_note_is_kept(
    space: Space, amina: Person, changed: dict[str, str], sentence: str
):
    draft = stories.start(stories.front(space), amina)
    cover = {**COVER, **changed}
    response = browser_of(amina).post(reverse("clearance:submit", args=[draft.pk]), cover)
    assert response.status_code == 422
    assert sentence in said(response)
    assert str(cover["change_note"]).strip() in said(response)
    assert not Submission.objects.exists()


def test_whoever_is_refused_because_somebody_saved_sees_what_changed_and_can_submit_that(
    space: Space, amina: Person, ben: Person
):
    draft = stories.start(stories.front(space), amina)
    author, address = browser_of(amina), reverse("clearance:submit", args=[draft.pk])
    opened_at = draft.version
    draft = stories.write(draft, ben, "Ben wrote this.")
    refused = author.post(address, {**COVER, "version": str(opened_at)})
    page = said(refused)
    comparison = reverse("pages:draft-comparison", args=[draft.pk])
    assert f'href="{comparison}?earlier={opened_at}&later={draft.version}"' in page
    assert author.get(f"{comparison}?earlier={opened_at}&later={draft.version}").status_code == 200
    assert f'name="version" value="{draft.version}"' in page
    assert author.post(address, {**COVER, "version": str(draft.version)}).status_code == 302


def test_what_was_said_of_an_earlier_round_is_asked_anew(submission: Submission, amina: Person, ben: Person):
    deciding.send_back(submission, because="Say when.", by=ben, at=now())
    form = said(browser_of(amina).get(reverse("clearance:submit", args=[submission.draft_id])))
    assert [submission.change_note in form, " checked" in form.partition("Change note")[0]] == [False, False]
    assert f'name="version" value="{submission.draft.version}"' in form


def test_whoever_submits_is_told_of_conditions_not_settled(space: Space, amina: Person, ben: Person):
    draft = stories.start(stories.front(space), amina)
    author, submit = browser_of(amina), reverse("clearance:submit", args=[draft.pk])
    kinds = ("NOTE", "CONDITION", "CONDITION")
    assert "not settled" not in said(author.get(submit))
    _, cited, _ = (comment(draft, Remark(kind, "Cite it.", draft.version), by=ben, at=now()) for kind in kinds)
    page = said(author.get(submit))
    assert "2 conditions not settled: the last step cannot be cleared until they are." in page
    assert f'href="{reverse("clearance:comments", args=[draft.pk])}"' in page
    settle(cited, because="Cited.", by=ben, at=now())
    assert "1 condition not settled: the last step cannot be cleared until it is." in said(author.get(submit))


def test_submitting_twice_makes_one_submission(space: Space, amina: Person):
    draft = stories.start(stories.front(space), amina)
    author, submit = browser_of(amina), reverse("clearance:submit", args=[draft.pk])
    codes = [author.post(submit, COVER).status_code for _ in range(2)]
    assert codes == [302, 422]
    assert Submission.objects.count() == 1


def test_the_reviewer_sees_the_text_the_note_the_author_and_the_decision(submission: Submission, fay: Person):
    page = said(browser_of(fay).get(submission.get_absolute_url()))
    for words in ("Sets out the fare cap.", "Amina Osei", "Fares are capped at two pounds.", "Your decision"):
        assert words in page
    assert f'href="{reverse("pages:draft", args=[submission.draft_id])}"' not in page


def test_the_author_is_told_why_they_cannot_clear(submission: Submission, amina: Person):
    author = browser_of(amina)
    sentence = "You wrote in this draft or submitted it, so somebody else must clear it."
    assert sentence in said(author.get(submission.get_absolute_url()))
    response = author.post(reverse("clearance:clear", args=[submission.pk]), {"comment": "Mine is good."})
    assert (response.status_code, sentence in said(response), "Mine is good." in said(response)) == (422, True, True)
    assert Submission.objects.get().state == SubmissionState.OPEN


def test_clearing_twice_publishes_once(submission: Submission, ben: Person):
    clearer, clear = browser_of(ben), reverse("clearance:clear", args=[submission.pk])
    codes = [clearer.post(clear, {"comment": "Clear."}).status_code for _ in range(2)]
    assert codes == [302, 422]
    assert Page.objects.get(path="rural-buses/fares").editions.count() == 1


def test_comments_on_what_was_decided_meanwhile_are_given_back(submission: Submission, ben: Person, fay: Person):
    deciding.clear(submission, by=fay, at=now())
    response = browser_of(ben).post(reverse("clearance:send-back", args=[submission.pk]), {"because": "Cite 2024."})
    assert response.status_code == 422
    assert "This has already been decided: cleared." in said(response)
    assert "Cite 2024." in said(response)


@pytest.mark.parametrize("because", ["", "  \n", "w" * 4001, "Odd\x00"])
def test_sending_back_needs_words_that_can_be_read(submission: Submission, ben: Person, because: str):
    response = browser_of(ben).post(reverse("clearance:send-back", args=[submission.pk]), {"because": because})
    sentences = ("Enter what must change", "Comments must be 4000 characters or fewer", "Remove the hidden character")
    assert response.status_code == 422
    assert [sentence for sentence in sentences if sentence in said(response)]
    assert because.strip().replace("\x00", "") in said(response).replace("\x00", "")
    assert Submission.objects.get().state == SubmissionState.OPEN


def test_a_post_that_ended_while_the_page_was_open_clears_nothing_and_loses_nothing(
    government: Government, submission: Submission, ben: Person
):
    """Ben keeps a lesser post in the team: he still sees the submission, and may no longer decide on it."""
    clearer, at = browser_of(ben), now()
    assert "Your decision" in said(clearer.get(submission.get_absolute_url()))
    end_posting(ben.postings.get(), ends_at=at - timedelta(seconds=1), by=SYSTEM, at=at, because="Moved on.")
    post(ben, government.rural_transport, "EO", "Adviser")
    response = clearer.post(reverse("clearance:send-back", args=[submission.pk]), {"because": "A long comment."})
    assert response.status_code == 422
    assert "you hold no such post now" in said(response)
    assert "A long comment." in said(response)
    end_posting(ben.postings.get(ends_at=None), ends_at=now(), by=SYSTEM, at=now(), because="Moved on.")
    response = clearer.post(reverse("clearance:clear", args=[submission.pk]), {"comment": "Another comment."})
    assert (response.status_code, "Another comment." in said(response)) == (404, True)
    assert Submission.objects.get().state == SubmissionState.OPEN


def test_changed_words_make_the_clearance_void_and_the_page_says_why(submission: Submission, ben: Person):
    Draft.objects.filter(pk=submission.draft_id).update(body="Changed behind the clearance.")
    response = browser_of(ben).post(reverse("clearance:clear", args=[submission.pk]), {"comment": ""}, follow=True)
    assert said(response).count(WhyVoid.WORDS.label) >= 1
    assert not Page.objects.filter(path="rural-buses/fares").exists()


def test_an_author_takes_back_and_nobody_takes_back_twice(submission: Submission, amina: Person):
    author, take_back = browser_of(amina), reverse("clearance:take-back", args=[submission.pk])
    assert "Taken back. The draft can be changed again." in said(author.post(take_back, follow=True))
    again = author.post(take_back)
    assert (again.status_code, "nothing to take back" in said(again)) == (403, True)


@pytest.mark.parametrize("number", [0, 999_999, 2**63, 99999999999999999999])
def test_submissions_that_are_not_there(space: Space, amina: Person, number: int):
    author = browser_of(amina)
    assert author.get(reverse("clearance:submission", args=[number])).status_code == 404
    assert author.get(reverse("clearance:submit", args=[number])).status_code == 404
    for name in ("clear", "send-back", "take-back"):
        path = reverse(f"clearance:{name}", args=[number])
        assert (author.post(path, {"comment": "x"}).status_code, author.get(path).status_code) == (404, 405)

"""Answering, accepting, and making a practice of an answer."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.clock import now
from apps.core.rules import Refused
from apps.moderation.actions.guidelines import accept as accept_guidelines
from apps.moderation.subjects import FLAGGABLE
from apps.notices.choices import NoticeKind
from apps.notices.queries import lately_told
from apps.practice.actions import answers, questions
from apps.practice.actions.answers import Said
from apps.practice.actions.thanks import thank
from apps.practice.choices import QuestionState
from apps.practice.models import Answer, AnswerRevision, Practice
from apps.practice.queries.writers import people_behind
from apps.trust.choices import CreditKind, Level
from apps.trust.models import Credit
from tests.exchange import open_exchange, stand
from tests.practice.talking import answer, ask


@pytest.fixture
def exchange(amina):
    return open_exchange(amina)


@pytest.fixture
def question(exchange, ben):
    return ask(exchange, ben)


def told(person):
    return [(one.notice.kind, one.subject.title) for one in lately_told(person)]


def test_the_asker_is_told_of_an_answer_and_not_of_their_own(
    question, ben, carys, client, django_capture_on_commit_callbacks
):
    client.force_login(carys)
    typed = {"body": "We did: <b>by camera</b>.", "voice": "OFFICIAL", "interest": "I bought the camera."}
    address = reverse("practice:answer", args=[question.pk])

    refused = client.post(address, typed)
    assert (refused.status_code, Answer.objects.exists()) == (422, False)
    assert "by camera" in refused.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answered = client.post(address, typed | {"accepts": "on"})
    answer(question, ben)

    given = Answer.objects.first()
    assert answered.url == f"/questions/{question.pk}/#answer-{given.pk}"
    assert told(ben) == [(NoticeKind.ANSWERED, question.title)]
    assert mail.outbox[0].subject == f"OFFICIAL: {question.title} has a new answer"
    shown = client.get(question.get_absolute_url()).content.decode()
    assert "We did: &lt;b&gt;by camera&lt;/b&gt;." in shown
    assert "Interest declared: I bought the camera." in shown


def test_an_answer_is_changed_and_what_it_said_before_can_be_read(question, ben, carys, client):
    given = answer(question, carys)
    client.force_login(carys)
    address = reverse("practice:answer-change", args=[given.pk])

    client.post(address, {"body": "We did, in June.", "voice": "PERSONAL", "interest": ""})
    client.post(address, {"body": "We did, in June.", "voice": "PERSONAL", "interest": ""})

    given.refresh_from_db()
    assert (given.body, given.voice) == ("We did, in June.", "PERSONAL")
    before = AnswerRevision.objects.get()
    assert (before.body, before.voice, before.at) == ("We did, in May.", "OFFICIAL", given.at)
    assert "We did, in May." in client.get(reverse("practice:answer-earlier", args=[given.pk])).content.decode()
    with pytest.raises(Refused, match="Only whoever wrote an answer"):
        answers.change(given, Said("No."), by=ben, at=now())


def test_the_asker_accepts_an_answer_and_whoever_gave_it_is_credited(question, ben, carys, client):
    own, given = answer(question, ben), answer(question, carys)
    client.force_login(ben)

    client.post(reverse("practice:answer-accept", args=[given.pk]))

    given.refresh_from_db()
    assert (given.accepted_by, given.question.state) == (ben, QuestionState.ANSWERED)
    credited = Credit.objects.get()
    assert (credited.kind, credited.person, credited.giver) == (CreditKind.ANSWER, carys, ben)
    assert credited.counts_from == credited.at + timedelta(days=14)
    assert credited.place == f"practice.question {question.pk}"
    assert told(carys) == [(NoticeKind.ACCEPTED, question.title)]
    with pytest.raises(Refused, match="accepted already"):
        answers.accept(given, by=ben, at=now())
    refused = client.post(reverse("practice:answer-accept", args=[own.pk]))
    assert refused.status_code == 403
    assert "You wrote this answer yourself" in refused.content.decode()


def test_only_whoever_asked_or_a_steward_accepts(question, amina, carys, dev):
    given = answer(question, carys)
    accept_guidelines(by=dev, at=now())

    with pytest.raises(Refused, match="Only whoever asked, or a steward of What works"):
        answers.accept(given, by=dev, at=now())
    stand(dev, question.space.community, Level.STEWARD)
    answers.accept(given, by=dev, at=now())
    assert Credit.objects.get().giver == dev


def test_an_acceptance_taken_back_counts_no_longer(question, ben, carys, client):
    given = answers.accept(answer(question, carys), by=ben, at=now())
    client.force_login(ben)
    address = reverse("practice:answer-withdraw", args=[given.pk])

    assert client.post(address, {"because": ""}).status_code == 422
    client.post(address, {"because": "It was another bus."})

    given.refresh_from_db()
    assert (given.accepted_at, given.question.state) == (None, QuestionState.OPEN)
    assert Credit.objects.get().void_because == "It was another bus."
    assert told(carys)[0] == (NoticeKind.UNACCEPTED, question.title)
    with pytest.raises(Refused, match="is not accepted"):
        answers.withdraw_acceptance(given, because="Again.", by=ben, at=now())


def test_accepted_answers_come_first_then_by_thanks_then_the_oldest(question, ben, carys, dev, fay, client):
    oldest, thanked, accepted = answer(question, carys), answer(question, dev), answer(question, fay)
    thank(thanked, by=ben, at=now())
    answers.accept(accepted, by=ben, at=now())
    client.force_login(ben)

    shown = client.get(question.get_absolute_url()).context["answers"]

    assert [one.answer for one in shown] == [accepted, thanked, oldest]
    buttons = [(one.may_accept, one.may_withdraw, one.may_thank, one.may_change) for one in shown]
    assert buttons == [(False, True, True, False), (True, False, True, False), (True, False, True, False)]
    FLAGGABLE["practice.answer"].hide(str(accepted.pk), now())
    assert [one.answer for one in client.get(question.get_absolute_url()).context["answers"]] == [thanked, oldest]


def tip(**changed):
    typed = {"title": "Count by camera", "problem": "Counting takes days.", "did": "We used cameras."}
    return typed | {"contact": "Data lead, Rural Transport", "voice": "OFFICIAL"} | changed


def test_an_answer_becomes_a_practice_and_each_leads_to_the_other(question, ben, carys, client):
    given = answer(question, carys, "We used cameras.")
    stand(ben, question.space.community, Level.MEMBER)
    client.force_login(ben)
    address = reverse("practice:answer-practice", args=[given.pk])
    begun = client.get(address).context["form"].initial
    assert begun["problem"] == "Has anyone counted passengers?\n\nBy hand, we never finish."
    assert begun["did"] == "We used cameras."

    assert client.post(address, tip(contact="")).status_code == 422
    client.post(address, tip())

    practice = Practice.objects.select_related("page__edition__revision").get()
    given.refresh_from_db()
    assert given.became.page == practice.page
    assert [one.name for one in people_behind(practice)] == ["Ben Hughes", "Carys Pritchard"]
    assert told(carys) == [(NoticeKind.BECAME, question.title)]
    assert f'href="{practice.page.get_absolute_url()}">Count by camera' in (
        client.get(question.get_absolute_url()).content.decode()
    )
    page = reverse("practice:practice", args=[practice.pk])
    said = "It began with an answer of Carys Pritchard to a"
    assert f"{said} question of Ben Hughes" in client.get(page).content.decode()
    # Only once; and what stewards hid is not shown by another way.
    assert "already" in client.post(address, tip(title="Count again")).content.decode()
    FLAGGABLE["practice.answer"].hide(str(given.pk), now())
    hidden = client.get(page).content.decode()
    assert f"{said} question that is no longer shown" in hidden
    assert question.title not in hidden


def test_stewards_take_words_out_of_all_that_an_answer_ever_said(question, ben, carys, client):
    given = answer(question, carys, "Ask Mr Smith. Smith knows.")
    answers.change(given, Said("Ask around.", interest="Smith is a friend."), by=carys, at=now())
    kind, pk = FLAGGABLE["practice.answer"], str(given.pk)

    assert kind.found([pk])[pk].text == "Ask around.\n\nSmith is a friend.\n\nAsk Mr Smith. Smith knows."
    assert kind.redact(pk, "Smith", ben, now()) == 3
    given.refresh_from_db()
    assert given.interest == "[taken out] is a friend."
    assert AnswerRevision.objects.get().body == "Ask Mr [taken out]. [taken out] knows."


def test_what_a_question_shows_costs_the_same_however_many_answers(
    exchange, question, carys, ben, client, django_assert_num_queries
):
    stand(carys, exchange.community, Level.MEMBER)
    answer(question, carys)
    client.force_login(ben)
    client.get(question.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(question.get_absolute_url())
    for number in range(8):
        answer(question, carys, f"And in {number}.")
    with django_assert_num_queries(len(few)):
        client.get(question.get_absolute_url())


def test_a_closed_question_takes_no_answer(question, ben, carys):
    given = answer(question, carys)
    questions.close(question, because="Done.", by=ben, at=now())

    for act in (
        lambda: answer(question, carys),
        lambda: answers.change(given, Said("New."), by=carys, at=now()),
        lambda: answers.accept(given, by=ben, at=now()),
    ):
        with pytest.raises(Refused, match="This question is closed"):
            act()


def test_a_question_whose_accepted_answer_is_hidden_waits_for_another(question, ben, carys):
    given = answers.accept(answer(question, carys), by=ben, at=now())
    for act, state in (("hide", QuestionState.OPEN), ("show", QuestionState.ANSWERED)):
        getattr(FLAGGABLE["practice.answer"], act)(str(given.pk), now())
        question.refresh_from_db()
        assert question.state == state

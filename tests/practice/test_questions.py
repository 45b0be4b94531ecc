"""Asking whether anyone has done something, and what becomes of the question."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.moderation.actions.guidelines import accept
from apps.moderation.subjects import FLAGGABLE
from apps.notices.choices import NoticeKind
from apps.notices.queries import lately_told
from apps.people.choices import Breadth
from apps.practice.actions import questions
from apps.practice.actions.questions import Asked
from apps.practice.choices import NEWCOMER_A_DAY, QuestionState
from apps.practice.models import Profession, Question, Topic
from apps.practice.queries.questions import listed, similar, telling_words
from apps.records.models import Event
from apps.trust.choices import Level
from tests.exchange import open_exchange, stand
from tests.practice.talking import answer, ask
from tests.stories import open_space

DAY = timedelta(days=1)


@pytest.fixture
def exchange(amina):
    return open_exchange(amina)


def test_a_newcomer_of_another_department_asks_and_everybody_reads_it_at_once(exchange, carys, ben, client):
    topic = Topic.objects.create(name="Counting buses", slug="counting-buses")
    client.force_login(carys)
    typed = {"title": "Has anyone counted passengers?", "body": "By hand.", "voice": "PERSONAL", "topics": [topic.pk]}

    refused = client.post(reverse("practice:ask", args=[exchange.pk]), typed)
    assert (refused.status_code, Question.objects.exists()) == (422, False)
    assert "Confirm that you have read the guidelines" in refused.content.decode()

    client.post(reverse("practice:ask", args=[exchange.pk]), typed | {"accepts": "on"})
    question = Question.objects.get()
    assert (question.by, question.state, question.voice) == (carys, QuestionState.OPEN, "PERSONAL")
    assert question.post == "Senior policy adviser, Sea Defences"
    assert list(question.topics.all()) == [topic]
    client.force_login(ben)
    assert "Has anyone counted passengers?" in client.get(question.get_absolute_url()).content.decode()
    event = Event.objects.get(verb="practice.asked")
    # No word of it: a steward may have to take words out for good.
    assert event.about_name == f"Question {question.pk}"


def test_what_is_alike_is_shown_before_it_is_asked(exchange, carys, ben, client):
    there = ask(exchange, ben, "How do you count passengers on rural buses?")
    ask(exchange, ben, "Who writes the timetables?")
    accept(by=carys, at=now())
    client.force_login(carys)
    typed = {"title": "Has anyone counted passengers?", "body": "", "voice": "OFFICIAL"}

    first = client.post(reverse("practice:ask", args=[exchange.pk]), typed)

    assert first.status_code == 200
    assert first.context["similar"].questions == [there]
    assert 'value="Has anyone counted passengers?"' in first.content.decode()
    assert Question.objects.count() == 2
    client.post(reverse("practice:ask", args=[exchange.pk]), typed | {"sure": "yes"})
    assert Question.objects.latest("pk").title == "Has anyone counted passengers?"


def test_what_is_alike_is_only_what_the_asker_may_read(exchange, amina, carys, ben):
    hidden = ask(exchange, ben, "Counted passengers?")
    FLAGGABLE["practice.question"].hide(str(hidden.pk), now())

    assert not similar("Has anyone counted passengers?", exchange, carys)
    assert telling_words("Has anyone done THIS with buses or passengers?") == ["buse", "passenger"]
    assert not similar("Has anyone?", exchange, carys)


def test_newcomers_ask_and_answer_so_many_times_a_day(exchange, carys, ben):
    long_ago = ask(exchange, ben, at=now() - 2 * DAY)
    for _ in range(NEWCOMER_A_DAY - 1):
        ask(exchange, carys)
    answer(long_ago, carys)

    with pytest.raises(Refused, match="Newcomers to What works can ask and answer 5 times a day"):
        ask(exchange, carys)
    with pytest.raises(Refused, match="5 times a day"):
        answer(long_ago, carys)
    stand(carys, exchange.community, Level.MEMBER)
    assert ask(exchange, carys)


def test_nobody_asks_elsewhere_or_without_the_guidelines(exchange, amina, hal, carys):
    with pytest.raises(Refused, match="this is not one"):
        ask(open_space(amina), amina)
    with pytest.raises(Refused, match="Only people whom ‘What works’ is for"):
        ask(exchange, hal)
    with pytest.raises(Refused, match="Read the guidelines"):
        questions.ask(exchange, Asked("Who?"), by=carys, at=now())


def test_the_asker_closes_it_and_opens_it_again(exchange, carys, ben):
    question = ask(exchange, carys)

    with pytest.raises(Refused, match="Only whoever asked, or a steward"):
        questions.close(question, because="Enough.", by=ben, at=now())
    closed = questions.close(question, because="We found it.", by=carys, at=now())
    assert (closed.state, closed.closed_by, closed.closed_because) == (QuestionState.CLOSED, carys, "We found it.")
    with pytest.raises(Refused, match="This question is closed"):
        answer(question, ben)
    questions.reopen(question, by=carys, at=now())

    question.refresh_from_db()
    assert (question.state, question.closed_by, question.closed_because) == (QuestionState.OPEN, None, "")
    verbs = Event.objects.filter(verb__startswith="practice.question").values_list("verb", "because")
    assert list(verbs) == [("practice.question_closed", ""), ("practice.question_reopened", "")]


def test_what_a_steward_closed_a_steward_opens(exchange, amina, carys, client):
    question = ask(exchange, carys)
    accept(by=amina, at=now())
    client.force_login(amina)
    address = reverse("practice:question-close", args=[question.pk])
    assert client.post(address, {"because": " "}).status_code == 422
    client.post(address, {"because": "Asked before."})

    assert [(one.notice.kind, one.subject.title) for one in lately_told(carys)] == [
        (NoticeKind.CLOSED, "Has anyone counted passengers?")
    ]
    with pytest.raises(Refused, match="A steward of What works closed this question"):
        questions.reopen(question, by=carys, at=now())
    assert questions.reopen(question, by=amina, at=now()).state == QuestionState.OPEN


def test_two_who_close_it_at_once_are_told(exchange, carys):
    question = questions.locked(ask(exchange, carys))
    questions.close(question, because="Done.", by=carys, at=now())

    with pytest.raises(StateChanged):
        questions.move(question, QuestionState.CLOSED)


def test_stewards_hide_it_and_take_words_out(exchange, carys, ben):
    question = ask(exchange, carys, "Who is Mr Smith?")
    given = answer(question, ben)
    kind, pk = FLAGGABLE["practice.question"], str(question.pk)

    assert kind.seen_by(ben, [pk])[pk].text == "Who is Mr Smith?\n\nBy hand, we never finish."
    kind.hide(pk, now())
    assert (kind.seen_by(ben, [pk]), kind.found([pk])[pk].author) == ({}, carys)
    assert not lately_told(carys)
    assert FLAGGABLE["practice.answer"].seen_by(ben, [str(given.pk)]) == {}
    kind.show(pk, now())
    assert kind.redact(pk, "Smith", ben, now()) == 1
    question.refresh_from_db()
    assert (question.title, question.hidden_at) == ("Who is Mr [taken out]?", None)
    assert not Event.objects.filter(about_name__contains="Smith").exists()


def test_the_list_shows_what_was_asked_for(exchange, amina, carys, ben, client, django_assert_num_queries):
    topic = Topic.objects.create(name="Bus fares", slug="bus-fares")
    profession = Profession.objects.create(name="Bus conducting", slug="bus-conducting")
    fares = ask(exchange, ben, "Who sets the fares?")
    fares.topics.add(topic)
    fares.professions.add(profession)
    answer(fares, carys)
    answer(fares, amina)
    timetables = ask(exchange, carys, "Who writes timetables?")
    elsewhere = ask(open_exchange(amina, title="Inside", audience=Breadth.DIRECTORATE), amina, "Who sets the tables?")
    client.force_login(carys)

    def found(**wanted):
        return list(client.get(reverse("practice:questions"), wanted).context["page_obj"])

    assert found() == [timetables, fares]
    assert (
        found(words="WHO fares")
        == found(topic="bus-fares")
        == found(profession="bus-conducting", topic="bus-fares")
        == [fares]
    )
    assert found(space=exchange.pk, state="OPEN") == [timetables, fares]
    assert found(state="CLOSED") == found(words="nothing") == []
    # What cannot be chosen is said to be none, and shows nothing of what they may not read.
    assert elsewhere not in found(space=elsewhere.space_id)
    assert [one.answers_seen for one in listed(carys).filter(topics=topic)] == [2]
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("practice:questions"))
    for number in range(9):
        stand(carys, exchange.community, Level.MEMBER)
        ask(exchange, carys, f"Question {number}?")
    with django_assert_num_queries(len(few)):
        client.get(reverse("practice:questions"))

"""Carys asks whether anyone has done it, Ben answers, and the answer becomes a practice; without JavaScript."""

import pytest
from playwright.sync_api import expect

from apps.core.clock import now
from apps.practice.actions import answers
from apps.practice.models import Practice, Question
from apps.trust.choices import Level
from tests.exchange import open_exchange, stand
from tests.journeys.test_screens import look_at_all
from tests.practice.talking import answer, ask


@pytest.fixture
def exchange(amina, ben, carys):
    space = open_exchange(amina)
    stand(carys, space.community, Level.MEMBER)
    return space


def press(window, name):
    with window.expect_navigation():
        window.get_by_role("button", name=name).first.click()


def asks(window, exchange, there):
    """Carys asks, is shown what there is already, and asks all the same."""
    window.goto(f"/spaces/{exchange.pk}/ask/")
    window.get_by_label("What do you want to know?").fill("Has anyone counted cyclists at night?")
    window.get_by_label("Personally").check()
    window.get_by_label("I have read the guidelines").check()
    press(window, "Ask")
    expect(window.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    expect(window.get_by_role("link", name=there.title)).to_be_visible()
    press(window, "Ask it all the same")
    expect(window.get_by_role("heading", level=1)).to_have_text("Has anyone counted cyclists at night?")


def answers_it(window, address):
    """Ben presses the button too early, is told, and answers."""
    window.goto(address)
    press(window, "Answer")
    expect(window.get_by_role("link", name="Enter your answer")).to_be_visible()
    window.get_by_label("Your answer").fill("We did, with a camera that sees in the dark.")
    press(window, "Answer")
    expect(window.get_by_text("Your answer is there for everybody to read.")).to_be_visible()


def test_a_question_is_answered_and_the_answer_becomes_a_practice(enter, exchange, ben, carys):
    there = ask(exchange, ben, "How do you count cyclists?")
    window = enter(carys, java_script_enabled=False)
    asks(window, exchange, there)
    address = window.url
    answers_it(enter(ben, java_script_enabled=False), address)

    window.goto(address)
    press(window, "Say thank you to Ben Hughes")
    expect(window.get_by_text("1 said thank you")).to_be_visible()
    press(window, "Accept the answer of Ben Hughes")
    expect(window.get_by_text("You accepted the answer of Ben Hughes.")).to_be_visible()
    with window.expect_navigation():
        window.get_by_role("link", name="Make this a practice page").click()
    expect(window.get_by_label("Contact")).to_have_value("Head of rural transport, Rural Transport")
    window.get_by_label("What is your tip, in a line?").fill("Count cyclists in the dark")
    press(window, "Send the tip")
    expect(window.get_by_role("heading", level=1)).to_have_text("Your tip is published")
    window.goto(f"/practices/{Practice.objects.get().pk}/")
    expect(window.get_by_text("It began with an answer of Ben Hughes")).to_be_visible()
    with window.expect_navigation():
        window.get_by_role("link", name="Has anyone counted cyclists at night?").click()
    expect(window.get_by_role("link", name="Count cyclists in the dark")).to_be_visible()
    assert Question.objects.get(title__endswith="at night?").state == "ANSWERED"


@pytest.mark.appearance
def test_every_screen_of_questions(enter, exchange, ben, carys):
    question = ask(exchange, carys)
    given = answers.accept(answer(question, ben), by=carys, at=now())
    answers.change(given, answers.Said("We did, in June. See https://example.gov.uk/counts"), by=ben, at=now())
    own = answer(question, carys)
    look_at_all(
        enter(carys),
        ("/questions/", "Questions"),
        ("/questions/?words=nothing", "Questions"),
        (f"/spaces/{exchange.pk}/ask/", "Ask a question in What works"),
        (f"/spaces/{exchange.pk}/ask/", "Error: Ask a question in What works", "Ask"),
        (question.get_absolute_url(), question.title),
        (question.get_absolute_url(), f"Error: {question.title}", "Answer"),
        (f"/questions/{question.pk}/close/", "Close this question"),
        (f"/answers/{own.pk}/change/", "Change your answer"),
        (f"/answers/{given.pk}/earlier/", "What Ben Hughes answered before"),
        (f"/answers/{given.pk}/withdraw/", "Take back that the answer was accepted"),
        (f"/answers/{given.pk}/practice/", "Make a practice page of an answer"),
        (f"/spaces/{exchange.pk}/digest/", "What is new in What works, by e-mail"),
    )

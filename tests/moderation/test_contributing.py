"""What every contribution is asked: the voice, an interest, and accepting the guidelines the first time."""

import pytest
from django import forms

from apps.core.clock import now
from apps.core.fields import Prose
from apps.moderation import guidelines
from apps.moderation.actions.guidelines import accept
from apps.moderation.forms.contributing import Contributing
from apps.moderation.queries.guidelines import has_accepted
from apps.people.models import Person

pytestmark = pytest.mark.django_db


class AnswerLike(Contributing):
    body = Prose(label="Answer")


class QuestionLike(Contributing):
    body = Prose(label="Question")
    interest = None


def test_the_first_contribution_asks_to_accept_after_everything_else(amina: Person):
    form = AnswerLike({"body": "We do.", "voice": "OFFICIAL"}, person=amina)
    assert list(form.fields) == ["body", "voice", "interest", "accepts"]
    assert form.errors == {"accepts": ["Confirm that you have read the guidelines and will follow them"]}
    form = AnswerLike({"body": "We do.", "voice": "OFFICIAL", "accepts": "on"}, person=amina)
    assert form.is_valid()
    form.accept(at=now())
    assert has_accepted(amina)


def test_later_ones_do_not_until_the_words_change(amina: Person, monkeypatch: pytest.MonkeyPatch):
    accept(by=amina, at=now())
    form = AnswerLike({"body": "We do.", "voice": "PERSONAL", "interest": " I  run it "}, person=amina)
    assert form.is_valid()
    assert form.cleaned_data == {"body": "We do.", "voice": "PERSONAL", "interest": "I run it"}
    form.accept(at=now())
    monkeypatch.setattr(guidelines, "EDITION", guidelines.edition_of([]))
    assert "accepts" in AnswerLike(person=amina).fields


def test_no_voice_is_taken_for_granted(amina: Person):
    form = AnswerLike({"body": "We do.", "accepts": "on"}, person=amina)
    assert form.errors == {"voice": ["Select how you are writing"]}


def test_a_form_leaves_out_what_it_has_no_use_for(amina: Person):
    form: forms.Form = QuestionLike(person=amina)
    assert list(form.fields) == ["body", "voice", "accepts"]

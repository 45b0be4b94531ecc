"""The guidelines: what they say, who has accepted them, and being asked again when their words change."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from apps.core.clock import now
from apps.moderation import guidelines
from apps.moderation.actions.guidelines import accept
from apps.moderation.models import Acceptance
from apps.moderation.queries.guidelines import has_accepted
from apps.people.models import Person
from apps.records.models import Event

pytestmark = pytest.mark.django_db


def change_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = guidelines.RULES.values()
    changed = [replace(first, sentence=first.sentence.replace("right", "Right")), *others]
    monkeypatch.setattr(guidelines, "EDITION", guidelines.edition_of(changed))


def test_the_five_principles_and_the_four_values_can_be_cited():
    principles = [rule.label for rule in guidelines.PRINCIPLES]
    values = [rule.label for rule in guidelines.VALUES]
    assert principles == ["Be credible", "Be consistent", "Be responsive", "Be integrated", "Be a civil servant"]
    assert values == ["Integrity", "Honesty", "Objectivity", "Impartiality"]
    assert all(len(key) <= 20 and rule.sentence.endswith(".") for key, rule in guidelines.RULES.items())


def test_an_edition_is_its_words_in_whatever_order():
    rules = list(guidelines.RULES.values())
    assert guidelines.edition_of(reversed(rules)) == guidelines.EDITION
    assert guidelines.edition_of(rules[1:]) != guidelines.EDITION


def test_accepting_twice_is_accepting_once(amina: Person):
    first = accept(by=amina, at=now())
    assert accept(by=amina, at=now()) == first
    assert Event.objects.filter(verb="moderation.guidelines_accepted").count() == 1


def test_new_words_are_asked_about_again(client: Client, amina: Person, monkeypatch: pytest.MonkeyPatch):
    client.force_login(amina)
    page = reverse("moderation:guidelines")
    assert "You have not accepted the guidelines yet" in client.get(page).content.decode()
    client.post(page)
    assert "You accepted these guidelines" in client.get(page).content.decode()
    change_a_word(monkeypatch)
    assert not has_accepted(amina)
    asked = client.get(page).content.decode()
    assert "Their words have changed since you accepted them" in asked
    assert "Accept the guidelines" in asked
    client.post(page)
    assert has_accepted(amina)
    assert Acceptance.objects.filter(person=amina).count() == 2

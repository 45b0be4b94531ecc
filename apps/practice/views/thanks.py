"""Saying thank you, and taking it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from apps.core.clock import now
from apps.people.models import Person
from apps.people.requests import person_of
from apps.practice.actions import thanks
from apps.practice.models import Practice
from apps.practice.views.answers import answer_for


@require_POST
def thank_for_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    person = person_of(request)
    answer = answer_for(person, answer_id)
    thanks.thank(answer, by=person, at=now())
    return redirect(answer)


@require_POST
def take_back_for_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    person = person_of(request)
    answer = answer_for(person, answer_id)
    thanks.take_back(answer, by=person, at=now())
    return redirect(answer)


@require_POST
def thank_for_practice(request: HttpRequest, practice_id: int) -> HttpResponse:
    person = person_of(request)
    thanks.thank(_practice(person, practice_id), by=person, at=now())
    return _back_to(practice_id)


@require_POST
def take_back_for_practice(request: HttpRequest, practice_id: int) -> HttpResponse:
    person = person_of(request)
    thanks.take_back(_practice(person, practice_id), by=person, at=now())
    return _back_to(practice_id)


def _practice(person: Person, practice_id: int) -> Practice:
    seen = Practice.objects.visible_to(person).select_related("page__space__community", "page__edition__revision")
    return get_object_or_404(seen, pk=practice_id)


def _back_to(practice_id: int) -> HttpResponse:
    return redirect(f"{reverse('practice:practice', kwargs={'practice_id': practice_id})}#thanks")

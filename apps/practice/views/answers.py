"""Answers: given, changed, accepted, and how each read before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.core.rules import Refused
from apps.people.models import Person
from apps.people.queries import units_of
from apps.people.requests import person_of
from apps.practice.actions import answers
from apps.practice.forms.questions import AnswerForm, ReasonForm
from apps.practice.forms.tips import TipForm
from apps.practice.models import Answer
from apps.practice.rules.questions import may_change_answer, may_make_practice, may_withdraw_acceptance
from apps.practice.views.questions import question_for, show
from apps.practice.views.tips import begun_for


@require_POST
def answer(request: HttpRequest, question_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    question = question_for(person, question_id)
    form = AnswerForm(request.POST, person=person)
    if form.is_valid():
        try:
            form.accept(at=at)
            given = answers.answer(question, form.said(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Your answer is there for everybody to read.")
            return redirect(given)
    return show(request, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, answer_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = answer_for(person, answer_id)
    said = {"body": found.body, "voice": found.voice, "interest": found.interest}
    form = AnswerForm(request.POST or None, person=person, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            form.accept(at=at)
            answers.change(found, form.said(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Your answer is changed. What it said before can still be read.")
            return redirect(found)
    context = {"form": form, "answer": found, "verdict": may_change_answer(person, found, at)}
    return render(request, "practice/answer_change.html", context, status=422 if form.errors else 200)


@require_safe
def earlier(request: HttpRequest, answer_id: int) -> HttpResponse:
    found = answer_for(person_of(request), answer_id)
    return render(request, "practice/answer_earlier.html", {"answer": found, "revisions": found.revisions.all()})


@require_POST
def accept(request: HttpRequest, answer_id: int) -> HttpResponse:
    person = person_of(request)
    accepted = answers.accept(answer_for(person, answer_id), by=person, at=now())
    messages.success(request, f"You accepted the answer of {accepted.by}.")
    return redirect(accepted)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_acceptance(request: HttpRequest, answer_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = answer_for(person, answer_id)
    form = ReasonForm(request.POST or None, label="Why does it not answer the question?")
    if request.method == "POST" and form.is_valid():
        answers.withdraw_acceptance(found, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, "The answer is no longer accepted.")
        return redirect(found)
    context = {"form": form, "answer": found, "verdict": may_withdraw_acceptance(person, found, at)}
    return render(request, "practice/acceptance_withdraw.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def make_practice(request: HttpRequest, answer_id: int) -> HttpResponse:
    """The form for a tip, with what was asked and answered in it."""
    person, at = person_of(request), now()
    found = answer_for(person, answer_id)
    teams = list(units_of(person, at=at))
    form = TipForm(request.POST or None, person=person, teams=teams, initial=begun_for(found.by) | _as_tip(found))
    if request.method == "POST" and form.is_valid():
        try:
            form.accept(at=at)
            draft = answers.make_practice(found, form.tip(), by=person, at=at)
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("practice:tip-given", draft.space_id, draft.pk)
    context = {"form": form, "answer": found, "verdict": may_make_practice(person, found, at)}
    return render(request, "practice/tip_from_answer.html", context, status=422 if form.errors else 200)


def _as_tip(answer: Answer) -> dict[str, str]:
    question = answer.question
    problem = "\n\n".join(part for part in (question.title, question.body) if part)
    return {"title": question.title, "problem": problem, "did": answer.body}


def answer_for(person: Person, answer_id: int) -> Answer:
    """The answer as this person may read it."""
    seen = Answer.objects.visible_to(person).select_related("question__space__community", "by", "became")
    return get_object_or_404(seen, pk=answer_id)

"""Questions: listed, asked, read, closed and opened again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.clock import now
from apps.core.rules import Refused
from apps.govuk.paging import page_asked
from apps.moderation.choices import Voice
from apps.pages.choices import SpaceKind
from apps.pages.models import Space
from apps.people.models import Person
from apps.people.requests import person_of
from apps.practice.actions import questions
from apps.practice.forms.questions import AnswerForm, QuestionFilter, QuestionForm, ReasonForm
from apps.practice.models import Question
from apps.practice.queries.answers import answers_to, as_shown
from apps.practice.queries.questions import listed, similar
from apps.practice.rules.questions import keeps, may_answer, may_ask, may_close, may_reopen

ROWS_A_PAGE = 20
ANSWERS_A_PAGE = 20


@require_safe
def list_questions(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = QuestionFilter(request.GET or None, person=person)
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    rows = listed(person, said.get("words", ""))
    if said:
        rows = form.narrow(rows)
    context = {
        "form": form,
        "is_narrowed": any(said.values()),
        "page_obj": page_asked(request, rows, ROWS_A_PAGE),
        "space": said.get("space"),
        "spaces": form.spaces,
    }
    return render(request, "practice/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, space_id: int) -> HttpResponse:
    """The first time a question is sent, what is like it is shown where there is any; sent again, it is asked."""
    person, at = person_of(request), now()
    spaces = Space.objects.visible_to(person).filter(kind=SpaceKind.PRACTICE).select_related("community")
    space = get_object_or_404(spaces, pk=space_id)
    form = QuestionForm(request.POST or None, person=person, initial={"voice": Voice.OFFICIAL})
    context = {"form": form, "space": space}
    if request.method == "POST" and form.is_valid():
        context["similar"] = None if "sure" in request.POST else similar(form.cleaned_data["title"], space, person)
        if not context["similar"]:
            try:
                form.accept(at=at)
                question = questions.ask(space, form.asked(), by=person, at=at)
            except Refused as refusal:
                form.add_error(None, refusal.reason)
            else:
                messages.success(request, "Your question is asked. You will be told of answers.")
                return redirect(question)
    elif request.method != "POST":
        context["verdict"] = may_ask(person, space, at)
    return render(request, "practice/ask.html", context, status=422 if form.errors else 200)


@require_safe
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    person = person_of(request)
    form = AnswerForm(person=person, initial={"voice": Voice.OFFICIAL})
    return show(request, question_for(person, question_id), form)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, question_id: int) -> HttpResponse:
    person, at = person_of(request), now()
    found = question_for(person, question_id)
    form = ReasonForm(request.POST or None, label="Why do you close it?")
    if request.method == "POST" and form.is_valid():
        questions.close(found, because=form.cleaned_data["because"], by=person, at=at)
        messages.success(request, "The question is closed.")
        return redirect(found)
    context = {"form": form, "question": found, "verdict": may_close(person, found, at)}
    return render(request, "practice/question_close.html", context, status=422 if form.errors else 200)


@require_POST
def reopen(request: HttpRequest, question_id: int) -> HttpResponse:
    person = person_of(request)
    found = questions.reopen(question_for(person, question_id), by=person, at=now())
    messages.success(request, "The question is open again.")
    return redirect(found)


def question_for(person: Person, question_id: int) -> Question:
    """The question as this person may read it."""
    seen = Question.objects.visible_to(person).select_related("space__community", "by", "closed_by")
    seen = seen.prefetch_related("topics", "professions")
    return get_object_or_404(seen, pk=question_id)


def show(request: HttpRequest, found: Question, form: AnswerForm) -> HttpResponse:
    """The question with its answers, and the form for one more as it was filled in."""
    person, at = person_of(request), now()
    page_obj = page_asked(request, answers_to(found, person), ANSWERS_A_PAGE)
    keeping = bool(keeps(person, found, at))
    context = {
        "question": found,
        "page_obj": page_obj,
        "answers": as_shown(found, list(page_obj), person, keeping=keeping, at=at),
        "form": form,
        "may_answer": may_answer(person, found, at),
        "may_close": keeping and may_close(person, found, at),
        "may_reopen": keeping and may_reopen(person, found, at),
    }
    return render(request, "practice/question.html", context, status=422 if form.errors else 200)

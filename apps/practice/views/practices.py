"""A practice's own page: what its head says, who uses it, and what came of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.clock import now
from apps.people.requests import person_of
from apps.practice import heads
from apps.practice.actions import practices as actions
from apps.practice.choices import HEAD
from apps.practice.forms.tips import AboutForm
from apps.practice.models import Practice
from apps.practice.rules.practices import may_file

# Characters of each part of the head: the whole stands on the page itself.
MOST_OF_A_PART = 400


@require_safe
def practice(request: HttpRequest, practice_id: int) -> HttpResponse:
    person = person_of(request)
    seen = Practice.objects.visible_to(person).select_related("page__space__community", "page__edition__revision")
    found = get_object_or_404(seen.select_related("team").prefetch_related("topics", "professions"), pk=practice_id)
    assert found.page.edition is not None
    said = heads.head_of(found.page.edition.body)
    head = [(label, heads.in_words(said[key], MOST_OF_A_PART)) for key, label, _ in HEAD if key in said]
    context = {"practice": found, "page": found.page, "head": head, "may_file": may_file(person, found, now())}
    return render(request, "practice/practice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, practice_id: int) -> HttpResponse:
    person = person_of(request)
    seen = Practice.objects.visible_to(person).select_related("page__space__audience_unit")
    found = get_object_or_404(seen, pk=practice_id)
    chosen = {"topics": found.topics.all(), "professions": found.professions.all()}
    form = AboutForm(request.POST if request.method == "POST" else None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        actions.file(found, **form.cleaned_data, by=person, at=now())
        messages.success(request, "What the practice is about has been changed.")
        return redirect("practice:practice", found.pk)
    context = {"form": form, "practice": found, "verdict": may_file(person, found, now())}
    return render(request, "practice/file.html", context, status=422 if form.errors else 200)

"""Home: what waits for this person, what is theirs, and what was lately published to them."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.clearance.choices import SubmissionState
from apps.clearance.models import Submission
from apps.clearance.queries.waiting import waiting_list
from apps.core.clock import now
from apps.govuk.paging import page_asked
from apps.notices.queries import has_unread
from apps.pages.models import Space
from apps.pages.queries.pages import drafts_written_by, recently_published
from apps.people.models import Person
from apps.people.requests import person_of

ROWS = 10
ROWS_A_PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    context = {
        "waiting": _waiting(person)[: ROWS + 1],
        "yours": drafts_written_by(person).defer("body")[: ROWS + 1],
        "proposals": _proposed_by(person)[:ROWS_A_PAGE],
        "recent": recently_published(person).defer("edition__html", "edition__plain")[:ROWS],
        "spaces": Space.objects.drafted_by(person).select_related("unit").order_by("title")[: ROWS + 1],
        "has_unread": has_unread(person),
        "has_post": bool(person.reach),
        "most": ROWS,
    }
    return render(request, "desk/home.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    page_obj = page_asked(request, _waiting(person_of(request)), ROWS_A_PAGE)
    return render(request, "desk/waiting.html", {"page_obj": page_obj})


@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    mine = drafts_written_by(person_of(request)).defer("body")
    page_obj = page_asked(request, mine, ROWS_A_PAGE)
    return render(request, "desk/drafts.html", {"page_obj": page_obj})


def _waiting(person: Person) -> QuerySet[Submission]:
    theirs = waiting_list(person, at=now()).select_related("space", "submitted_by")
    return theirs.defer("body", "draft__body")


def _proposed_by(person: Person) -> QuerySet[Submission]:
    """What this person proposed besides text that still waits for clearance, latest first."""
    seen = Submission.objects.visible_to(person).filter(proposal__isnull=False, state=SubmissionState.OPEN)
    mine = seen.filter(submitted_by=person).select_related("space").defer("body")
    return mine.order_by("-submitted_at", "-pk")

"""How the cast gets as far as a test's first sentence: spaces opened, drafts written, pages published."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from apps.clearance.actions import deciding, submitting
from apps.clearance.models import Submission
from apps.core.clock import now
from apps.pages.actions import drafts, saving, spaces
from apps.pages.actions.spaces import Opening
from apps.pages.actions.writing import Words
from apps.pages.choices import Marking, Significance, SpaceKind
from apps.pages.models import Draft, Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person
from tests.staged import staged

# What Words and Draft take for a text that is marked in full.
SENSITIVE: dict[str, Any] = {
    "marking": Marking.SENSITIVE,
    "handling": "RECIPIENTS ONLY",
    "sensitive_because": "Operators could learn what we would pay.",
    "responsible_role": "Head of rural transport",
    "sensitive_until": localdate() + timedelta(days=180),
}


def open_space(by: Person, title: str = "Rural buses", audience: int = Breadth.DIRECTORATE) -> Space:
    """A policy space for the unit of the opener's only post."""
    unit = by.postings.get(ends_at=None).unit
    return spaces.open_space(Opening(title, unit, SpaceKind.POLICY, audience), by=by, at=now())


def front(space: Space) -> Page:
    """The page a space opened with."""
    return space.pages.select_related("space__unit").get(parent=None)


def write(draft: Draft, by: Person, body: str, *, title: str = "", audience: int | None = None) -> Draft:
    """Save the draft's text as somebody who has just read it."""
    words = Words(title or draft.title, body, audience or draft.audience)
    saved = saving.save(draft, words, made_on=draft.version, by=by, at=now())
    assert saved.kept is None
    return saved.draft


def start(parent: Page, by: Person, title: str = "Fares", body: str = "Fares are capped at two pounds.") -> Draft:
    """A draft of a new page with some text in it."""
    return write(drafts.start_new(parent, title, template=None, by=by, at=now()), by, body)


def submit(draft: Draft, by: Person, note: str = "Sets out the fare cap.") -> Submission:
    """Send the draft up its route."""
    cover = submitting.Cover(note, Significance.MAJOR, localdate() + timedelta(days=365))
    return submitting.submit(draft, cover, version=draft.version, by=by, at=now())


def publish(
    parent: Page, by: Person, cleared_by: Person, title: str = "Fares", body: str = "Fares are capped."
) -> Page:
    """A new page, written by one person and cleared by another."""
    submission = deciding.clear(submit(start(parent, by, title, body), by), by=cleared_by, at=now())
    return Page.objects.select_related("space__unit", "edition").get(drafts=submission.draft)


def revise(page: Page, by: Person, cleared_by: Person, body: str) -> Page:
    """A further edition of a page."""
    draft = write(drafts.start(page, by=by, at=now()), by, body)
    deciding.clear(submit(draft, by), by=cleared_by, at=now())
    return Page.objects.select_related("space__unit", "edition").get(pk=page.pk)


@staged
def space(amina: Person) -> Space:
    """Amina's space for her team, read by the directorate."""
    return open_space(amina)


@staged
def fares(space: Space, amina: Person, ben: Person) -> Page:
    """A published page, written by Amina and cleared by Ben."""
    return publish(front(space), amina, ben)

"""What is kept beside a best-practice page: taken down when it is published, and filed afresh by whoever may write."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from apps.pages.choices import OPEN_STATES
from apps.pages.models import Draft, Edition, Page
from apps.pages.models.pages import TITLE_LENGTH
from apps.people.models import Person, Posting, Unit
from apps.practice import heads
from apps.practice.models import Filing, Practice, Profession, Topic
from apps.practice.rules.practices import may_file
from apps.records.actions import record

LONGEST_CONTACT = TITLE_LENGTH


def register(edition: Edition, by: Person, at: datetime) -> None:
    """This will take down what a page of a practice space says in its head. Part of publishing, in its transaction.

    A page becomes a practice when it is first published with a problem, and stays one: what was made of it stays.
    """
    page = edition.page
    if not page.space.is_practice or page.is_front_page:
        return
    head = heads.head_of(edition.body)
    said = {
        "problem": heads.in_words(head.get("problem", "")),
        "contact": heads.in_words(head.get("contact", ""), LONGEST_CONTACT),
        "alive_at": at,
    }
    known = Practice.objects.filter(page=page)
    if known.update(**said) or not said["problem"]:
        return
    _begin(page, said, by=by, at=at)


def _begin(page: Page, said: dict[str, object], *, by: Person, at: datetime) -> None:
    draft = _draft_of(page)
    filing = Filing.objects.filter(draft=draft).select_related("team").first() if draft else None
    writer = draft.opened_by if draft else by
    team = filing.team if filing else team_of(writer, at=at) or page.owner
    practice = Practice.objects.create(page=page, team=team, first_published_at=at, **said)
    if filing:
        Practice.objects.filter(pk=practice.pk).update(voice=filing.voice, interest=filing.interest)
        practice.topics.set(filing.topics.all())
        practice.professions.set(filing.professions.all())
    if team.path.startswith(page.audience_unit.path):
        # The post of whoever wrote it looks after it, and not the unit that keeps the space.
        title = Posting.objects.held_at(at).filter(person=writer, unit=team).values_list("title", flat=True).first()
        page.owner, page.owner_post = team, title or ""
        page.save(update_fields=["owner", "owner_post"])


def _draft_of(page: Page) -> Draft | None:
    """The draft that is becoming this page, or became it: only one can be open at an address."""
    opening = Q(parent=page.parent_id, slug=page.slug, state__in=OPEN_STATES)
    drafts = Draft.objects.filter(opening | Q(page=page)).select_related("opened_by")
    return drafts.order_by("opened_at", "pk").first()


def team_of(person: Person, *, at: datetime) -> Unit | None:
    """The unit they have been posted in the longest, of those they are posted in at that moment."""
    held = Posting.objects.held_at(at).filter(person=person).select_related("unit")
    first = held.order_by("starts_at", "pk").first()
    return first.unit if first else None


@transaction.atomic
def file(
    practice: Practice, topics: Iterable[Topic], professions: Iterable[Profession], *, by: Person, at: datetime
) -> Practice:
    """This will say under which topics and professions a practice is found. Raises Refused when `by` may not."""
    practice = Practice.objects.select_for_update(of=("self",)).select_related("page__space").get(pk=practice.pk)
    may_file.require(by, practice, at)
    practice.topics.set(topics)
    practice.professions.set(professions)
    filed = {"topics": _names(practice.topics), "professions": _names(practice.professions)}
    record("practice.filed", about=practice.page, by=by, at=at, details=filed)
    return practice


def _names(rows: Any) -> list[str]:
    return [str(row) for row in rows.order_by("name")]

"""Taking words out of everything that is kept of a page: part of a steward's ruling, which records what and why."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from wiki.models import ArticleRevision

from apps.moderation.actions.measures import TAKEN_OUT
from apps.pages.actions.hiding import lock
from apps.pages.actions.live import settle
from apps.pages.actions.publishing import reissue
from apps.pages.authorship import covering, rewritten
from apps.pages.choices import EditionState
from apps.pages.models import Comment, Draft, DraftSave, Edition, KeptText, LiveText, Page, Reply
from apps.people.models import Person
from apps.records.actions import System

CHANGE_NOTE = "A steward took some words out."
# Higher floors that keep copies of drafts add here, in their AppConfig.ready(), how words are taken out of them: it is
# given the drafts and the words, and returns how many rows it changed.
ALSO_KEPT: list[Callable[[models.QuerySet[Draft], str], int]] = []
WRITTEN = ("title", "body")
QUOTED = ("body", "quote", "before", "after", "resolution")


@transaction.atomic
def redact(page_id: str, words: str, by: Person | System, at: datetime) -> int:
    """This will take words out of a page of a practice space for good, and return in how many places they were.

    Readers see a further edition without them. Earlier editions that held them are read no more; drafts, their
    versions, texts kept aside, comments and what was submitted hold them no longer. What waits for clearance becomes
    void when somebody decides on it, as its words are no longer those that were submitted (law 4). Raises Refused in
    a policy space.
    """
    page = lock(page_id)
    drafts = Draft.objects.filter(Q(page=page) | Q(absorbs=page))
    for draft in Draft.objects.select_for_update(of=("self",)).select_related("space__unit").filter(pk__in=drafts):
        settle(draft, at=at)
    found = _editions(page, words, by=by, at=at)
    LiveText.objects.filter(draft__in=drafts).delete()
    found += _versions(drafts, words)
    found += take_out(drafts, (*WRITTEN, "change_note"), words)
    found += take_out(KeptText.objects.filter(draft__in=drafts), WRITTEN, words)
    found += take_out(Comment.objects.filter(draft__in=drafts), QUOTED, words)
    found += take_out(Reply.objects.filter(comment__draft__in=drafts), ("body",), words)
    return found + sum(also(drafts, words) for also in ALSO_KEPT)


def take_out(rows: models.QuerySet[Any], fields: Iterable[str], words: str) -> int:
    """This will write TAKEN_OUT in the place of words in these fields of rows, and return how many rows held them."""
    names = tuple(fields)
    holds = Q()
    for name in names:
        holds |= Q(**{f"{name}__contains": words})
    count = 0
    for row in rows.filter(holds).only("pk", *names):
        if not _holds(words, *(getattr(row, name) for name in names)):
            continue
        for name in names:
            text = getattr(row, name).replace(words, TAKEN_OUT)
            setattr(row, name, text[: rows.model._meta.get_field(name).max_length])
        row.save(update_fields=names)
        count += 1
    return count


def _holds(words: str, *texts: str) -> bool:
    """Whether these very words stand in one of the texts: SQLite finds them whatever their capitals."""
    return any(words in text for text in texts)


def _editions(page: Page, words: str, *, by: Person | System, at: datetime) -> int:
    """A further edition without the words where the page shows them, and none of the earlier ones that hold them."""
    shown = page.edition
    assert shown is not None
    holds = Q(title__contains=words) | Q(revision__content__contains=words) | Q(change_note__contains=words)
    found = page.editions.filter(holds).select_related("revision").order_by("pk")
    holding = [one for one in found if _holds(words, one.title, one.body, one.change_note)]
    if any(one.pk == shown.pk for one in holding):
        body, title = shown.body.replace(words, TAKEN_OUT), shown.title.replace(words, TAKEN_OUT)
        wording = Draft(title=title[:200], body=body, audience=shown.audience, files=shown.files, **shown.marked())
        word = by if isinstance(by, Person) else shown.published_by
        reissue(page, wording, change_note=CHANGE_NOTE, by=word, at=at, acting=by)
    for one in holding:
        _blank(one, words)
    return len(holding)


def _blank(edition: Edition, words: str) -> None:
    """What it said is kept without the words, for the record alone."""
    text, title = (said.replace(words, TAKEN_OUT) for said in (edition.revision.content, edition.revision.title))
    ArticleRevision.objects.filter(pk=edition.revision_id).update(content=text, title=title)
    edition.state, edition.html, edition.plain, edition.contents, edition.links = EditionState.REMOVED, "", "", [], []
    edition.title = edition.title.replace(words, TAKEN_OUT)[:200]
    edition.change_note = edition.change_note.replace(words, TAKEN_OUT)
    edition.save(update_fields=["state", "html", "plain", "contents", "links", "title", "change_note"])


def _versions(drafts: models.QuerySet[Draft], words: str) -> int:
    """Every version of the drafts without the words, and still whose each stretch of it is."""
    holding = DraftSave.objects.filter(Q(title__contains=words) | Q(body__contains=words), draft__in=drafts)
    count = 0
    for save in holding.only("pk", "title", "body", "runs"):
        if not _holds(words, save.title, save.body):
            continue
        body = save.body.replace(words, TAKEN_OUT)
        save.runs = rewritten(covering(save.runs, save.body), save.body, body, None)
        save.title, save.body = save.title.replace(words, TAKEN_OUT)[:200], body
        save.save(update_fields=["title", "body", "runs"])
        count += 1
    return count

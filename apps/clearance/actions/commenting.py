"""Comments on the very words of a draft: made, answered, settled and opened again. Nothing that was said is changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from apps.clearance.queries.comments import reading_of, wording_shown
from apps.clearance.rules.comments import may_comment, may_raise, may_reopen, may_settle
from apps.core.rules import StateChanged
from apps.notices.actions import tell
from apps.notices.choices import NoticeKind
from apps.pages.anchors import Passage, Span, passage_at, plain_lines
from apps.pages.choices import CommentKind
from apps.pages.models import Comment, Draft, Reply
from apps.pages.queries.pages import writers_of
from apps.people.models import Person
from apps.records.actions import record

ANOTHER_TEXT = "The draft has changed since you opened it. Look at it again before you comment."


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says of a draft as they saw it at `version`, of the words at `span` or of all of it."""

    kind: str
    body: str
    version: int
    span: Span | None = None


@transaction.atomic
def comment(draft: Draft, remark: Remark, *, by: Person, at: datetime) -> Comment:
    """This will put a comment on a passage of the draft and tell everybody who wrote in it.

    Raises Refused when `by` may not comment, StateChanged when the version is not one they have seen.
    """
    draft = _locked(draft)
    may_raise.require(by, draft, remark.kind, at)
    passage = _passage(draft, remark, by=by)
    made = Comment(draft=draft, kind=remark.kind, body=remark.body, version=remark.version, by=by, at=at)
    made.quote, made.start, made.before, made.after = passage.quote, passage.start, passage.before, passage.after
    made.post = by.post_at(at)
    made.save(force_insert=True)
    details = {"comment": made.pk, "kind": made.kind, "version": made.version, "quote": made.quote}
    record("clearance.commented", about=draft, by=by, at=at, because=made.body, details=details)
    kind = NoticeKind.CONDITION if made.kind == CommentKind.CONDITION else NoticeKind.COMMENTED
    _tell(kind, made, writers_of(draft), but=by, at=at)
    return made


@transaction.atomic
def reply(comment: Comment, body: str, *, by: Person, at: datetime) -> Reply:
    """This will answer a comment and tell whoever made or answered it. Raises Refused."""
    comment = _locked_comment(comment)
    may_comment.require(by, comment.draft, at)
    said = Reply.objects.create(comment=comment, body=body, by=by, at=at)
    details = {"comment": comment.pk, "reply": said.pk}
    record("clearance.comment_answered", about=comment.draft, by=by, at=at, because=body, details=details)
    _tell(NoticeKind.REPLIED, comment, _in_thread(comment), but=by, at=at)
    return said


@transaction.atomic
def settle(comment: Comment, *, because: str, by: Person, at: datetime) -> Comment:
    """This will close a comment, saying how it was settled. Raises Refused."""
    comment = _locked_comment(comment)
    may_settle.require(by, comment, at)
    _change(comment, {"resolved_at": at, "resolved_by": by, "resolution": because})
    details = {"comment": comment.pk, "kind": comment.kind}
    record("clearance.comment_settled", about=comment.draft, by=by, at=at, because=because, details=details)
    _tell(NoticeKind.SETTLED, comment, _in_thread(comment), but=by, at=at)
    return comment


@transaction.atomic
def reopen(comment: Comment, *, by: Person, at: datetime) -> Comment:
    """This will open a settled comment again; a condition stands in the way once more. Raises Refused."""
    comment = _locked_comment(comment)
    may_reopen.require(by, comment, at)
    settled_by = comment.resolved_by
    assert settled_by is not None
    assert comment.resolved_at is not None
    # How it had been settled stays in the thread, as the answer it was.
    Reply.objects.create(comment=comment, body=comment.resolution, by=settled_by, at=comment.resolved_at)
    _change(comment, {"resolved_at": None, "resolved_by": None, "resolution": ""})
    details = {"comment": comment.pk, "kind": comment.kind}
    record("clearance.comment_reopened", about=comment.draft, by=by, at=at, details=details)
    concerned = {*_in_thread(comment), *writers_of(comment.draft)}
    _tell(NoticeKind.REOPENED, comment, concerned, but=by, at=at)
    return comment


def _locked(draft: Draft) -> Draft:
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("space__unit", "page", "base")
    return drafts.get(pk=draft.pk)


def _locked_comment(comment: Comment) -> Comment:
    """The comment afresh, its draft locked before it, as every decision on the draft does."""
    draft = _locked(comment.draft)
    comment = Comment.objects.select_for_update(of=("self",)).select_related("by", "resolved_by").get(pk=comment.pk)
    comment.draft = draft
    return comment


def _passage(draft: Draft, remark: Remark, *, by: Person) -> Passage:
    reading = reading_of(draft, by)
    if reading is None or remark.version > reading.version:
        raise StateChanged(ANOTHER_TEXT)
    nowhere = Passage("", 0)
    if remark.span is None:
        return nowhere
    wording = wording_shown(reading, remark.version)
    if wording is None:
        raise StateChanged(ANOTHER_TEXT)
    found = passage_at(plain_lines(wording.body), remark.span)
    return found if found.quote else nowhere


def _change(comment: Comment, to: dict[str, object]) -> None:
    # The conditional update is the guard on SQLite, which has no row locks.
    if not Comment.objects.filter(pk=comment.pk, resolved_at=comment.resolved_at).update(**to):
        raise StateChanged("Somebody settled or opened this comment a moment before you.")
    for name, value in to.items():
        setattr(comment, name, value)


def _in_thread(comment: Comment) -> set[Person]:
    answered = Person.objects.filter(pk__in=Reply.objects.filter(comment=comment).values("by_id"))
    return {comment.by, *answered}


def _tell(kind: NoticeKind, comment: Comment, people: Iterable[Person], *, but: Person, at: datetime) -> None:
    others = {person for person in people if person.pk != but.pk}
    tell(sorted(others, key=lambda person: person.pk), kind, about=comment, at=at)

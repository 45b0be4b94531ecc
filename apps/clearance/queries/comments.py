"""Which comments on a draft a person sees, and where each stands in the text they see."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from apps.clearance.choices import SubmissionState
from apps.clearance.models import Submission
from apps.notices.subjects import Subject
from apps.pages.anchors import STEPS, Passage, Span, Versions, plain_lines
from apps.pages.choices import CommentKind, SpaceKind
from apps.pages.compare.bounded import Allowance
from apps.pages.models import Comment, Draft, DraftSave, Edition, Reply
from apps.pages.models.drafts import Wording
from apps.pages.models.markings import Marked
from apps.pages.queries.taking_part import sees_draft
from apps.people.models import Person

# What stands in the way first.
ORDER = {kind: place for place, kind in enumerate(CommentKind.values)}


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a draft that one person sees: the latest, or, if they are no member, the latest submitted to them.

    What was said after `until` may tell of later texts, and is not for them.
    """

    draft: Draft
    wording: Wording
    version: int
    is_member: bool
    until: datetime | None = None

    @property
    def text(self) -> str:
        """The Markdown, with line feeds alone."""
        return plain_lines(self.wording.body)

    def shows(self, moment: datetime | None) -> bool:
        """Whether what happened at that moment is for them to see; what has not happened is not."""
        return moment is not None and (self.until is None or moment <= self.until)


@dataclass(frozen=True, slots=True)
class Placed:
    """A comment as one person sees it in one text. `span` is where its passage stands now; None if nowhere."""

    comment: Comment
    span: Span | None
    replies: list[Reply]
    is_settled: bool
    marked: Marked | None

    @property
    def is_orphan(self) -> bool:
        """Whether its passage is no longer in the text."""
        return self.comment.quote != "" and self.span is None

    @property
    def is_sensitive(self) -> bool:
        """Whether the text it was made on was marked OFFICIAL-SENSITIVE."""
        return self.marked is not None and self.marked.is_sensitive


def drafts_discussed(person: Person) -> QuerySet[Draft]:
    """Drafts whose text, or a submission of it, this person sees."""
    submitted = Submission.objects.visible_to(person).filter(draft=OuterRef("pk"))
    own = Draft.objects.visible_to(person).values("pk")
    return Draft.objects.filter(Q(pk__in=own) | Exists(submitted))


def comments_seen_by(person: Person) -> QuerySet[Comment]:
    """Comments on drafts of spaces they draft in, and those made on what was submitted to them, until it was closed."""
    rounds = Submission.objects.visible_to(person).filter(
        Q(closed_at=None) | Q(closed_at__gte=OuterRef("at")),
        draft=OuterRef("draft"),
        version__gte=OuterRef("version"),
    )
    own = Draft.objects.visible_to(person).values("pk")
    return Comment.objects.filter(Q(draft__in=own) | Exists(rounds), hidden_at=None)


def reading_of(draft: Draft, person: Person) -> Reading | None:
    """What this person sees of a draft; None when that is nothing."""
    if sees_draft(person, draft):
        return Reading(draft, draft, draft.version, is_member=True)
    latest = Submission.objects.visible_to(person).filter(draft=draft).order_by("-pk").first()
    return Reading(draft, latest, latest.version, is_member=False, until=latest.closed_at) if latest else None


def waiting_submission(draft: Draft) -> Submission | None:
    """The draft's open submission, if it has one."""
    opened = Submission.objects.filter(draft=draft, state=SubmissionState.OPEN)
    return opened.select_related("space__unit", "draft").first()


def wordings_at(reading: Reading, versions: Collection[int]) -> dict[int, Wording | Edition]:
    """The draft as it stood at each of these versions, up to the one they see; what is not known is left out.

    Version 0 is the published text the draft started from. Of a new page it is a template's, and is not kept.
    """
    found: dict[int, Wording | Edition] = {}
    older = {version for version in versions if version < reading.version}
    if older:
        saves = DraftSave.objects.filter(draft=reading.draft, version__in=older)
        found.update({save.version: save for save in saves})
    if 0 in older and reading.draft.first_base_id is not None:
        found[0] = Edition.objects.select_related("revision").get(pk=reading.draft.first_base_id)
    if reading.version in versions:
        found[reading.version] = reading.wording
    return found


def wording_shown(reading: Reading, version: int) -> Wording | Edition | None:
    """The text of one version as somebody may quote it: any one by members, by others only the one they see."""
    if not reading.is_member and version != reading.version:
        return None
    return wordings_at(reading, {version}).get(version)


def discussion(reading: Reading, person: Person, *, up_to: int | None = None) -> list[Placed]:
    """Every comment this person sees on the draft, or on its versions so far, in the text they see.

    Conditions come first, then suggestions, then notes, each oldest first; the settled ones after all others.
    """
    seen = comments_seen_by(person).filter(draft=reading.draft)
    if up_to is not None:
        seen = seen.filter(version__lte=up_to)
    placed = place(reading, with_what_was_said(seen))
    return sorted(placed, key=lambda one: (one.is_settled, ORDER[one.comment.kind]))


def with_what_was_said(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """The same with their replies and everybody's names, oldest first."""
    replies = Reply.objects.select_related("by").order_by("at", "pk")
    named = comments.select_related("by", "resolved_by", "draft__space__unit")
    return named.prefetch_related(Prefetch("replies", replies)).order_by("at", "pk")


def place(reading: Reading, comments: Iterable[Comment]) -> list[Placed]:
    """The comments where they stand in the text that is read, in the order given."""
    every = list(comments)
    wordings = wordings_at(reading, {one.version for one in every})
    # One allowance for all, so that many comments on large texts cannot make anybody wait.
    allowance = Allowance(STEPS)
    text = reading.text
    between = {
        version: Versions(wordings[version].body if version in wordings else None, text, allowance)
        for version in {one.version for one in every}
    }
    return [
        Placed(
            comment=one,
            span=between[one.version].find(Passage(one.quote, one.start, one.before, one.after)),
            replies=[reply for reply in one.replies.all() if reading.shows(reply.at)],
            is_settled=reading.shows(one.resolved_at),
            marked=wordings.get(one.version),
        )
        for one in every
    ]


def subjects(person: Person, ids: Collection[str]) -> Mapping[str, Subject]:
    """What notices may tell this person of these comments: the title is that of the text they see."""
    seen = list(comments_seen_by(person).filter(pk__in=ids).select_related("draft__space"))
    others = {one.draft_id for one in seen if one.draft.space.unit_id not in person.reach}
    shared = Draft.objects.visible_to(person).filter(pk__in=others, space__kind=SpaceKind.PRACTICE)
    is_practice = any(one.draft.space.is_practice for one in seen)
    drafts = others - set(shared.values_list("pk", flat=True)) if others and is_practice else others
    submitted = Submission.objects.visible_to(person).filter(draft__in=drafts).defer("body").order_by("pk")
    latest: dict[int | None, Wording] = {one.draft_id: one for one in submitted} if drafts else {}
    told = ((one, latest.get(one.draft_id, one.draft)) for one in seen)
    return {str(one.pk): Subject(text.title, address(one), text.marking, handling=text.handling) for one, text in told}


def address(comment: Comment) -> str:
    """Where a comment is read and answered."""
    return reverse("clearance:comment", kwargs={"comment_id": comment.pk})

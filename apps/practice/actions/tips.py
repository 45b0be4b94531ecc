"""A tip: the page of a practice drafted, filed and handed in, all in one act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from apps.clearance.actions.on_standing import hand_in
from apps.clearance.actions.submitting import Cover
from apps.core.months import months_after
from apps.core.rules import Refused
from apps.pages.actions import drafts, saving, tree
from apps.pages.actions.writing import Words, count_as_writers
from apps.pages.choices import Significance
from apps.pages.models import Draft, Page, Space
from apps.people.models import Person, Unit
from apps.practice import heads
from apps.practice.models import Answer, Filing, Profession, Topic
from apps.practice.rules.practices import may_give_tip

CHANGE_NOTE = "A new tip."
REVIEW_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Tip:
    """What somebody wrote: `head` by the keys of HEAD, and whose practice it is, under what and in which voice.

    `answer` is what it came from, where somebody answered a question with it. `words_of` are the others whose words it
    was made of: none of them clears it.
    """

    title: str
    head: Mapping[str, str]
    team: Unit
    voice: str
    interest: str = ""
    topics: list[Topic] = field(default_factory=list)
    professions: list[Profession] = field(default_factory=list)
    answer: Answer | None = None
    words_of: tuple[Person, ...] = ()


@transaction.atomic
def give(space: Space, tip: Tip, *, by: Person, at: datetime) -> Draft:
    """This will draft a practice under the front page of a space, file it and hand it in.

    It is published at once on the standing of whoever writes, or goes up its route to the stewards. Returns the draft
    as it stands then. Raises Refused when `by` may not write here or not for that team, or when the address is taken.
    """
    may_give_tip.require(by, space, tip.team, at)
    front = Page.objects.visible_to(by).listed().filter(space=space, parent=None).first()
    if front is None:
        raise Refused("This space has no front page that you can read, so there is nowhere to put a tip.")
    # Before the page above: whoever publishes at once locks them in this order.
    tree.lock_spaces(front.pk)
    draft = drafts.start_new(front, tip.title, template=None, by=by, at=at)
    if draft.version or draft.opened_at != at or draft.opened_by_id != by.pk:
        raise Refused(f"There is an open draft called ‘{draft}’ already. Choose a different title.")
    words = Words(draft.title, heads.body_of(tip.head), space.audience)
    draft = saving.save(draft, words, made_on=draft.version, by=by, at=at).draft
    count_as_writers(draft, tip.words_of)
    _file(draft, tip, by=by)
    review_by = months_after(localdate(at), REVIEW_MONTHS)
    cover = Cover(CHANGE_NOTE, Significance.MAJOR, review_by, review_months=REVIEW_MONTHS)
    hand_in(draft, cover, version=draft.version, by=by, at=at)
    return Draft.objects.select_related("page", "space").get(pk=draft.pk)


def _file(draft: Draft, tip: Tip, *, by: Person) -> None:
    filing = Filing.objects.create(draft=draft, team=tip.team, voice=tip.voice, interest=tip.interest, by=by)
    filing.topics.set(tip.topics)
    filing.professions.set(tip.professions)
    if tip.answer is not None and not Answer.objects.filter(pk=tip.answer.pk, became=None).update(became=draft):
        raise Refused("This answer has become a practice already.")

"""Playing the script: every act by the person who would have done it, through the action that does it, in order."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from apps.clearance.actions import deciding, submitting
from apps.clearance.actions.proposals import propose_route
from apps.clearance.choices import SubmissionState
from apps.clearance.models import Route, Submission
from apps.clearance.models.routes import Wish
from apps.desk.demonstration.department import ADMINISTRATOR, LEFT, PASSWORD, PEOPLE, UNITS
from apps.desk.demonstration.exchange import Exchange
from apps.desk.demonstration.paper import Paper
from apps.desk.demonstration.script import CHANGES, RESILIENCE, SPACES, Change, Opening
from apps.desk.demonstration.talk import Talk
from apps.notices.models import Notice
from apps.pages.actions import drafts, files, saving, spaces, unfinished, versions
from apps.pages.actions.unfinished import OpenForm
from apps.pages.actions.writing import Words
from apps.pages.choices import Marking, SpaceKind
from apps.pages.files import check
from apps.pages.models import Draft, Page
from apps.people.actions import Post, end_posting, open_unit, register, start_posting
from apps.people.choices import Breadth
from apps.people.models import Grade, Person, Unit, UnitKind
from apps.records.actions import SYSTEM

TEXTS = Path(__file__).parent / "texts"
# The end of a line in the middle of a paragraph: what follows starts no list, table, quotation or note.
WRAPPED = re.compile(r"(?<=\S)\n(?=[^\W_]|[(“‘£]|\[(?!\^))(?!\d+[.)] )")
SET_UP, LEFT_AFTER = 440, 190
SENSITIVE_FOR = 300
TAXIS, RANKS = "Taxis across district lines", "empty-ranks.csv"


@dataclass(frozen=True, slots=True)
class Act:
    """Something somebody does at a moment."""

    at: datetime
    do: Callable[[datetime], object]


def is_told() -> bool:
    """Whether the demonstration department is here already."""
    return Person.objects.filter(email=PEOPLE[0].email).exists()


@transaction.atomic
def tell(*, at: datetime) -> None:
    """This will set up the department and play its script up to the day before `at`; all of it, or none.

    Raises Refused when somebody else has one of its addresses.
    """
    story = _Story(at)
    for act in sorted(story.acts(), key=lambda act: act.at):
        act.do(act.at)
    # What was told long ago is not news: it goes by no e-mail, and only the last fortnight's is unread.
    ours = Notice.objects.filter(person__in=story.people.values())
    ours.filter(mailed_at=None).update(mailed_at=F("at"))
    ours.filter(at__lt=story.when(10)).update(read_at=F("at"))


class _Story:
    def __init__(self, at: datetime) -> None:
        self._today = timezone.localdate(at)
        self.people: dict[str, Person] = {}
        self._units: dict[str, Unit] = {}

    def when(self, ago: int, clock: str = "09:30") -> datetime:
        """That many working days ago, by the clock on the wall."""
        day = self._today
        while ago:
            day -= timedelta(days=1)
            ago -= day.weekday() < 5
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))

    def acts(self) -> Iterator[Act]:
        """Every act of the script, in no order."""
        yield Act(self.when(SET_UP), self._set_up)
        for opening in SPACES:
            yield Act(self.when(opening.ago), partial(self._open, opening))
        yield Act(self.when(SPACES[1].ago, "10:00"), self._lengthen_route)
        yield Act(self.when(LEFT_AFTER, "17:00"), self._leave)
        for number, change in enumerate(CHANGES):
            yield from self._change(change, number)
        yield Act(self.when(3, "11:05"), self._name)
        yield Act(self.when(3, "11:10"), self._attach)
        yield Act(self.when(3, "11:15"), self._carry_on)
        yield Act(self.when(2, "16:50"), self._leave_unfinished)
        for told in (Paper, Exchange, Talk):
            for at, deed in told(self.people, self._units, _text, self.when).deeds():
                yield Act(at, deed)

    def _set_up(self, at: datetime) -> None:
        kinds = {kind.name: kind for kind in UnitKind.objects.all()}
        grades = {grade.code: grade for grade in Grade.objects.all()}
        for name, kind, above in UNITS:
            parent = self._units.get(above)
            standing = Unit.objects.filter(name=name, parent=parent).first()
            self._units[name] = standing or open_unit(name, kind=kinds[kind], parent=parent, by=SYSTEM, at=at)
        for member in PEOPLE:
            person = register(member.email, member.name, by=SYSTEM, at=at)
            post = Post(self._units[member.unit], member.title, grades[member.grade])
            start_posting(person, post, starts_at=at - timedelta(days=200), by=SYSTEM, at=at)
            self.people[member.name] = person
        # One hash for all: hashing is slow on purpose, and the password is the same.
        ours = Person.objects.filter(pk__in=[person.pk for person in self.people.values()])
        ours.update(password=make_password(PASSWORD))
        ours.filter(name=ADMINISTRATOR).update(is_staff=True, is_superuser=True)

    def _leave(self, at: datetime) -> None:
        [posting] = self.people[LEFT].postings.all()
        end_posting(posting, ends_at=at, by=SYSTEM, at=at, because="Moved to another employer.")

    def _open(self, opening: Opening, at: datetime) -> None:
        form = spaces.Opening(opening.title, self._units[opening.unit], SpaceKind.POLICY, opening.audience)
        spaces.open_space(form, by=self.people[opening.by], at=at)

    def _lengthen_route(self, at: datetime) -> None:
        """What the whole department reads is cleared twice: near the author, then above."""
        route = Route.objects.select_related("space__unit").get(
            space__title=RESILIENCE, audience=Breadth.DEPARTMENT, marking=Marking.OFFICIAL
        )
        above = route.steps.get()
        near = Wish(stage=1, scope=Breadth.DIRECTORATE, grade=Grade.objects.get(code="G7").pk)
        wishes = [near, Wish(stage=2, scope=above.scope, grade=above.grade_id)]
        because = "Somebody close to the subject reads it before the deputy director does."
        proposed = propose_route(route, wishes, route.acts, because=because, by=self.people["Leo Brandt"], at=at)
        deciding.clear(proposed, by=self.people["Nadia Rahman"], at=at + timedelta(hours=2))

    def _change(self, change: Change, number: int) -> Iterator[Act]:
        minute = f"{number * 7 % 60:02}"
        yield Act(self.when(change.ago, f"09:{minute}"), partial(self._write, change))
        if change.and_by:
            yield Act(self.when(change.ago - 1, f"14:{minute}"), partial(self._finish, change))
        if change.note:
            yield Act(self.when(change.ago - 2, f"11:{minute}"), partial(self._submit, change))
        if change.is_taken_back or change.is_discarded or change.sent_back_by:
            yield Act(self.when(change.ago - 3, f"16:{minute}"), partial(self._stop, change))
        for position, name in enumerate(change.cleared_by):
            moment = self.when(change.ago - 3 - position, f"10:{minute}")
            yield Act(moment, partial(self._clear, change, name))

    def _write(self, change: Change, at: datetime) -> None:
        by = self.people[change.by]
        draft = self._started(change, by, at)
        text = _text(change.text)
        # Whoever finishes it finds the first heading's worth.
        body = text[: text.find("\n## ", 1) + 1] or text if change.and_by else text
        self._save(draft, change, body, by, at)

    def _finish(self, change: Change, at: datetime) -> None:
        self._save(_open_draft(change), change, _text(change.text), self.people[change.and_by], at)

    def _started(self, change: Change, by: Person, at: datetime) -> Draft:
        pages = Page.objects.filter(space__title=change.space).select_related("space__unit")
        standing = pages.filter(title=change.title).first()
        if standing:
            return drafts.start(standing, by=by, at=at)
        above = pages.get(title=change.under or change.space)
        return drafts.start_new(above, change.title, template=None, by=by, at=at)

    def _save(self, draft: Draft, change: Change, body: str, by: Person, at: datetime) -> None:
        until = timezone.localdate(at) + timedelta(days=change.review_in)
        rest = {"audience": draft.audience, "sensitive_until": until, **change.words}
        words = Words(change.title, body, **rest)
        saving.save(draft, words, made_on=draft.version, by=by, at=at)

    def _submit(self, change: Change, at: datetime) -> None:
        review_by = timezone.localdate(at) + timedelta(days=change.review_in)
        cover = submitting.Cover(change.note, change.significance, review_by)
        draft = _open_draft(change)
        submitting.submit(draft, cover, version=draft.version, by=self.people[change.by], at=at)

    def _clear(self, change: Change, name: str, at: datetime) -> None:
        deciding.clear(_open_submission(change), by=self.people[name], at=at)

    def _stop(self, change: Change, at: datetime) -> None:
        by = self.people[change.sent_back_by or change.by]
        if change.is_discarded:
            drafts.discard(_open_draft(change), by=by, at=at, because="Not needed after all.")
        elif change.is_taken_back:
            deciding.take_back(_open_submission(change), by=by, at=at)
        else:
            deciding.send_back(_open_submission(change), because=change.because, by=by, at=at)

    def _name(self, at: datetime) -> None:
        version = _taxis().saves.latest("version")
        versions.name_version(version, "As sent to the two councils", was="", by=self.people["Amina Osei"], at=at)

    def _attach(self, at: datetime) -> None:
        counted = check((TEXTS / RANKS).read_bytes(), RANKS)
        alt = "Taxis waiting at Fenside station by the hour, one week in October"
        files.attach(_taxis(), counted, alt, by=self.people["Jonah Reed"], at=at)

    def _leave_unfinished(self, at: datetime) -> None:
        """Somebody closes their laptop in mid-sentence."""
        draft = _taxis()
        words = Words(TAXIS, f"{draft.body}\n## What we do next\n\nThe train company counts until", draft.audience)
        unfinished.keep(draft, words, made_on=draft.version, form=OpenForm(), by=self.people["Amina Osei"], at=at)

    def _carry_on(self, at: datetime) -> None:
        """Two people write on the same version: the second one's words are kept aside."""
        [change] = [change for change in CHANGES if change.title == TAXIS]
        draft = _open_draft(change)
        read_by_both = draft.version
        self._save(draft, change, _text("taxis-2"), self.people["Amina Osei"], at)
        late = Words(TAXIS, _text("taxis-kept"), draft.audience)
        saving.save(draft, late, made_on=read_by_both, by=self.people["Jonah Reed"], at=at + timedelta(minutes=4))


def _text(name: str) -> str:
    """As people type it: a paragraph is one line, however wide the file is."""
    return WRAPPED.sub(" ", (TEXTS / f"{name}.md").read_text(encoding="utf-8"))


def _taxis() -> Draft:
    return Draft.objects.open().select_related("space__unit").get(title=TAXIS)


def _open_draft(change: Change) -> Draft:
    return Draft.objects.open().get(space__title=change.space, title=change.title)


def _open_submission(change: Change) -> Submission:
    return Submission.objects.get(draft=_open_draft(change), state=SubmissionState.OPEN)

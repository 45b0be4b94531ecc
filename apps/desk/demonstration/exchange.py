"""A practice space with a year behind it: tips, who uses them, questions, stewards, and what waits for them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from apps.clearance.actions import deciding
from apps.clearance.actions.on_standing import hand_in
from apps.clearance.actions.submitting import Cover
from apps.clearance.choices import SubmissionState
from apps.clearance.models import Submission
from apps.desk.demonstration.script import JONAH, KIRSTY, LEO, MARY
from apps.desk.demonstration.year import (
    CARYS,
    GATHERED,
    HEDGES,
    INES,
    MILEAGE,
    OPENED,
    OWEN,
    QUESTIONS,
    RAMP,
    RAMP_TIP,
    RAMPS,
    RING,
    SPACE,
    TIPS,
    USES,
    Asked,
    Told,
    Used,
)
from apps.moderation.actions import appealing, flagging, guidelines, queue, ruling
from apps.moderation.choices import MatterState, Measure, Voice, Why
from apps.moderation.judgement import Judgement
from apps.moderation.models import Matter, Ruling
from apps.pages.actions import drafts, saving, spaces
from apps.pages.actions.writing import Words
from apps.pages.choices import Significance, SpaceKind
from apps.pages.models import Page, Space
from apps.people.choices import Breadth
from apps.people.models import Person, Unit
from apps.practice import heads
from apps.practice.actions import adoptions, answers, doubts, gathering, questions, thanks, tips
from apps.practice.models import Answer, Practice, Profession, Question, Topic
from apps.trust.actions.nightly import reckon_everybody

When = Callable[..., datetime]
Deeds = Iterator[tuple[datetime, Callable[[datetime], object]]]
# How often, in working days, standing is reckoned afresh while the story is told.
EVERY = 10


class Exchange:
    """The practice space, played by the people and units of the department."""

    def __init__(
        self, people: Mapping[str, Person], units: Mapping[str, Unit], text: Callable[[str], str], when: When
    ) -> None:
        self.people, self.units, self.text, self.when = people, units, text, when

    def deeds(self) -> Deeds:
        """Everything that happens, with its moments, in no order."""
        when = self.when
        yield when(OPENED), self._open
        yield when(OPENED - 1, "10:00"), self._introduce
        for told in TIPS:
            yield when(told.ago, "10:20"), partial(self._give, told)
            yield when(told.ago - 1, "15:20"), self._clear
            yield when(told.ago - 1, "16:20"), partial(self._look_through, INES)
        for used in USES:
            yield when(used.ago, "11:40"), partial(self._use, used)
        for asked in QUESTIONS:
            yield when(asked.ago, "09:50"), partial(self._ask, asked)
            for by, ago, body in asked.answers:
                yield when(ago, "12:10"), partial(self._answer, asked, by, body)
            if asked.accepted:
                yield when(asked.ago - 10, "09:50"), partial(self._accept, asked)
        for ago in range(OPENED - EVERY, 0, -EVERY):
            yield when(ago, "03:00"), reckon_everybody
        yield when(100, "16:00"), self._thank
        yield from self._for_stewards()
        yield from self._lately()

    def _lately(self) -> Deeds:
        when = self.when
        yield when(10, "10:00"), partial(self._look_through, MARY)
        yield when(9, "10:30"), self._make_a_practice
        yield when(9, "10:50"), self._gather
        yield when(6, "11:00"), self._doubt
        yield when(1, "03:00"), reckon_everybody

    def _for_stewards(self) -> Deeds:
        """An answer is hidden, and who wrote it appeals; another is flagged, and waits."""
        when = self.when
        yield when(20, "14:00"), partial(self._flag, OWEN, KIRSTY, "personal_data", "It is about somebody’s health.")
        yield when(19, "10:00"), self._rule
        yield when(17, "17:30"), self._appeal
        yield when(3, "13:00"), partial(self._flag, LEO, JONAH, "not_here", "This is an advertisement.")

    def _open(self, at: datetime) -> None:
        unit = self.units["Department for Rural Affairs"]
        form = spaces.Opening(SPACE, unit, SpaceKind.PRACTICE, Breadth.GOVERNMENT)
        spaces.open_space(form, by=self.people[INES], at=at)
        writers = {told.by for told in TIPS} | {used.by for used in USES} | {asked.by for asked in QUESTIONS}
        writers |= {by for asked in QUESTIONS for by, _, _ in asked.answers} | {INES}
        for name in sorted(writers):
            guidelines.accept(by=self.people[name], at=at)

    def _introduce(self, at: datetime) -> None:
        """Whoever opened the space is its steward, so that what she writes on its front page is out at once."""
        ines = self.people[INES]
        draft = drafts.start(Page.objects.select_related("space__unit").get(title=SPACE), by=ines, at=at)
        words = Words(SPACE, self.text("practice/front"), draft.audience)
        draft = saving.save(draft, words, made_on=draft.version, by=ines, at=at).draft
        review_by = timezone.localdate(at) + timedelta(days=1095)
        cover = Cover("Says where to start.", Significance.MAJOR, review_by)
        hand_in(draft, cover, version=draft.version, by=ines, at=at)

    def _give(self, told: Told, at: datetime, answer: Answer | None = None) -> None:
        by = self.people[told.by]
        head = heads.head_of(self.text(f"practice/{told.text}"))
        team = by.postings.get(ends_at=None).unit
        tip = tips.Tip(
            told.title,
            head,
            team,
            Voice.OFFICIAL,
            topics=list(Topic.objects.filter(name__in=told.topics)),
            professions=list(Profession.objects.filter(name__in=told.professions)),
            answer=answer,
        )
        tips.give(_space(), tip, by=by, at=at)

    def _clear(self, at: datetime) -> None:
        """Ines clears what newcomers sent."""
        for submission in Submission.objects.filter(space__title=SPACE, state=SubmissionState.OPEN):
            deciding.clear(submission, by=self.people[INES], at=at)

    def _look_through(self, name: str, at: datetime) -> None:
        """A steward finds what was picked, of what others wrote, as it should be."""
        by = self.people[name]
        for matter in Matter.objects.filter(why=Why.SAMPLED, state=MatterState.OPEN).exclude(author=by):
            self._settle(matter, Judgement(Measure.NONE, "It says what was done and how they know."), by, at)

    def _settle(self, matter: Matter, judgement: Judgement, by: Person, at: datetime) -> Ruling:
        claimed = queue.claim(matter, version=matter.version, by=by, at=at)
        return ruling.rule_on(claimed, judgement, version=claimed.version, by=by, at=at + timedelta(minutes=9))

    def _use(self, used: Used, at: datetime) -> None:
        by = self.people[used.by]
        since = timezone.localdate(at) - timedelta(days=40)
        team = by.postings.get(ends_at=None).unit
        said = adoptions.Report(team, used.use, used.outcome, since, used.happened, evidence_words=used.how)
        adoptions.report(_practice(used.title), said, by=by, at=at)

    def _ask(self, asked: Asked, at: datetime) -> None:
        questions.ask(_space(), questions.Asked(asked.title), by=self.people[asked.by], at=at)

    def _answer(self, asked: Asked, by: str, body: str, at: datetime) -> None:
        question = Question.objects.get(title=asked.title)
        answers.answer(question, answers.Said(body), by=self.people[by], at=at)

    def _accept(self, asked: Asked, at: datetime) -> None:
        answers.accept(_answer_of(asked.title, asked.accepted), by=self.people[asked.by], at=at)

    def _thank(self, at: datetime) -> None:
        for name in (KIRSTY, CARYS, JONAH):
            thanks.thank(_practice(RING), by=self.people[name], at=at)

    def _flag(self, author: str, by: str, rule: str, because: str, at: datetime) -> None:
        answer = _answer_of(MILEAGE, author)
        flagging.flag("practice.answer", str(answer.pk), rule=rule, because=because, by=self.people[by], at=at)

    def _rule(self, at: datetime) -> None:
        [matter] = Matter.objects.filter(why=Why.FLAGGED, state=MatterState.OPEN)
        because = "It tells readers about the health of somebody who can be recognised."
        self._settle(matter, Judgement(Measure.HIDE, because, rule="personal_data"), self.people[INES], at)

    def _appeal(self, at: datetime) -> None:
        ruled = Ruling.objects.get(measure=Measure.HIDE)
        because = "I named nobody. Take out the half sentence, and leave the answer."
        appealing.appeal(ruled, because=because, by=self.people[OWEN], at=at)

    def _make_a_practice(self, at: datetime) -> None:
        """Mary's answer becomes a practice; her standing lets it out at once, and it is picked to be looked at."""
        self._give(RAMP_TIP, at, _answer_of(RAMPS, MARY))
        space, page = _space(), Page.objects.get(title=RAMP)
        author = self.people[MARY]
        queue.put("pages.page", str(page.pk), why=Why.SAMPLED, author=author, community=space.community, at=at)

    def _gather(self, at: datetime) -> None:
        title, introduction, inside = GATHERED
        mary = self.people[MARY]
        collection = gathering.make(_space(), title, introduction, by=mary, at=at)
        for one in inside:
            gathering.add(collection, _practice(one), "", by=mary, at=at)

    def _doubt(self, at: datetime) -> None:
        because = "The photographs are of three summers ago. Have the edges not moved since?"
        doubts.ask(_practice(HEDGES), because=because, by=self.people[JONAH], at=at)


def _space() -> Space:
    return Space.objects.select_related("community", "unit", "audience_unit").get(title=SPACE)


def _practice(title: str) -> Practice:
    return Practice.objects.select_related("page__space__community").get(page__title=title)


def _answer_of(question: str, by: str) -> Answer:
    return Answer.objects.select_related("question__space__community").get(question__title=question, by__name=by)

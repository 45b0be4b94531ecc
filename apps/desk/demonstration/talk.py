"""Talk in rooms: the fare cap and what came of it, a room for three, and two web chats, of which one is to come."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from apps.desk.demonstration.script import AMINA, BEN, JONAH, KIRSTY, MARY, TRANSPORT
from apps.desk.demonstration.year import INES, SPACE
from apps.moderation.actions import guidelines
from apps.moderation.queries.guidelines import has_accepted
from apps.pages.models import Page
from apps.people.choices import Breadth
from apps.people.models import Person, Unit
from apps.rooms.actions import (
    deciding,
    inviting,
    opening,
    posting,
    promoting,
    reacting,
    sitting_answers,
    sitting_questions,
    sittings,
    topics,
)
from apps.rooms.actions.posting import Said
from apps.rooms.choices import Reacted
from apps.rooms.models import Asked, Message, Room, Sitting, Topic

NADIA = "Nadia Rahman"
CAP, OPERATORS, CALLS = "The cap after March", "What operators ask", "Ask about calls and callers"
HALLS = "Ask about village halls"
SAID = (
    (
        CAP,
        AMINA,
        "15:10",
        "The cap ends in March. Do we ask for another year, or for [[Bus fares in rural areas]] to lapse?",
    ),
    (CAP, JONAH, "15:14", "Passengers rose by a fifth while it held. I would ask for another year."),
    (CAP, BEN, "15:31", "Then ask for one year, at £2, and say what it costs. I will take it up with Fay."),
    (OPERATORS, JONAH, "16:02", "Three operators asked this week: is a return two journeys under the cap?"),
    (OPERATORS, AMINA, "16:09", "It is. Each way is capped at £2, so that a return is £4 at most."),
)
QUESTIONS = (
    (KIRSTY, "How do you keep a list of numbers right when people move on?", "Ring ten numbers on the first Monday."),
    (MARY, "Who rings when a hall does not answer?", "The clerk of the parish, and we thank them in writing."),
)

When = Callable[..., datetime]
Deeds = Iterator[tuple[datetime, Callable[[datetime], object]]]


class Talk:
    """What is said in three rooms, by the people and units of the department."""

    def __init__(
        self, people: Mapping[str, Person], units: Mapping[str, Unit], _text: Callable[[str], str], when: When
    ) -> None:
        self.people, self.units, self.when = people, units, when

    def deeds(self) -> Deeds:
        """Everything that happens, with its moments, in no order."""
        when = self.when
        yield when(15, "15:00"), self._accept
        for title, by, clock, body in SAID:
            yield when(15, clock), partial(self._say, title, by, body)
        yield when(14, "09:20"), self._thank
        yield when(14, "10:00"), self._decide
        yield when(14, "10:30"), self._make_a_page
        yield when(13, "11:00"), self._open_for_three
        yield from self._chat()
        yield when(1, "12:00"), partial(self._announce, HALLS, MARY, when(0, "14:00") + timedelta(days=7))

    def _chat(self) -> Deeds:
        when = self.when
        begins = when(10, "14:00")
        yield when(12, "12:00"), partial(self._announce, CALLS, NADIA, begins)
        for number, (by, body, _) in enumerate(QUESTIONS):
            yield when(11, f"12:{number:02}"), partial(self._ask, by, body)
        yield begins, self._begin
        for number, (_, body, answer) in enumerate(QUESTIONS):
            yield begins + timedelta(minutes=10 * number + 5), partial(self._put_and_answer, body, answer)
        yield begins + timedelta(hours=1), self._end

    def _accept(self, at: datetime) -> None:
        for name in (AMINA, BEN, JONAH, KIRSTY, MARY, NADIA, INES):
            if not has_accepted(self.people[name]):
                guidelines.accept(by=self.people[name], at=at)

    def _say(self, title: str, name: str, body: str, at: datetime) -> None:
        by, room = self.people[name], Room.objects.get(space__title=TRANSPORT)
        topic = Topic.objects.filter(room=room, title=title).first()
        if topic is None:
            topics.start(room, title, Said(body), by=by, at=at)
        else:
            posting.post(topic, Said(body), by=by, at=at)

    def _thank(self, at: datetime) -> None:
        answer = _messages(OPERATORS)[-1]
        reacting.react(answer, Reacted.THANKS, by=self.people[JONAH], at=at)

    def _decide(self, at: datetime) -> None:
        """Ben, of what the three of them said."""
        chosen = promoting.Chosen(_topic(CAP), tuple(one.number for one in _messages(CAP)))
        decided = deciding.Decided(
            "Ask for the cap for one more year, at £2",
            "Passengers rose by a fifth while it held, and operators have planned for it.",
            timezone.localdate(at),
            (self.people[BEN],),
            "1. Let it lapse in March.\n2. One more year at £2.\n3. One more year at £2.50.",
        )
        place = deciding.Place(room=chosen.topic.room, topic=chosen.topic)
        promoting.make_decision(chosen, place, decided, by=self.people[BEN], at=at)

    def _make_a_page(self, at: datetime) -> None:
        chosen = promoting.Chosen(_topic(OPERATORS), tuple(one.number for one in _messages(OPERATORS)))
        front = Page.objects.select_related("space__unit").get(space__title=TRANSPORT, parent=None)
        page = promoting.NewPage(front, OPERATORS, Breadth.DIRECTORATE)
        promoting.make_page(chosen, page, by=self.people[AMINA], at=at)

    def _open_for_three(self, at: datetime) -> None:
        amina = self.people[AMINA]
        form = opening.Opening("Fares in winter", self.units["Rural Transport"], by_invitation=True)
        room = opening.open_room(form, by=amina, at=at)
        for name in (BEN, JONAH):
            inviting.invite(room, self.people[name], by=amina, at=at)
        body = "Two operators may stop before winter is over. Until we know, please talk of it here alone."
        posting.post(Topic.objects.get(room=room), Said(body), by=amina, at=at)

    def _announce(self, title: str, leader: str, begins: datetime, at: datetime) -> None:
        room = Room.objects.get(space__title=SPACE)
        about = "Whatever your team would do otherwise, or wishes it had known."
        ends = begins + timedelta(hours=1)
        what = sittings.Announcement(title, about, self.people[leader], begins, ends)
        sittings.announce(room, what, by=self.people[INES], at=at)

    def _ask(self, name: str, body: str, at: datetime) -> None:
        sitting_questions.ask(_chat(), body, by=self.people[name], at=at)

    def _begin(self, at: datetime) -> None:
        sittings.begin(_chat(), by=self.people[INES], at=at)

    def _put_and_answer(self, body: str, answer: str, at: datetime) -> None:
        asked = sitting_questions.put(Asked.objects.get(body=body), by=self.people[INES], at=at)
        sitting_answers.answer(asked, answer, by=self.people[NADIA], at=at)

    def _end(self, at: datetime) -> None:
        sittings.end(_chat(), by=self.people[INES], at=at)


def _topic(title: str) -> Topic:
    return Topic.objects.select_related("room__community__audience_unit").get(title=title)


def _messages(title: str) -> list[Message]:
    return list(Message.objects.filter(topic__title=title).select_related("room", "topic").order_by("number"))


def _chat() -> Sitting:
    return Sitting.objects.select_related("room").get(title=CALLS)

"""The words of rooms, and the tables of what may follow what."""

from collections.abc import Mapping

from django.db.models import IntegerChoices, TextChoices

MESSAGE_LENGTH = 10_000
# So many messages on one page of a topic.
MESSAGES_A_PAGE = 50
# So much in so many seconds from one person in one room; then they are asked to wait.
FLOOD_MESSAGES, FLOOD_SECONDS = 20, 30
# The topic that every room begins with.
FIRST_TOPIC = "General"

# So many messages can be made into one thing: what somebody still looks through.
MOST_PROMOTED = 50
# So many characters of options, of reasons and of what somebody says who does not agree.
DECISION_LENGTH = 20_000
MOST_DECIDERS = 30
HEADS_OF_DECISION = ("Why it was decided so", "Options that were weighed")
# What stands in a message for a page that its reader may not read.
OUT_OF_REACH = "a page you cannot read"


class TopicState(TextChoices):
    OPEN = "OPEN", "Open"
    CLOSED = "CLOSED", "Closed"


T = TopicState
TOPIC_MOVES: Mapping[TopicState, frozenset[TopicState]] = {
    T.OPEN: frozenset({T.CLOSED}),
    T.CLOSED: frozenset({T.OPEN}),
}


class MessageKind(TextChoices):
    SAID = "SAID", "Said"
    # What Greenpaper itself notes between messages: its words are in the template, what it is of in `moved`.
    MOVED_AWAY = "MOVED_AWAY", "Messages were moved away"
    MOVED_HERE = "MOVED_HERE", "Messages were moved here"


class Moving(TextChoices):
    """How much of a topic is moved to another."""

    ONE = "ONE", "This message alone"
    LATER = "LATER", "This message and all that came later in the topic"
    ALL = "ALL", "Every message of the topic"


class Reacted(TextChoices):
    """What can be said of a message with one press."""

    AGREE = "AGREE", "Agree"
    THANKS = "THANKS", "Thanks"
    DONE = "DONE", "Done"
    LOOKING = "LOOKING", "Looking into it"
    UNSURE = "UNSURE", "Not sure"


class Retention(IntegerChoices):
    """For how many years a message is kept, as the Code of Practice under s.46 asks a department to settle (2021)."""

    TALK = 2, "Everyday talk: 2 years"
    WORK = 7, "Work of the team: 7 years"
    POLICY = 20, "Policy and decisions: 20 years, then offered to The National Archives"


class Went(TextChoices):
    """What messages were made into."""

    PAGE = "PAGE", "a draft page"
    TIP = "TIP", "a tip"
    DECISION = "DECISION", "a decision"
    COMMENT = "COMMENT", "a comment on a draft"


class SittingState(TextChoices):
    ANNOUNCED = "ANNOUNCED", "Announced"
    OPEN = "OPEN", "Answering now"
    CLOSED = "CLOSED", "Over"
    CALLED_OFF = "CALLED_OFF", "Called off"


S = SittingState
SITTING_MOVES: Mapping[SittingState, frozenset[SittingState]] = {
    S.ANNOUNCED: frozenset({S.OPEN, S.CALLED_OFF}),
    S.OPEN: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
    S.CALLED_OFF: frozenset(),
}


# While questions are asked and voted for.
BEFORE_IT_IS_OVER = (S.ANNOUNCED, S.OPEN)


class AskedState(TextChoices):
    """A question put to a sitting, from when it is asked to when its answer shows."""

    ASKED = "ASKED", "Waiting to be sifted"
    PUT = "PUT", "Put to the leader"
    SET_ASIDE = "SET_ASIDE", "Set aside"
    ANSWERED = "ANSWERED", "Answered, and waiting for a second pair of eyes"
    SHOWN = "SHOWN", "Answered"


A = AskedState
ASKED_MOVES: Mapping[AskedState, frozenset[AskedState]] = {
    A.ASKED: frozenset({A.PUT, A.SET_ASIDE}),
    A.PUT: frozenset({A.SET_ASIDE, A.ANSWERED, A.SHOWN}),
    A.SET_ASIDE: frozenset({A.PUT}),
    A.ANSWERED: frozenset({A.PUT, A.SHOWN}),
    A.SHOWN: frozenset(),
}

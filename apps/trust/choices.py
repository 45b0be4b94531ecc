"""The words for standing: its levels, what earns it, and what counts against it."""

from collections.abc import Mapping

from django.db.models import IntegerChoices, TextChoices


class Level(IntegerChoices):
    """What somebody has earned in a space. A greater number may do more."""

    NEWCOMER = 0, "Newcomer"
    MEMBER = 1, "Member"
    CONTRIBUTOR = 2, "Contributor"
    STEWARD = 3, "Steward"


class Size(TextChoices):
    """How many take part in a space: what can be asked of somebody depends on how much there is to do."""

    SMALL = "SMALL", "Small: fewer than 50 people"
    MEDIUM = "MEDIUM", "Medium: 50 to 500 people"
    LARGE = "LARGE", "Large: more than 500 people"


class CreditKind(TextChoices):
    """An act of somebody else by which a person gains or loses standing."""

    EDIT = "EDIT", "Somebody else accepted what you wrote on a page"
    ANSWER = "ANSWER", "Somebody accepted your answer"
    ADOPTION = "ADOPTION", "A team of another unit uses what you wrote"
    FLAG = "FLAG", "A steward agreed with what you flagged"
    THANKS = "THANKS", "Somebody thanked you"
    REVERSAL = "REVERSAL", "What you wrote on a page was taken back"
    COMPLAINT = "COMPLAINT", "A steward ruled against something you wrote"
    OVERTURNED = "OVERTURNED", "A ruling of yours was overturned on appeal"


C = CreditKind
# What each is worth while it is new. Thanks come last: a whole year of them weighs less than one adoption.
WORTH: Mapping[CreditKind, int] = {
    C.EDIT: 2,
    C.ANSWER: 2,
    C.ADOPTION: 4,
    C.FLAG: 1,
    C.THANKS: 1,
    C.REVERSAL: -4,
    C.COMPLAINT: -8,
    C.OVERTURNED: -6,
}
# What somebody wrote and others accepted or use: the only kinds that make distinct pages and days.
WORK = (C.EDIT, C.ANSWER, C.ADOPTION)
AGAINST = (C.REVERSAL, C.COMPLAINT, C.OVERTURNED)
# What a steward does in office, and what anybody may do for whomever they like.
OFFICE = frozenset({C.EDIT, C.FLAG})
FAVOURS = frozenset({C.ANSWER, C.ADOPTION})
ALIKE: Mapping[CreditKind, frozenset[CreditKind]] = {
    kind: alike for alike in (OFFICE, FAVOURS, frozenset({C.REVERSAL})) for kind in alike
}
# Each thing somebody did for another cancels so many of the same sort that the other did for them.
CANCELS = 2
# No more than so much of a sort counts from any one person. What is ruled against somebody counts whoever ruled it.
MOST_FROM_ONE: Mapping[frozenset[CreditKind], int] = {OFFICE: 8, FAVOURS: 4, ALIKE[C.REVERSAL]: 8}
# Days of work count once they are so far apart.
DAYS_APART = 3
# An edit or an answer counts once it has stood for so many days.
DAYS_TO_STAND = 14
# A credit is worth its whole for so many days, and then less each day until it is worth nothing.
DAYS_AT_FULL_WORTH = 180
DAYS_UNTIL_NOTHING = 365
# Thanks count from people of at least so many teams, once a team, and weigh no more than so much in all.
TEAMS_FOR_THANKS = 3
MOST_FOR_THANKS = 3
# A level once reached is lost below this share of what it asks for, after so many days below it.
LOW_WATER = 0.75
DAYS_OF_GRACE = 30
# Whoever was recalled cannot be a steward again for so many days.
DAYS_AFTER_RECALL = 180
# With so many stewards who emerged, the appointed ones step down.
ENOUGH_EMERGED = 2


# Members vote for so many days. So many must vote, and two of three must want them to go.
DAYS_TO_VOTE = 14
LEAST_VOTES = 5
TO_GO, OF_VOTES = 2, 3
# Whoever stays cannot be asked to go again for so many days.
DAYS_BETWEEN_RECALLS = 90
# From so many people on, who gave or were given something within a year, a community is medium, and large.
FROM_MEDIUM, ABOVE_MEDIUM = 50, 500


class Counts(TextChoices):
    """Whether a credit counts now, or why not."""

    FULLY = "FULLY", "Counts"
    PARTLY = "PARTLY", "Counts for less, as it is more than six months old or as much as one person can give"
    WAITING = "WAITING", "Does not count yet: it must still be there after a time"
    VOID = "VOID", "No longer counts: it was taken back"
    FADED = "FADED", "No longer counts: it is more than a year old"
    RETURNED = "RETURNED", "Does not count: you did as much for them, and what two people do for each other cancels out"
    SAME_DAY = "SAME_DAY", "Counts once a day and page, and something else on that page did that day"
    ENOUGH = "ENOUGH", "Does not count: as much as one person can give counts already"
    FEW_TEAMS = "FEW_TEAMS", "Does not count yet: thanks count once people of three teams have thanked you"
    ENOUGH_THANKS = "ENOUGH_THANKS", "Does not count: as much as thanks can give counts already"
    SAME_TEAM = "SAME_TEAM", "Does not count: thanks count once a team, and somebody else of that team thanked you"


class WhyEnded(TextChoices):
    """Why somebody who was appointed is a steward no longer by appointment."""

    EMERGED = "EMERGED", "Two stewards have emerged, so nobody appointed is needed any more."
    LEFT = "LEFT", "They can no longer read the space."
    STEPPED_DOWN = "STEPPED_DOWN", "They stepped down."
    RECALLED = "RECALLED", "The members recalled them."


class RecallOutcome(TextChoices):
    OPEN = "OPEN", "Members are voting"
    RECALLED = "RECALLED", "Recalled"
    STAYS = "STAYS", "Stays a steward"

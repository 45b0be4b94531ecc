"""The words for routes and their steps, for what is cleared, and for what becomes of it."""

from collections.abc import Mapping

from django.db.models import TextChoices

from apps.people.choices import Breadth
from apps.trust.choices import Level


class Act(TextChoices):
    """What a clearance lets happen."""

    PUBLISH = "PUBLISH", "Publish"
    EMERGENCY = "EMERGENCY", "Review what was published in an emergency"
    WITHDRAW = "WITHDRAW", "Withdraw"
    REPLACE = "REPLACE", "Replace with another page"
    REMOVE = "REMOVE", "Unpublish, as it was published in error"
    MOVE = "MOVE", "Move"
    ROUTE = "ROUTE", "Change the clearance route"


# What a route may leave to any member of the space. Text and the route itself are always cleared.
OPTIONAL_ACTS = (Act.WITHDRAW, Act.REPLACE, Act.REMOVE, Act.MOVE)
OF_A_DRAFT = (Act.PUBLISH, Act.EMERGENCY)
# After which nothing that was submitted about the page before still holds.
CHANGES_WHAT_STANDS = (Act.PUBLISH, Act.WITHDRAW, Act.REPLACE, Act.REMOVE)


# Whom a step asks by standing, in words.
STANDING_WORDS: Mapping[int, str] = {
    Level.MEMBER: "a member or above, by standing",
    Level.CONTRIBUTOR: "a contributor or above, by standing",
    Level.STEWARD: "a steward, by standing",
}


class SubmissionState(TextChoices):
    OPEN = "OPEN", "Waiting for clearance"
    CLEARED = "CLEARED", "Cleared"
    RETURNED = "RETURNED", "Changes needed"
    TAKEN_BACK = "TAKEN_BACK", "Taken back by its authors"
    VOID = "VOID", "Void"


S = SubmissionState
SUBMISSION_MOVES: Mapping[SubmissionState, frozenset[SubmissionState]] = {
    S.OPEN: frozenset({S.CLEARED, S.RETURNED, S.TAKEN_BACK, S.VOID}),
    # What was cleared and is to be published later may still become void: docs/laws.md, law 4.
    S.CLEARED: frozenset({S.VOID}),
    S.RETURNED: frozenset(),
    S.TAKEN_BACK: frozenset(),
    S.VOID: frozenset(),
}


# What the one seat of a review is called.
SECOND_PAIR = "Second pair of eyes"


class EmergencyState(TextChoices):
    """What became of a page that was published before anybody cleared it."""

    UNREVIEWED = "UNREVIEWED", "Waiting for a second pair of eyes"
    REVIEWED = "REVIEWED", "Reviewed and cleared"
    FELL_BACK = "FELL_BACK", "Replaced by the last cleared text"
    OVERTAKEN = "OVERTAKEN", "Overtaken by a later edition"


Y = EmergencyState
EMERGENCY_MOVES: Mapping[EmergencyState, frozenset[EmergencyState]] = {
    Y.UNREVIEWED: frozenset({Y.REVIEWED, Y.FELL_BACK, Y.OVERTAKEN}),
    Y.REVIEWED: frozenset(),
    Y.FELL_BACK: frozenset(),
    Y.OVERTAKEN: frozenset(),
}


class Role(TextChoices):
    """The one part a person may play in a submission."""

    AUTHOR = "AUTHOR", "Wrote or submitted it"
    INTEREST = "INTEREST", "Declared an interest"
    CLEARED = "CLEARED", "Cleared"
    RETURNED = "RETURNED", "Asked for changes"
    REPRESENTED = "REPRESENTED", "Somebody decided on their behalf"
    SILENT = "SILENT", "Nil return"


DECISIONS = (Role.CLEARED, Role.RETURNED, Role.SILENT)
FILLS_A_SEAT = (Role.CLEARED, Role.SILENT)

SCOPE_WORDS: Mapping[int, str] = {
    Breadth.TEAM: "the author’s team",
    Breadth.DIRECTORATE: "the author’s directorate",
    Breadth.DEPARTMENT: "the author’s department",
    Breadth.GOVERNMENT: "government",
}
SCOPE_CHOICES = tuple(SCOPE_WORDS.items())

# Who will read it, as a sentence about a route says it.
READERS_WORDS: Mapping[int, str] = {
    Breadth.TEAM: "the team only",
    Breadth.DIRECTORATE: "the directorate",
    Breadth.DEPARTMENT: "the department",
    Breadth.GOVERNMENT: "all of government",
}


class WhyVoid(TextChoices):
    """Why a clearance no longer stands, as people are told."""

    WORDS = (
        "WORDS",
        "The text, marking or audience changed after it was submitted, so no clearance of it stands.",
    )
    ROUTE = "ROUTE", "The steps changed after it was submitted, so what was cleared no longer stands."
    PAGE = "PAGE", "The page changed after this was submitted, so what was cleared no longer stands."
    OTHERS = (
        "OTHERS",
        "Other pages or drafts changed after this was submitted, so that it cannot be done as it was proposed.",
    )
    MERGER = (
        "MERGER",
        "The page whose place it takes changed after this was submitted, so what was cleared no longer stands.",
    )
    CALLED_OFF = "CALLED_OFF", "Its publication was called off, so what was cleared no longer stands."
    ADDRESS = "ADDRESS", "Another page was published at its address, so what was cleared no longer stands."
    AUDIENCE = "AUDIENCE", "There is no such audience any more, so what was cleared for it no longer stands."
    EMERGENCY = "EMERGENCY", "It was published in an emergency before this was decided. It is reviewed by itself."
    LATER = "LATER", "A later edition took its place before it was reviewed."
    DEADLINE = "DEADLINE", "Nobody reviewed it in time, so the last cleared text was put back."
    INTEREST = "INTEREST", "They declared an interest afterwards, so what they cleared no longer stands."
    GIVERS_INTEREST = (
        "GIVERS_INTEREST",
        "Whoever they cleared it for declared an interest afterwards, so it no longer stands.",
    )
    DECLARED = (
        "DECLARED",
        "Somebody who had cleared it declared an interest before it was published, so its clearance no longer stands.",
    )


class DelegationStanding(TextChoices):
    IN_FORCE = "IN_FORCE", "In force"
    LATER = "LATER", "Starts later"
    OVER = "OVER", "Ended"


# An outsider is asked about no text whose readers will be fewer than a department: what a team or a directorate keeps
# even from its own colleagues is not for people who have no account.
SHOWN_OUTSIDE_FROM = Breadth.DEPARTMENT


class WhyFellBack(TextChoices):
    """Why the last cleared text took the place of one that was published in an emergency, as readers are told."""

    REFUSED = "REFUSED", "What was published in an emergency was not cleared on review, so it was taken back."
    OVERDUE = "OVERDUE", "What was published in an emergency was not reviewed in time, so it was taken back."

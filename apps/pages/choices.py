"""The words for spaces, pages and drafts, and the moves a draft or an edition may make."""

from collections.abc import Mapping

from django.db.models import TextChoices

from apps.people.choices import Breadth


class SpaceKind(TextChoices):
    POLICY = "POLICY", "Policy"
    PRACTICE = "PRACTICE", "Best practice"


class Marking(TextChoices):
    """Government Security Classifications Policy, August 2024. Higher tiers have no place here."""

    OFFICIAL = "OFFICIAL", "OFFICIAL"
    SENSITIVE = "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"


# Source: Government Security Classifications Policy, August 2024, handling instructions.
ORGANISATION = "[ORGANISATION]"
HANDLING_INSTRUCTIONS = ("RECIPIENTS ONLY", f"{ORGANISATION} USE ONLY", "HMG USE ONLY", "EMBARGOED")
# Whatever is marked OFFICIAL-SENSITIVE is looked at again at least so often.
SENSITIVE_MONTHS = 12


class Significance(TextChoices):
    """GOV.UK publishing's two kinds of change."""

    MAJOR = "MAJOR", "Major: readers need to know that the content has changed"
    MINOR = "MINOR", "Minor: the meaning has not changed, for example a corrected spelling"


class DraftState(TextChoices):
    DRAFT = "DRAFT", "Draft"
    IN_REVIEW = "IN_REVIEW", "In review"
    CHANGES_NEEDED = "CHANGES_NEEDED", "Changes needed"
    CLEARED = "CLEARED", "Cleared"
    SCHEDULED = "SCHEDULED", "Scheduled"
    PUBLISHED = "PUBLISHED", "Published"
    DISCARDED = "DISCARDED", "Discarded"


class SaveKind(TextChoices):
    """How a version of a draft came to be."""

    STARTED = "STARTED", "The text it started from"
    SAVED = "SAVED", "Saved"
    MERGED = "MERGED", "Saved, and put together with what others had saved meanwhile"
    LIVE = "LIVE", "Typed together"
    RESTORED = "RESTORED", "Restored from an earlier version"
    CAUGHT_UP = "CAUGHT_UP", "Brought up to date with the published page"


class Fact(TextChoices):
    """What is written in a draft besides its text."""

    TITLE = "TITLE", "title"
    AUDIENCE = "AUDIENCE", "who can read it"
    MARKING = "MARKING", "marking"
    FILES = "FILES", "files"


class KeptKind(TextChoices):
    """Why what somebody typed stands beside the draft and not in it."""

    UNFINISHED = "UNFINISHED", "Not saved yet"
    SET_ASIDE = "SET_ASIDE", "Could not be saved"


class EditionState(TextChoices):
    PUBLISHED = "PUBLISHED", "Published"
    SUPERSEDED = "SUPERSEDED", "Superseded"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    REMOVED = "REMOVED", "Unpublished"


class Standing(TextChoices):
    """What readers find at a page's address, in GOV.UK publishing's words."""

    PUBLISHED = "PUBLISHED", "Published"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    REPLACED = "REPLACED", "Replaced by another page"
    REMOVED = "REMOVED", "Unpublished, as it was published in error"


class WhyGone(TextChoices):
    """Why Greenpaper itself says that a page leads elsewhere, as readers are told."""

    MERGED = "MERGED", "This page was merged into another one, which holds what it said."


class CommentKind(TextChoices):
    """The three kinds of comment that a Whitehall write-round tells apart."""

    CONDITION = "CONDITION", "Condition: it cannot be cleared until this is settled"
    SUGGESTION = "SUGGESTION", "Suggestion: it would be better so"
    NOTE = "NOTE", "Note: for information"


D = DraftState
DRAFT_MOVES: Mapping[DraftState, frozenset[DraftState]] = {
    # Straight to PUBLISHED in an emergency, or on standing in a practice space, alone: `publishing.publish` takes what
    # was cleared and nothing else.
    D.DRAFT: frozenset({D.IN_REVIEW, D.PUBLISHED, D.DISCARDED}),
    D.IN_REVIEW: frozenset({D.DRAFT, D.CHANGES_NEEDED, D.CLEARED}),
    D.CHANGES_NEEDED: frozenset({D.IN_REVIEW, D.PUBLISHED, D.DISCARDED}),
    # Back to DRAFT: the page moved on under it, or its authors called the publication off.
    D.CLEARED: frozenset({D.SCHEDULED, D.PUBLISHED, D.DRAFT}),
    D.SCHEDULED: frozenset({D.PUBLISHED, D.DRAFT}),
    D.PUBLISHED: frozenset(),
    # Whoever discarded it by mistake has some days to change their mind.
    D.DISCARDED: frozenset({D.DRAFT}),
}
E = EditionState
EDITION_MOVES: Mapping[EditionState, frozenset[EditionState]] = {
    E.PUBLISHED: frozenset({E.SUPERSEDED, E.WITHDRAWN, E.REMOVED}),
    # Of a page published in error no edition is read any more, not the earlier ones either.
    E.SUPERSEDED: frozenset({E.REMOVED}),
    # A page that comes back does so as a further edition.
    E.WITHDRAWN: frozenset({E.SUPERSEDED, E.REMOVED}),
    E.REMOVED: frozenset(),
}
G = Standing
# Where there is no text to read any more.
LEAVES_A_NOTICE = (G.REPLACED, G.REMOVED)
PAGE_MOVES: Mapping[Standing, frozenset[Standing]] = {
    G.PUBLISHED: frozenset({G.WITHDRAWN, G.REPLACED, G.REMOVED}),
    G.WITHDRAWN: frozenset({G.PUBLISHED, G.REPLACED, G.REMOVED}),
    G.REPLACED: frozenset({G.PUBLISHED, G.WITHDRAWN, G.REMOVED}),
    G.REMOVED: frozenset({G.PUBLISHED}),
}
# The state of the edition that a page shows, or last showed.
SHOWN_AS: Mapping[Standing, EditionState] = {
    G.PUBLISHED: E.PUBLISHED,
    G.WITHDRAWN: E.WITHDRAWN,
    G.REPLACED: E.WITHDRAWN,
    G.REMOVED: E.REMOVED,
}
# So many days a discarded draft can be taken up again, and text that was set aside stays.
DAYS_TO_CHANGE_ONES_MIND = 30
OPEN_STATES = (D.DRAFT, D.IN_REVIEW, D.CHANGES_NEEDED, D.CLEARED, D.SCHEDULED)
WRITABLE_STATES = (D.DRAFT, D.CHANGES_NEEDED)

AUDIENCE_WORDS: Mapping[int, str] = {
    Breadth.TEAM: "Team only",
    Breadth.DIRECTORATE: "Directorate",
    Breadth.DEPARTMENT: "Department",
    Breadth.GOVERNMENT: "All of government",
}
# OFFICIAL-SENSITIVE is for those who need to know: never for the whole of government.
SENSITIVE_WIDEST = Breadth.DEPARTMENT
AUDIENCE_CHOICES = tuple(AUDIENCE_WORDS.items())

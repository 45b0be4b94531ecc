"""What a new page may start from: the papers civil servants write most, each with its usual headings.

Words in square brackets are to be replaced, and the hints on a draft find those that were not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from apps.pages.choices import SpaceKind


@dataclass(frozen=True, slots=True)
class StartingText:
    """A text, its name (80 characters) and one sentence (200) that says what it is for."""

    name: str
    purpose: str
    body: str


POLICY_PAGE = StartingText(
    "Policy page",
    "What a policy is, why there is one and how it works, for everybody who has to know.",
    """## What this policy is

[Say in two or three sentences what the policy does and whom it is for.]

## Why we have it

## How it works

## What happens next

## Evidence

""",
)

# Source: the civil service's own practice: issue, recommendation, timing, background, argument, presentation.
SUBMISSION = StartingText(
    "Submission",
    "Asks a minister or a senior official for a decision, under the usual six headings.",
    """## Issue

[What the decision is about, in one sentence.]

## Recommendation

[What you ask for. Lead with it.]

## Timing

[When an answer is needed, and why then.]

## Background

## Argument

[Set out the options and say which you recommend and why.]

| Option | For | Against | Cost |
| --- | --- | --- | --- |
| Do nothing | | | |
| [Option A] | | | |

## Presentation

[How this will be received and what we will say. Name who has been consulted: legal, finance, press office.]

""",
)

# Source: HM Treasury, The Green Book, chapters 3 and 4: rationale, SMART objectives, critical success factors, a
# short list with business as usual and a do-minimum option, monitoring and evaluation.
OPTIONS_APPRAISAL = StartingText(
    "Options appraisal",
    "Compares the ways to reach an objective, with what each costs and brings, as the Green Book asks.",
    """## Rationale

[What is wrong now, what causes it, and why government should act.]

## Objectives

[Up to five, each specific, measurable, achievable, realistic and with a date.]

## What any option must do

[The critical success factors: strategic fit, value for money, suppliers’ capacity, affordability, deliverability.]

## Options

| Option | What it is | Costs | Benefits | Risks | Who gains and who loses |
| --- | --- | --- | --- | --- | --- |
| Business as usual | | | | | |
| Do minimum | | | | | |
| [Option A] | | | | | |
| [Option B] | | | | | |

## What we left out, and why

## Preferred option

[Which one, and what would change your mind: the assumptions it rests on.]

## How we will know whether it works

[Monitoring and evaluation: what is measured, by whom, from when.]

""",
)

# Source: Cabinet Office guidance on collective agreement by correspondence: the clearance sought and the date first,
# then proposal, cost, law, devolution and handling.
WRITE_ROUND = StartingText(
    "Write-round letter",
    "Seeks the collective agreement of a Cabinet committee by letter, answered by a date.",
    """## Agreement sought

**[What the committee is asked to agree, in one or two sentences.] I should be grateful for replies by [date].**

## Proposal

## Why now

## Costs and funding

[What it costs, who pays, and that the Treasury agrees.]

## Law

[Legal advice in one paragraph: powers, risk of challenge, equality and human rights.]

## Scotland, Wales and Northern Ireland

## Handling

[What will be announced, by whom and when.]

## Copied to

[Members of the committee, the Prime Minister and the Cabinet Secretary.]

""",
)

# Source: Cabinet Office, Consultation Principles 2018, and the four ‘Gunning’ tests of a fair consultation
# (R v London Borough of Brent, ex parte Gunning, 1985).
CONSULTATION_PLAN = StartingText(
    "Consultation plan",
    "Plans whom to ask, what, how and for how long, so that the answers can still change the policy.",
    """## What is still open

[What the answers can change. Consult only on what is not settled.]

## Whom we ask

| Who | Why they matter | How we reach them |
| --- | --- | --- |
| [Group] | | |

## What we ask

[The questions, and the information people need to answer them.]

## How long, and when

[Long enough for those you ask, and not while an election campaign runs unless it cannot wait.]

## Who agrees it

[Who clears the consultation before it is published.]

## What happens with the answers

[Who reads them, how they count, and when we publish what people said: within 12 weeks, or say why not.]

""",
)

MEETING_NOTE = StartingText(
    "Meeting note",
    "Keeps what was decided and who does what by when. Not everything that was said.",
    """## When, and who was there

## What we decided

## Who does what, by when

| Action | Who | By when |
| --- | --- | --- |
| [Action] | | |

## What is still open

""",
)

# Source: Government Functional Standard GovS 002, Project delivery, on learning from experience.
LESSONS_LEARNED = StartingText(
    "Lessons learned",
    "Tells the next team what you would do again and what you would not, while you still remember.",
    """## What we set out to do

## What happened

## What went well

[What to do again, and what made it work.]

## What did not

[What happened, not who did it.]

## What we would do differently

| Lesson | What to do about it | Who has taken it up |
| --- | --- | --- |
| [Lesson] | | |

""",
)

HOW_TO_TIP = StartingText(
    "How-to tip",
    "Passes on something that worked, so that another team can try it.",
    """## The problem

## What we did

## What it took

[Time, money, people and permissions.]

## What happened

[With figures, if you have any. Say too what did not work.]

## Whom to ask

""",
)

_OF_POLICY = (
    POLICY_PAGE, SUBMISSION, OPTIONS_APPRAISAL, WRITE_ROUND, CONSULTATION_PLAN, MEETING_NOTE, LESSONS_LEARNED
)  # fmt: skip
_OF_PRACTICE = (HOW_TO_TIP, LESSONS_LEARNED, MEETING_NOTE)

STARTING_TEXTS: Mapping[str, Mapping[str, StartingText]] = {
    SpaceKind.POLICY: {text.name: text for text in _OF_POLICY},
    SpaceKind.PRACTICE: {text.name: text for text in _OF_PRACTICE},
}


def all_starting_texts() -> Iterator[StartingText]:
    """Each of them once."""
    yield from {text.name: text for texts in STARTING_TEXTS.values() for text in texts.values()}.values()

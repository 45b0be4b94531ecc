"""What a new page may start from: the papers civil servants write most, each with its usual headings.

A submission's six headings follow the civil service's own practice: issue, recommendation, timing, background,
argument, presentation.
"""

from collections.abc import Mapping

from apps.pages.choices import SpaceKind

POLICY_PAGE = """## What this policy is

Say in two or three sentences what the policy does and whom it is for.

## Why we have it

## How it works

## What happens next

## Evidence

"""

SUBMISSION = """## Issue

What the decision is about, in one sentence.

## Recommendation

What you ask for. Lead with it.

## Timing

When an answer is needed, and why then.

## Background

## Argument

Set out the options and say which you recommend and why.

| Option | For | Against | Cost |
| --- | --- | --- | --- |
| Do nothing | | | |
| Option A | | | |

## Presentation

How this will be received and what we will say. Name who has been consulted: legal, finance, press office.

"""

HOW_TO_TIP = """## The problem

## What we did

## What it took

## What happened

## Whom to ask

"""

MEETING_NOTE = """## Who was there

## What we decided

## Who does what, by when

"""

STARTING_TEXTS: Mapping[str, Mapping[str, str]] = {
    SpaceKind.POLICY: {"Policy page": POLICY_PAGE, "Submission": SUBMISSION, "Meeting note": MEETING_NOTE},
    SpaceKind.PRACTICE: {"How-to tip": HOW_TO_TIP, "Meeting note": MEETING_NOTE},
}

"""What is marked SECRET or TOP SECRET is refused with guidance; prose that speaks of secrets is left alone."""

import pytest
from django import forms

from apps.core.fields import Heading, Line, Prose
from apps.core.tiers import higher_tier_line, names_higher_tier

MARKED = (
    "SECRET",
    "Secret",
    "TOP SECRET",
    "Top secret",
    "UK TOP SECRET",
    "UK SECRET",
    "OFFICIAL-SENSITIVE SECRET",
    "SECRET - UK EYES ONLY",
    "SECRET//REL TO USA, FVEY",
    "TOP SECRET STRAP 1",
    "**SECRET**",
    "# SECRET",
    "## Top Secret",
    "## Secret",
    "> *UK SECRET*",
    "Classification: SECRET",
    "Protective marking: Top Secret",
    "NATO SECRET",
    "[SECRET]",
    "<b>SECRET</b>",
    "  SECRET  ",
    "S E C R E T",
    "\uff33\uff25\uff23\uff32\uff25\uff34",
    "SEC\u200bRET",
)
PROSE = (
    "The secret ballot is older than the party.",
    "- secret",
    "* SECRET",
    "- Top secret",
    "2. SECRET",
    "| SECRET | 3 |",
    "secret",
    "## Secret ballots",
    "What SECRET means, and why it has no place here.",
    "SECRET BALLOTS",
    "The Secretary of State",
    "SECRETARIAT",
    "Keep it secret. Keep it safe.",
    "OFFICIAL",
    "OFFICIAL-SENSITIVE",
    "A trade secret, in confidence",
    "",
)
GUIDANCE = (
    "Stop: do not save this here. Line 3 marks this SECRET or TOP SECRET, and Greenpaper is for OFFICIAL only. Nothing "
    "has been saved. If it is SECRET, tell the night duty officer on 4444 now and do not copy, print or send it. If it "
    "is not, put it in a sentence with other words"
)


class Note(forms.Form):
    title = Heading(required=False)
    reason = Line(required=False)
    body = Prose(required=False)


@pytest.mark.parametrize("line", MARKED)
def test_a_line_that_marks_a_text_is_found_wherever_it_stands(line: str):
    assert higher_tier_line(f"Fares are capped.\n\n{line}\nMore.") == 3
    assert names_higher_tier(line)


@pytest.mark.parametrize("line", PROSE)
def test_prose_that_speaks_of_a_secret_is_left_alone(line: str):
    assert higher_tier_line(f"Fares are capped.\n\n{line}\nMore.") == 0


@pytest.mark.parametrize("title", ["Plan (SECRET)", "SECRET: the plan", "The plan TOP SECRET", "Top secret"])
def test_no_title_is_marked_secret(title: str):
    assert Note({"title": title}).errors.keys() == {"title"}


@pytest.mark.parametrize("title", ["The secret ballot", "Secretariat", "Open secrets"])
def test_a_title_may_speak_of_a_secret(title: str):
    assert Note({"title": title}).is_valid()


def test_whoever_typed_it_is_told_to_stop_and_whom_to_tell(settings):
    settings.SECURITY_CONTACT = "the night duty officer on 4444"
    note = Note({"body": "Fares are capped.\n\nUK SECRET\n", "reason": "Secret"})
    assert note.errors == {
        "body": [GUIDANCE],
        "reason": [GUIDANCE.replace("Line 3", "Line 1")],
    }

"""The diagrams of docs/states.md are those of the tables, and a stale one is refused."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.clearance.choices import EMERGENCY_MOVES, SUBMISSION_MOVES
from apps.moderation.choices import MATTER_MOVES
from apps.pages.choices import DRAFT_MOVES, EDITION_MOVES, PAGE_MOVES
from apps.pages.management.commands.draw_states import drawing
from apps.practice.choices import QUESTION_MOVES
from apps.rooms.choices import ASKED_MOVES, SITTING_MOVES, TOPIC_MOVES


def test_every_move_of_every_table_is_drawn() -> None:
    drawn = drawing()

    assert [line for line in drawn.splitlines() if line.startswith("## ")] == [
        "## Matter",
        "## Draft",
        "## Edition",
        "## Page",
        "## Submission",
        "## Emergency",
        "## Question",
        "## Topic",
        "## Sitting",
        "## Asked",
    ]
    tables = (MATTER_MOVES, DRAFT_MOVES, EDITION_MOVES, PAGE_MOVES, SUBMISSION_MOVES, EMERGENCY_MOVES, QUESTION_MOVES)
    tables += (TOPIC_MOVES, SITTING_MOVES, ASKED_MOVES)
    for table in tables:
        for state, to in table.items():
            for arrow in [f"    {state.value} --> {other.value}\n" for other in to] or [f"    {state.value} --> [*]\n"]:
                assert drawn.count(arrow) >= 1
    arrows = drawn.count(" --> ") - drawn.count("[*]")
    assert arrows == sum(len(to) for table in tables for to in table.values())


def test_a_stale_drawing_is_refused_and_drawn_again(tmp_path: Path, settings) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/states.md").write_text("Old.")

    with pytest.raises(CommandError) as refusal:
        call_command("draw_states", check=True)
    assert str(refusal.value) == "docs/states.md is out of date. Run manage.py draw_states and commit what it wrote."
    assert (tmp_path / "docs/states.md").read_text() == "Old."

    out = StringIO()
    call_command("draw_states", stdout=out)
    assert out.getvalue() == "docs/states.md was drawn.\n"
    call_command("draw_states", check=True)


def test_the_drawing_in_the_repository_is_fresh() -> None:
    call_command("draw_states", check=True)

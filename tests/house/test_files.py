"""Every file is small enough to read, named for what it holds, and says nothing of work still to come."""

import ast
import re

from tests.house.project import ROOT, files, name

LONGEST = 300
NAMES_THAT_SAY_NOTHING = re.compile(r"(^|_)(utils?|helpers?|common|misc|stuff)(_|$)")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
HTML_IN_PYTHON = {"mark_safe", "SafeString", "SafeText", "format_html", "format_html_join"}
# Made by a tool, as migrations are, or the words of others.
NOT_OURS_TO_SHORTEN = {"LICENSE", "package-lock.json", "requirements.txt", "requirements-dev.txt"}


def test_no_file_is_longer_than_a_sitting():
    lengths = {
        name(path): len(path.read_text().splitlines())
        for path in files(".py", ".html", ".js", ".scss", ".css", ".toml", ".md", ".txt", ".in")
        if path.name not in NOT_OURS_TO_SHORTEN and path.parent.name != "migrations"
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_every_name_says_what_the_file_holds():
    parts = {part for path in files() for part in (*path.relative_to(ROOT).parts[:-1], path.stem)}
    assert {part for part in parts if NAMES_THAT_SAY_NOTHING.search(part)} == set()


def test_nothing_says_it_is_unfinished():
    said = [name(path) for path in files(".py", ".html", ".js", ".scss", ".md") if UNFINISHED.search(path.read_text())]
    assert said == []


def test_no_python_of_ours_makes_html():
    makers = []
    for path in files(".py"):
        for node in ast.walk(ast.parse(path.read_text())):
            named = {getattr(node, "id", None), getattr(node, "attr", None)}
            if isinstance(node, ast.ImportFrom):
                named = {alias.name for alias in node.names}
            makers += [f"{name(path)}:{node.lineno}" for _ in named & HTML_IN_PYTHON]
    assert makers == []


def test_the_readme_is_short_and_names_the_two_commands():
    readme = (ROOT / "README.md").read_text()
    assert len(readme.splitlines()) <= 80
    assert "    make run\n" in readme
    assert "    make test\n" in readme


def test_every_command_the_papers_name_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    papers = [path for path in files(".md") if path.name != "CHANGELOG.md"]
    named = {command for path in papers for command in re.findall(r"(?:`|    |\s/)make ([a-z-]+)", path.read_text())}
    assert {"run", "test"} <= named <= targets


def test_ci_runs_what_developers_run():
    commands = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if not line.startswith("#")]
    assert commands == ["set -e", 'cd "$(dirname "$0")/.."', "make test"]

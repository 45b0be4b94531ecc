"""Everything that is installed is pinned to exact bytes, and from no registry in particular."""

import json
import re

import pytest

from tests.house.project import ROOT, files, name

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
ASKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?(?:==([^\s;]+))?", re.MULTILINE)
REGISTRY = re.compile(r"(?:^|\s)--(?:extra-)?index-url|\"resolved\"|^\s*registry\s*=", re.MULTILINE)
INPUTS = sorted(ROOT.glob("requirements*.in"))


def plain(package: str) -> str:
    """A package's name as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", package).lower()


@pytest.mark.parametrize("asked", INPUTS, ids=lambda path: path.name)
def test_what_is_asked_for_is_pinned_as_asked(asked):
    text = asked.with_suffix(".txt").read_text()
    pins = {plain(package): version for package, version, _ in PIN.findall(text)}
    wanted = {plain(package): version for package, version in ASKED.findall(asked.read_text())}
    assert wanted
    assert {package for package in wanted if package not in pins} == set()
    assert {package: pins[package] for package, version in wanted.items() if version} == {
        package: version for package, version in wanted.items() if version
    }


@pytest.mark.parametrize("asked", INPUTS, ids=lambda path: path.name)
def test_every_pin_has_its_hashes(asked):
    text = asked.with_suffix(".txt").read_text()
    pins = PIN.findall(text)
    assert len(pins) == len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE))
    assert [package for package, _, rest in pins if "--hash=sha256:" not in rest] == []


def test_the_two_files_agree_on_what_both_install():
    first, second = (
        {plain(package): version for package, version, _ in PIN.findall((ROOT / file).read_text())}
        for file in ("requirements.txt", "requirements-dev.txt")
    )
    both = first.keys() & second.keys()
    assert {package: first[package] for package in both} == {package: second[package] for package in both}


def test_every_front_end_package_has_its_hash():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert len(packages) > 1
    assert [path for path, package in packages.items() if path and "integrity" not in package] == []


def test_no_lock_file_names_a_registry():
    """A department installs from its own mirror, by its own configuration."""
    locks = [path for path in files(".txt", ".in", ".json", ".npmrc", "") if path.parent == ROOT]
    assert {"requirements.txt", "package-lock.json"} <= {path.name for path in locks}
    assert [name(path) for path in locks if REGISTRY.search(path.read_text())] == []

"""Clearance papers of texts that files go with."""

import subprocess
import sys
from pathlib import Path

from django.test import Client

from apps.clearance.actions import deciding
from apps.core.clock import now
from apps.pages.actions import files
from apps.pages.files import check
from apps.pages.models import Page
from tests import stories
from tests.house.project import ROOT

SCRIPT = ROOT / "scripts" / "verify_clearance.py"


def verified(*names: str, folder: Path) -> tuple[int, str]:
    command = [sys.executable, "-I", str(SCRIPT), "paper.json", *names]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)
    return done.returncode, done.stdout


def test_a_paper_lists_the_files_and_a_file_at_hand_is_checked_against_it(space, amina, ben, dev, tmp_path):
    draft = stories.start(stories.front(space), amina)
    annex = check(b"Every route.", "annex.txt")
    draft, _ = files.attach(draft, annex, "All \u201croutes\u201d", by=amina, at=now())
    deciding.clear(stories.submit(draft, amina), by=ben, at=now())
    page, browser = Page.objects.get(title="Fares"), Client()
    browser.force_login(dev)
    told = browser.get(f"/pages/{page.pk}/editions/1/clearance.json")
    assert told.json()["edition"]["attachments"] == [
        {"name": "annex.txt", "sha256": annex.sha256, "alt": "All \u201croutes\u201d"}
    ]
    (tmp_path / "paper.json").write_bytes(told.content)
    (tmp_path / "annex.txt").write_bytes(b"".join(browser.get(f"/pages/{page.pk}/files/annex.txt")))
    code, said = verified("annex.txt", folder=tmp_path)
    assert (code, "holds          The file annex.txt holds what was cleared." in said) == (0, True)
    assert f"compare        The file annex.txt must have the SHA-256 {annex.sha256}." in said
    (tmp_path / "annex.txt").write_bytes(b"Every rovte.")
    assert verified("annex.txt", folder=tmp_path)[0] == 1
    assert verified("nowhere.txt", folder=tmp_path)[0] == 1
    (tmp_path / "paper.json").write_bytes(told.content.replace(annex.sha256.encode(), b"0" * 64))
    code, said = verified(folder=tmp_path)
    assert (code, "DOES NOT HOLD  Title, text, marking, audience and files" in said) == (1, True)
    shown = browser.get(f"/pages/{page.pk}/editions/1/clearance/").content.decode()
    assert f'href="/pages/{page.pk}/editions/1/files/annex.txt"' in shown

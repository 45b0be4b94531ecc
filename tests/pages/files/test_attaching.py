"""Files in drafts: who adds them, what they bind, and how nothing of them is lost."""

from dataclasses import replace as changed
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from apps.clearance.actions import deciding
from apps.clearance.choices import SubmissionState
from apps.clearance.models import Submission
from apps.core.clock import now
from apps.core.rules import Refused, StateChanged
from apps.pages.actions import absorbing, drafts, saving
from apps.pages.actions import files as actions
from apps.pages.actions.writing import Words
from apps.pages.files import check, shelving
from apps.pages.models import Draft, Edition, Page, StoredFile
from apps.pages.queries.files import mark_of
from apps.pages.queries.pages import writers_of
from tests import stories
from tests.pages.files import samples

CHART = check(samples.image(), "Chart.png")
OTHER = check(samples.image(size=(20, 20)), "Chart.png")
ANNEX = check(b"Every route.", "Annex A.txt")


@pytest.fixture
def draft(space, amina):
    return stories.start(stories.front(space), amina)


def attach(draft, file, by, alt="Fares fell."):
    return actions.attach(draft, file, alt, by=by, at=now())[0]


def names(wording):
    return [file["name"] for file in wording.files]


def content(sha256):
    with shelving.verified(sha256) as kept:
        return kept.read()


def test_a_file_makes_a_version_and_its_uploader_one_of_the_writers(draft, amina, ben):
    """Law 3: whoever adds a file has a part in what is cleared."""
    before = draft.digest()
    draft = attach(draft, CHART, ben)
    assert draft.files == [{"name": "chart.png", "sha256": CHART.sha256, "alt": "Fares fell."}]
    assert draft.saves.get(version=2).files == draft.files
    assert draft.saves.get(version=1).files == []
    assert draft.digest() != before
    assert set(writers_of(draft)) == {amina, ben}
    assert content(CHART.sha256) == CHART.content
    stored = StoredFile.objects.get()
    assert (stored.sha256, stored.size, stored.media_type) == (CHART.sha256, len(CHART.content), "image/png")
    assert (stored.width, stored.height, stored.scanned_at) == (40, 30, None)


def test_what_is_added_twice_is_kept_once_and_named_apart(draft, amina, ben):
    draft = attach(attach(draft, CHART, amina), CHART, ben)
    assert names(draft) == ["chart-2.png", "chart.png"]
    assert StoredFile.objects.count() == 1


def test_a_saved_text_keeps_the_files_that_were_added_meanwhile(draft, amina, ben):
    """Ben adds a chart while Amina writes: her form says nothing of it."""
    attach(draft, CHART, ben)
    saved = saving.save(draft, Words("Fares", "Fares fell.", 20), made_on=draft.version, by=amina, at=now())
    assert (saved.kept, saved.draft.body, names(saved.draft)) == (None, "Fares fell.", ["chart.png"])


def test_another_content_takes_the_place_of_a_file_and_the_old_one_stays_in_its_version(draft, amina):
    draft = attach(draft, CHART, amina)
    seen = mark_of(draft.files[0])
    draft = actions.replace(draft, "chart.png", OTHER, seen=seen, by=amina, at=now())
    assert draft.files == [{"name": "chart.png", "sha256": OTHER.sha256, "alt": "Fares fell."}]
    assert draft.saves.get(version=2).files[0]["sha256"] == CHART.sha256
    with pytest.raises(StateChanged, match="after you opened this page"):
        actions.replace(draft, "chart.png", CHART, seen=seen, by=amina, at=now())
    with pytest.raises(StateChanged, match="after you opened this page"):
        actions.take_out(draft, "chart.png", seen=seen, by=amina, at=now())
    with pytest.raises(Refused, match=r"of another kind than chart\.png: Plain text"):
        actions.replace(draft, "chart.png", ANNEX, seen=mark_of(draft.files[0]), by=amina, at=now())


def test_what_a_file_shows_is_cleared_too(draft, amina):
    draft = attach(draft, CHART, amina)
    before = draft.digest()
    draft = actions.describe(draft, "chart.png", "Fares  rose.", seen=mark_of(draft.files[0]), by=amina, at=now())
    assert draft.files[0]["alt"] == "Fares rose."
    assert draft.digest() != before
    draft = actions.take_out(draft, "chart.png", seen=mark_of(draft.files[0]), by=amina, at=now())
    assert (draft.files, draft.version) == ([], 4)


def test_a_text_holds_so_many_files_and_so_much(draft, amina, settings):
    settings.FILES_MAX = 1
    draft = attach(draft, CHART, amina)
    with pytest.raises(Refused, match="at most 1 files"):
        attach(draft, ANNEX, amina)
    settings.FILES_MAX, settings.FILES_MAX_BYTES = 50, len(CHART.content) + 5
    with pytest.raises(Refused, match="together"):
        attach(draft, ANNEX, amina)
    assert names(Draft.objects.get()) == ["chart.png"]


def test_only_members_add_files_and_only_while_the_draft_can_change(draft, amina, dev):
    with pytest.raises(Refused, match="Only people posted in Rural Transport"):
        attach(draft, CHART, dev)
    waiting = stories.submit(draft, amina).draft
    with pytest.raises(Refused, match="in review"):
        attach(waiting, CHART, amina)
    assert StoredFile.objects.count() == 0


def test_nothing_marked_secret_is_kept_as_a_file_either(draft, amina):
    with pytest.raises(Refused, match="SECRET"):
        attach(draft, check(b"TOP SECRET\n\nThe plan.", "plan.txt"), amina)
    with pytest.raises(Refused, match="SECRET"):
        attach(draft, CHART, amina, alt="TOP SECRET")


def test_one_byte_of_a_file_makes_the_clearance_void(space, draft, amina, ben):
    """Law 4: what Ben clears is the very content, not a name."""
    submission = stories.submit(attach(draft, ANNEX, amina), amina)
    other = check(b"Every rovte.", "Annex A.txt")
    Draft.objects.update(files=[{"name": "annex-a.txt", "sha256": other.sha256, "alt": "Fares fell."}])
    closed = deciding.clear(submission, by=ben, at=now())
    assert closed.state == SubmissionState.VOID
    assert Page.objects.filter(title="Fares").count() == 0


def test_files_are_published_with_the_page_and_start_the_next_draft(space, draft, amina, ben):
    deciding.clear(stories.submit(attach(draft, CHART, amina), amina), by=ben, at=now())
    page = Page.objects.get(title="Fares")
    edition = Edition.objects.get(page=page)
    assert names(edition) == names(Submission.objects.get()) == ["chart.png"]
    following = drafts.start(page, by=amina, at=now())
    assert following.files == edition.files
    without = actions.take_out(following, "chart.png", seen=mark_of(following.files[0]), by=amina, at=now())
    deciding.clear(stories.submit(without, amina), by=ben, at=now())
    restored = drafts.restore(edition, by=amina, at=now())
    assert restored.files == edition.files


def test_merged_pages_keep_the_files_of_both_apart(space, amina, ben):
    """Both have a chart: the words of the other page lead to its own, under another name."""
    pages = []
    for title, file in (("Fares", CHART), ("Passes", OTHER)):
        text = "![](file:chart.png), ![x](file:Chart.png) [chart](file:chart.png.pdf)"
        draft = attach(stories.start(stories.front(space), amina, title, text), file, amina)
        deciding.clear(stories.submit(draft, amina), by=ben, at=now())
        pages.append(Page.objects.get(title=title))
    joined = absorbing.absorb(*pages, by=amina, at=now())
    assert {file["name"]: file["sha256"] for file in joined.files} == {
        "chart.png": CHART.sha256,
        "chart-2.png": OTHER.sha256,
    }
    assert joined.body.endswith("![](file:chart-2.png), ![x](file:chart-2.png) [chart](file:chart.png.pdf)")


def test_uploads_that_went_with_nothing_are_thrown_away_and_nothing_else(draft, amina, settings):
    settings.FILES_MAX_BYTES = len(CHART.content)
    draft = attach(draft, CHART, amina)
    with pytest.raises(Refused, match="together"):
        attach(draft, ANNEX, amina)
    actions.take_out(draft, "chart.png", seen=mark_of(draft.files[0]), by=amina, at=now())
    assert actions.throw_away_orphans(now() + timedelta(days=29)) == 0
    assert actions.throw_away_orphans(now() + timedelta(days=31)) == 1
    assert [one.sha256 for one in StoredFile.objects.all()] == [CHART.sha256]
    assert content(CHART.sha256) == CHART.content
    with pytest.raises(shelving.Damaged, match="is missing"):
        shelving.verified(ANNEX.sha256)
    settings.FILES_MAX_BYTES += 1000
    assert names(attach(draft, ANNEX, amina)) == ["annex-a.txt"]


def test_a_content_half_written_by_a_server_that_died_is_written_again(draft, amina):
    shelf, place = storages["files"], f"{ANNEX.sha256[:2]}/{ANNEX.sha256[2:4]}/{ANNEX.sha256}"
    with shelf.open(place, "wb") as begun:
        begun.write(b"Every")
    attach(draft, changed(ANNEX, name="annex.txt"), amina)
    assert content(ANNEX.sha256) == b"Every route."


def test_files_on_a_disk_are_for_greenpaper_alone(draft, amina, settings, tmp_path):
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    options = {"location": str(tmp_path), "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    settings.STORAGES = settings.STORAGES | {"files": files | {"OPTIONS": options}}
    attach(draft, ANNEX, amina)
    kept = tmp_path / ANNEX.sha256[:2] / ANNEX.sha256[2:4] / ANNEX.sha256
    assert kept.read_bytes() == ANNEX.content
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_whoever_runs_greenpaper_is_told_which_contents_are_missing_or_changed(draft, amina, capsys):
    attach(attach(draft, ANNEX, amina), CHART, amina)
    call_command("check_files")
    assert "2 contents checked: all are as they were cleared." in capsys.readouterr().out
    shelving.throw_away(CHART.sha256)
    with storages["files"].open(f"{ANNEX.sha256[:2]}/{ANNEX.sha256[2:4]}/{ANNEX.sha256}", "wb") as kept:
        kept.write(b"Every rovte.")
    with pytest.raises(CommandError, match="2 of 2"):
        call_command("check_files")
    said = capsys.readouterr().out
    attach(Draft.objects.get(), ANNEX, amina)
    assert content(ANNEX.sha256) == ANNEX.content
    assert (f"{CHART.sha256} is missing" in said, f"{ANNEX.sha256} was changed" in said) == (True, True)

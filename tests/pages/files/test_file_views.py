"""Files on the screens: added without scripts, shown where their text is shown, handed out to whoever may read it."""

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.clearance.actions import deciding
from apps.clearance.actions.fact_checks import Question, ask
from apps.core.clock import now
from apps.pages.actions import drafts, standing
from apps.pages.actions import files as actions
from apps.pages.files import check, shelving
from apps.pages.models import Draft, Page, StoredFile
from apps.pages.queries.files import mark_of
from apps.pages.views import files as views
from apps.people.choices import Breadth
from tests import stories
from tests.pages.files import samples

CHART = check(samples.image(), "chart.png")
ANNEX = check(b"Every route.", "annex.txt")
TEXT = "Fares fell. ![](file:chart.png) See [the annex](file:annex.txt) and [more](file:more.pdf)."


@pytest.fixture
def draft(space, amina):
    return stories.start(stories.front(space), amina, body=TEXT)


@pytest.fixture
def browse():
    def of(person):
        browser = Client()
        browser.force_login(person)
        return browser

    return of


def with_files(draft, by):
    for file, alt in ((CHART, "Fares fell by a third"), (ANNEX, "All routes")):
        draft, _ = actions.attach(draft, file, alt, by=by, at=now())
    return draft


def chosen(content, name="chart.png", **said):
    return {"file": SimpleUploadedFile(name, content), **said}


def test_a_chart_is_added_described_replaced_and_taken_out(draft, amina, browse):
    browser, files = browse(amina), f"/drafts/{draft.pk}/files/"
    added = browser.post(files, chosen(samples.image(), "Fares 2025.PNG", alt="Fares fell"), follow=True)
    assert "Added as fares-2025.png." in added.content.decode()
    assert "![Fares fell](file:fares-2025.png)" in added.content.decode()
    [file] = Draft.objects.get().files
    words = {"seen": mark_of(file), "alt": "Fares fell by a third"}
    assert browser.post(f"{files}fares-2025.png/words/", words).status_code == 302
    [file] = Draft.objects.get().files
    other = chosen(samples.image(size=(9, 9)), seen=mark_of(file))
    assert browser.post(f"{files}fares-2025.png/replacement/", other).status_code == 302
    [file] = Draft.objects.get().files
    late = browser.post(f"{files}fares-2025.png/words/", words)
    assert (late.status_code, "after you opened this page" in late.content.decode()) == (422, True)
    assert browser.post(f"{files}fares-2025.png/taking-out/", {"seen": mark_of(file)}).status_code == 302
    assert Draft.objects.get().files == []


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a file"),
        (chosen(samples.image()), "Say what the image shows, or tick that it only decorates"),
        (chosen(samples.image(), alt="Fares", decorates="on"), "but not both"),
        (chosen(b"<svg/>", alt="Fares"), "Save it as a PNG image and add that."),
        (chosen(b"a" * 3000, "a.txt"), "0.0 MB. A file can be at most"),
    ],
)
def test_what_cannot_be_added_is_answered_with_a_sentence(draft, amina, browse, settings, sent, sentence):
    settings.FILE_MAX_BYTES = 2500
    answer = browse(amina).post(f"/drafts/{draft.pk}/files/", sent)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert StoredFile.objects.count() == 0


def test_a_draft_shows_its_files_and_says_which_are_missing(draft, amina, browse):
    shown = browse(amina).get(with_files(draft, amina).get_absolute_url()).content.decode()
    assert f'<img src="/drafts/{draft.pk}/files/chart.png" alt="Fares fell by a third">' in shown
    assert f'<a href="/drafts/{draft.pk}/files/annex.txt">the annex</a>' in shown
    assert "there is no file called more.pdf here" in shown
    assert "The text refers to more.pdf, but no such file goes with it." in shown


def test_an_image_is_shown_and_anything_else_saved_and_neither_can_do_harm(draft, amina, browse):
    browser, files = browse(amina), f"/drafts/{with_files(draft, amina).pk}/files/"
    image, annex = browser.get(f"{files}chart.png"), browser.get(f"{files}annex.txt")
    assert (b"".join(image), b"".join(annex)) == (CHART.content, ANNEX.content)
    assert (image["Content-Type"], annex["Content-Type"]) == ("image/png", "text/plain; charset=utf-8")
    assert image["Content-Disposition"] == 'inline; filename="chart.png"'
    assert annex["Content-Disposition"] == 'attachment; filename="annex.txt"'
    for answer in (image, annex):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["Cache-Control"] == "private, no-cache"


def test_a_browser_that_has_a_file_is_asked_again_who_is_reading(draft, amina, dev, browse):
    path = f"/drafts/{with_files(draft, amina).pk}/files/chart.png"
    etag = browse(amina).get(path)["ETag"]
    again = browse(amina).get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert browse(dev).get(path, headers={"If-None-Match": etag}).status_code == 404


def test_readers_have_a_file_with_the_page_and_never_before(space, draft, amina, ben, dev, browse):
    draft, reader = with_files(draft, amina), browse(dev)
    submission = stories.submit(draft, amina)
    assert reader.get(f"/submissions/{submission.pk}/files/chart.png").status_code == 404
    seen = browse(ben).get(submission.get_absolute_url()).content.decode()
    assert f'<img src="/submissions/{submission.pk}/files/chart.png"' in seen
    deciding.clear(submission, by=ben, at=now())
    page = Page.objects.get(title="Fares")
    shown = reader.get(page.get_absolute_url()).content.decode()
    assert f'<img src="/pages/{page.pk}/files/chart.png" alt="Fares fell by a third">' in shown
    assert 'id="files"' not in shown
    assert b"".join(reader.get(f"/pages/{page.pk}/files/annex.txt")) == b"Every route."
    assert reader.get(f"/drafts/{draft.pk}/files/annex.txt").status_code == 404

    following = drafts.start(page, by=amina, at=now())
    taken = {"seen": mark_of(following.files[0])}
    actions.take_out(following, "annex.txt", **taken, by=amina, at=now())
    assert reader.get(f"/pages/{page.pk}/files/annex.txt").status_code == 200
    deciding.clear(
        stories.submit(stories.write(Draft.objects.get(pk=following.pk), amina, "Fell."), amina), by=ben, at=now()
    )
    assert reader.get(f"/pages/{page.pk}/files/annex.txt").status_code == 404
    assert reader.get(f"/pages/{page.pk}/editions/1/files/annex.txt").status_code == 200
    listed = reader.get(page.get_absolute_url()).content.decode()
    assert f'href="/pages/{page.pk}/files/chart.png">chart.png</a> (PNG image' in listed
    standing.remove(Page.objects.get(pk=page.pk), "It was not ready.", by=amina, at=now())
    assert reader.get(f"/pages/{page.pk}/files/chart.png").status_code == 404
    assert reader.get(f"/pages/{page.pk}/editions/1/files/annex.txt").status_code == 404


def test_whoever_clears_is_told_that_a_file_of_the_same_name_holds_something_else(space, draft, amina, ben, browse):
    deciding.clear(stories.submit(with_files(draft, amina), amina), by=ben, at=now())
    following = drafts.start(Page.objects.get(title="Fares"), by=amina, at=now())
    other = check(b"No route.", "annex.txt")
    following = actions.replace(following, "annex.txt", other, seen=mark_of(following.files[0]), by=amina, at=now())
    shown = browse(ben).get(stories.submit(following, amina).get_absolute_url()).content.decode()
    assert "What annex.txt holds is replaced" in shown


def test_an_outsider_reads_the_files_of_what_they_check_and_only_there(draft, amina, client):
    draft = with_files(draft, amina)
    Draft.objects.update(audience=Breadth.DEPARTMENT)
    _, link = ask(draft, Question("Nia", "nia@university.example", "Right?", 7), by=amina, at=now())
    shown = client.get(link).content.decode()
    assert f'<img src="{link}files/chart.png" alt="Fares fell by a third">' in shown
    assert f'<a href="{link}files/annex.txt">the annex</a>' in shown
    got = client.get(f"{link}files/annex.txt")
    assert (b"".join(got), got["Referrer-Policy"]) == (b"Every route.", "no-referrer")
    assert client.get(f"{link}files/other.txt").status_code == 404
    assert client.get("/fact-check/wrong/files/annex.txt").status_code == 404
    drafts.discard(draft, by=amina, at=now())
    assert client.get(f"{link}files/annex.txt").status_code == 410


def test_a_content_that_is_gone_or_changed_is_given_to_nobody_and_whoever_runs_greenpaper_is_told(
    draft, amina, browse, caplog
):
    path = f"/drafts/{with_files(draft, amina).pk}/files/annex.txt"
    with storages["files"].open(f"{ANNEX.sha256[:2]}/{ANNEX.sha256[2:4]}/{ANNEX.sha256}", "wb") as kept:
        kept.write(b"Every rovte.")
    assert browse(amina).get(path).status_code == 404
    assert ("Damaged: was changed" in caplog.text, ANNEX.sha256 in caplog.text) == (True, True)
    shelving.throw_away(ANNEX.sha256)
    assert browse(amina).get(path).status_code == 404
    assert "Damaged: is missing" in caplog.text


def test_nobody_has_greenpaper_look_through_files_without_end(draft, amina, browse, monkeypatch):
    cache.clear()
    monkeypatch.setattr(views, "UPLOADS", 1)
    browser, path = browse(amina), f"/drafts/{draft.pk}/files/"
    assert browser.post(path, chosen(b"One.", "one.txt")).status_code == 302
    assert browser.post(path, chosen(b"Two.", "two.txt")).status_code == 403

"""An image from the day it is added until readers see it, without a script."""

import pytest
from playwright.sync_api import expect

from tests import stories
from tests.journeys.test_main_job import submit
from tests.journeys.test_screens import Screen, look_at_all
from tests.pages.files import samples

pytestmark = pytest.mark.appearance

SHOWS = "Two of three shifts end after dark"


def choose(page, name, content, media_type):
    page.get_by_label("File", exact=True).set_input_files({"name": name, "mimeType": media_type, "buffer": content})


def expect_picture(image):
    """Not only its place, which a browser shows too where it was refused what the picture holds."""
    expect(image).to_have_js_property("naturalWidth", 320)


def add(page, name, content, *, said="", media_type="image/png"):
    choose(page, name, content, media_type)
    page.get_by_label("What it shows or holds").fill(said)
    page.get_by_role("button", name="Add the file").click()


def test_a_chart_goes_with_the_page_from_the_draft_to_its_readers(enter, space, amina, ben, dev):
    draft = stories.start(stories.front(space), amina, "Night buses", "Shifts end after dark.")
    author = enter(amina, java_script_enabled=False)
    add_a_chart_and_an_annex(author, draft)
    show_them_in_the_text(author, draft)
    submit(author, "Says when buses run at night.")

    reviewer = enter(ben, java_script_enabled=False)
    reviewer.get_by_role("region", name="Waiting for you").get_by_role("link", name="Night buses").click()
    expect_picture(reviewer.get_by_role("img", name=SHOWS))
    expect(reviewer.get_by_role("region", name="Files that go with the text")).to_contain_text("annex-a.txt")
    reviewer.get_by_role("button", name="Clear", exact=True).click()

    reader = enter(dev, java_script_enabled=False)
    reader.goto("/wiki/rural-buses/night-buses/")
    expect_picture(reader.get_by_role("img", name=SHOWS))
    listed = reader.get_by_role("region", name="Files")
    expect(listed).not_to_contain_text("chart-2025.png")
    with reader.expect_download() as saved:
        listed.get_by_role("link", name="annex-a.txt").click()
    assert saved.value.suggested_filename == "annex-a.txt"
    assert saved.value.path().read_bytes() == b"Every route."


def add_a_chart_and_an_annex(author, draft):
    author.goto(draft.get_absolute_url())
    author.get_by_role("link", name="Add an image or another file").click()
    add(author, "Chart 2025.png", b"<svg onload='alert(1)'></svg>", said=SHOWS)
    expect(author.get_by_role("alert").get_by_text("An SVG drawing can hold programs")).to_be_visible()
    add(author, "Chart 2025.png", samples.image(size=(320, 200)))
    expect(author.get_by_role("alert").get_by_role("link", name="Say what the image shows")).to_be_visible()
    add(author, "Chart 2025.png", samples.image(size=(320, 200)), said=SHOWS)
    expect(author.get_by_text("Added as chart-2025.png.")).to_be_visible()
    add(author, "Annex A.txt", b"Every route.", media_type="text/plain")


def show_them_in_the_text(author, draft):
    """One file that it names is missing, and the preview says so."""
    author.goto(f"{draft.get_absolute_url()}text/")
    text = "Shifts end after dark.\n\n![](file:chart-2025.png)"
    author.get_by_label("Text", exact=True).fill(f"{text}\n\n[More](file:more.pdf)")
    author.get_by_role("button", name="Preview").click()
    preview = author.get_by_role("region", name="Preview: Night buses")
    expect_picture(preview.get_by_role("img", name=SHOWS))
    expect(preview.get_by_text("there is no file called more.pdf here")).to_be_visible()
    author.get_by_label("Text", exact=True).fill(text)
    author.get_by_role("button", name="Save draft").click()
    expect(author.get_by_text("Draft saved.")).to_be_visible()


def test_the_screens_of_files(enter, space, amina):
    draft = stories.start(stories.front(space), amina)
    author = enter(amina)
    author.goto(f"{draft.get_absolute_url()}files/")
    choose(author, "Chart.png", samples.image(size=(320, 200)), "image/png")
    author.get_by_label("What it shows or holds").fill("Fares fell by a third from 2019 to 2025")
    author.get_by_role("button", name="Add the file").click()
    expect(author.get_by_text("Added as chart.png.")).to_be_visible()
    files = f"{draft.get_absolute_url()}files/"
    look_at_all(
        author,
        Screen(files, "Files of the draft Fares"),
        Screen(files, "Error: Files of the draft Fares", "Add the file"),
        Screen(f"{files}chart.png/words/", "Say what is in chart.png"),
        Screen(f"{files}chart.png/replacement/", "Replace chart.png"),
        Screen(f"{files}chart.png/replacement/", "Error: Replace chart.png", "Replace the file"),
        Screen(f"{files}chart.png/taking-out/", "Take out chart.png"),
    )

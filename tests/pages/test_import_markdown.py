"""Guidance from another system is brought in once, renewed when it changes, and never over what people here wrote."""

import os
import re
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from apps.core.clock import now
from apps.pages.actions import drafts
from apps.pages.models import Edition, Page, Space
from apps.people.models import Person
from apps.records.models import Event
from apps.records.queries import first_fault
from tests import stories
from tests.pages.folders import tally, write

CORPUS = Path(os.environ.get("GREENPAPER_CORPUS") or Path(__file__).parents[2].parent / "shared/corpus/service-manual")

Import = Callable[..., list[str]]


@pytest.fixture
def bring(space: Space, amina: Person, tmp_path: Path) -> Import:
    """Brings a folder into Amina's space as Amina, and hands back what was told, line by line."""

    def run(folder: Path = tmp_path, **options: str) -> list[str]:
        out = StringIO()
        call_command("import_markdown", folder, **{"space": space.slug, "email": amina.email, **options}, stdout=out)
        return out.getvalue().splitlines()

    return run


def body(path: str) -> str:
    edition = Page.objects.select_related("edition__revision").get(path=path).edition
    assert edition is not None
    return edition.body.strip("\n")


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    return write(
        tmp_path / "guides",
        {
            "fares/index.md": "---\ntitle: Fares\nowner: Buses\n---\nSee [caps](caps.md#the-cap) and [tides](/tides).\n",
            "fares/caps.md": "# The cap\n\nTwo pounds. Back to [fares](/guides/fares/index.html).\n\n## The cap\n",
            "halls/booking.md": "Ring [the warden][1].\n\n[1]: ../fares\n",
        },
    )


def test_folders_become_the_tree_and_links_between_files_lead_to_pages(
    bring: Import, guides: Path, client: Client, amina: Person
) -> None:
    told = bring(guides)

    assert told == [
        "fares/index.md:5: the link to /tides leads to no page here, so only its words were kept.",
        "halls: the folder has no index file, so its page only lists the pages beneath it.",
        "Of the front matter only titles were kept; left out, with the number of pages: owner (1).",
        tally(new=4, lines=2),
    ]
    found = Page.objects.exclude(parent=None).order_by("path")
    assert [(page.path, page.title, page.imported_from) for page in found] == [
        ("rural-buses/fares", "Fares", "guides/fares/"),
        ("rural-buses/fares/caps", "The cap", "guides/fares/caps.md"),
        ("rural-buses/halls", "Halls", "guides/halls/"),
        ("rural-buses/halls/booking", "Booking", "guides/halls/booking.md"),
    ]
    assert body("rural-buses/fares") == "See [caps](/wiki/rural-buses/fares/caps/#h-the-cap) and tides."
    assert body("rural-buses/fares/caps") == "Two pounds. Back to [fares](/wiki/rural-buses/fares/).\n\n## The cap"
    assert body("rural-buses/halls/booking") == "Ring [the warden][1].\n\n[1]: /wiki/rural-buses/fares/"
    client.force_login(amina)
    assert "Brought in from guides/fares/caps.md" in client.get("/wiki/rural-buses/fares/caps/").content.decode()


def test_bringing_the_same_folder_in_again_changes_nothing(bring: Import, guides: Path) -> None:
    bring(guides)
    before = (Edition.objects.count(), Event.objects.count())

    told = bring(guides)

    assert told == ["Nothing has changed.", tally(same=4)]
    assert (Edition.objects.count(), Event.objects.count()) == before


def test_a_changed_file_gives_its_page_a_new_edition(bring: Import, guides: Path) -> None:
    bring(guides)
    write(guides, {"fares/caps.md": "# The cap\n\nThree pounds.\n\n## The cap\n"})

    told = bring(guides)

    assert told == [tally(renewed=1, same=3)]
    page = Page.objects.select_related("edition").get(path="rural-buses/fares/caps")
    assert page.edition is not None
    assert (page.edition.number, page.edition.provenance) == (2, "guides/fares/caps.md")
    assert body(page.path) == "Three pounds.\n\n## The cap"


def test_what_people_here_wrote_stays(bring: Import, guides: Path, amina: Person, ben: Person) -> None:
    bring(guides)
    caps = Page.objects.select_related("space__unit").get(path="rural-buses/fares/caps")
    stories.revise(caps, amina, ben, "One pound.")
    booking = Page.objects.select_related("space__unit").get(path="rural-buses/halls/booking")
    drafts.start(booking, by=amina, at=now())
    write(guides, {"fares/caps.md": "Three pounds.\n\n## The cap", "halls/booking.md": "Write to the warden."})

    told = bring(guides)

    assert told == [
        "fares/caps.md: left out. People here have published this page themselves since, so their text stays.",
        "halls/booking.md: left out. This page has an open draft, so its text stays until that draft is published or "
        "discarded.",
        "Nothing has changed.",
        tally(same=2, left=2, lines=2),
    ]
    assert body("rural-buses/fares/caps") == "One pound."


def test_a_file_that_is_gone_is_told_of_and_its_page_stays(bring: Import, guides: Path) -> None:
    bring(guides)
    (guides / "fares/caps.md").unlink()
    (guides / "halls/booking.md").rename(guides / "halls/hire.md")

    told = bring(guides)

    gone = "is no longer in the folder; the page at rural-buses"
    assert [line for line in told if gone in line] == [
        f"fares/caps.md: {gone}/fares/caps was left as it is.",
        f"halls/booking.md: {gone}/halls/booking was left as it is.",
    ]
    assert body("rural-buses/halls/hire").startswith("Ring")
    assert Page.objects.filter(path="rural-buses/halls/booking").exists()


def test_the_folder_s_own_index_becomes_an_untouched_front_page(bring: Import, tmp_path: Path) -> None:
    folder = write(tmp_path / "guides", {"index.md": "---\ntitle: Buses\n---\nStart [here](here).", "here.md": "Here."})

    assert bring(folder) == [tally(new=1, renewed=1)]

    assert body("rural-buses") == "Start [here](/wiki/rural-buses/here/)."
    assert bring(folder) == ["Nothing has changed.", tally(same=2)]


def test_links_to_the_rest_of_the_old_site_stay_whole_when_its_address_is_given(bring: Import, tmp_path: Path) -> None:
    text = (
        "[a](/other/page) [b](https://www.example.gov.uk/guides/b) [c](/guides/gone.html#x) [d](mailto:d@example.com)\n"
        '[e](#lower) [f](https://[broken) ![map](map.png) <a href="/guides/b">g</a>\n`[h](/guides/b)`\n\n'
        "```\n[i](/guides/b)\n```\n\n## Lower down {: #lower}\n"
    )
    folder = write(tmp_path / "guides", {"a.md": text, "b.md": "B."})

    bring(folder, was_at="https://www.example.gov.uk/guides")

    assert body("rural-buses/a") == (
        "[a](https://www.example.gov.uk/other/page) [b](/wiki/rural-buses/b/) "
        "[c](https://www.example.gov.uk/guides/gone.html#x) [d](mailto:d@example.com)\n"
        "[e](#lower-down) [f](https://[broken) ![map](https://www.example.gov.uk/guides/map.png) "
        "[g](/wiki/rural-buses/b/)\n`[h](/guides/b)`\n\n```\n[i](/guides/b)\n```\n\n## Lower down"
    )


def test_any_title_and_any_name_find_a_place(bring: Import, tmp_path: Path) -> None:
    long = "the-longest-name-that-anybody-ever-gave-to-a-page-of-guidance"
    folder = write(
        tmp_path / "guides",
        {
            "Fares.md": "---\ntitle: [not, a, line]\n---\n## Cheap *fares*\n",
            "fares.md": "---\ntitle: 2.10\n---\nTwo.",
            "2024.md": f"---\ntitle: {'Long ' * 120}\n---\nLong.",
            f"{long}.md": "---\ntitle: 'Open\n---\nBroken front matter.",
            "ffôn-y-cyngor.md": "No title anywhere.",
            "wide.md": f"---\ntitle: {chr(0xFDFA) * 200}\n---\nOne character that unfolds to eighteen.",
            "日本.md": "---\n- a\n- list\n---\nText.",
        },
    )

    told = bring(folder)

    assert told == [
        "fares.md: its address was taken, so it stands at fares-2.",
        f"{long}.md: its address was shortened to {long[:50].rstrip('-')}.",
        f"2024.md:1: cut the title to 200 characters: {' '.join(['Long'] * 120)}",
        "Fares.md:1: left out the title, which is not a line of text.",
        f"{long}.md:3: left out the front matter, which is not YAML from this line on.",
        "日本.md:1: left out the front matter, which does not name its facts.",
        tally(new=7, lines=6),
    ]
    titles = dict(Page.objects.exclude(parent=None).values_list("imported_from", "title"))
    assert titles["guides/2024.md"] == ("Long " * 40).strip()
    assert titles["guides/fares.md"] == "2.10"
    assert titles["guides/Fares.md"] == "Cheap *fares*"
    assert titles["guides/ffôn-y-cyngor.md"] == "Ffôn y cyngor"
    assert titles["guides/日本.md"] == "日本"
    assert bring(folder) == ["Nothing has changed.", tally(same=7)]


def test_what_is_no_readable_text_is_left_out_with_a_reason(bring: Import, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "guides",
        {
            "latin.md": b"Fine.\nCaf\xe9.\n",
            "nul.md": "Fares\x00 are\u202e capped.\n",
            "huge.md": "word " * 50_000,
            "deep.md": "> " * 200 + "deep",
            "odd/index.md": b"\xff\xfe",
            "odd/fine.md": "Fine.",
            "picture.png": b"\x89PNG",
            ".git/config.md": "hidden",
        },
    )
    (tmp_path / "secret.md").write_text("Not yours.")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "loop").symlink_to(folder)
    (folder / "two\nlines.md").write_text("x")

    told = bring(folder)

    assert told == [
        ".git: left out, because it is hidden.",
        "link.md: left out, because it is a link to another place, and links between files are not followed.",
        "loop: left out, because it is a link to another place, and links between files are not followed.",
        "picture.png: left out, because it is not a Markdown file.",
        "two\\nlines.md: left out, because its name holds characters that cannot be shown.",
        "deep.md: left out. Lists or quotations are more than 12 deep inside one another. Use fewer levels.",
        "huge.md: left out, because it is 245 KB long and a page can be at most 200 KB.",
        "latin.md:2: the file was left out, because this line is not UTF-8 text.",
        "nul.md:1: left out U+0000, U+202E, which cannot be seen.",
        "odd/index.md:1: the file was left out, because this line is not UTF-8 text.",
        tally(new=3, left=3, lines=10),
    ]
    assert body("rural-buses/nul") == "Fares are capped."
    assert body("rural-buses/odd/fine") == "Fine."
    assert not Page.objects.filter(title__icontains="secret").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"space": "no-such-space"}, "There is no space at no-such-space. Its address is /wiki/SPACE/."),
        ({"email": "nobody@greenpaper.example"}, "Nobody signs in as nobody@greenpaper.example."),
        (
            {"email": "carys.pritchard@greenpaper.example"},
            "Only people posted in Rural Transport can draft in this space, and you hold no post there now.",
        ),
        (
            {"email": "erin.walsh@greenpaper.example"},
            "Only people posted in Rural Transport can draft in this space, and you hold no post there now.",
        ),
    ],
)
def test_a_wrong_word_on_the_command_line_gets_a_sentence(
    bring: Import, carys: Person, erin: Person, options: dict[str, str], sentence: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        bring(**options)

    assert str(refusal.value) == sentence


def test_a_missing_folder_gets_a_sentence(bring: Import, tmp_path: Path) -> None:
    file = write(tmp_path, {"file.md": "x"}) / "file.md"

    for folder, sentence in ((tmp_path / "none", "There is no folder {}."), (file, "{} is not a folder.")):
        with pytest.raises(CommandError) as refusal:
            bring(folder)
        assert str(refusal.value) == sentence.format(folder)


def test_the_service_manual_comes_in_whole(bring: Import, space: Space) -> None:
    assert CORPUS.is_dir(), f"The corpus is not at {CORPUS}: set GREENPAPER_CORPUS to where it is."
    files = sorted(CORPUS.rglob("*.md"))

    told = bring(CORPUS, was_at="https://www.gov.uk/service-manual")

    # Two folders have no index file: their pages come besides those of the files.
    assert (len(files), len(told)) == (193, 215)
    assert told[-1] == tally(new=195, lines=213)
    assert not [
        line for line in told[:-2] if not re.match(r"[\w/.-]+\.md:\d+: |[\w/-]+: the folder has no index", line)
    ]
    assert Page.objects.filter(space=space).exclude(imported_from="").count() == 195
    addresses = {f"/wiki/{path}/" for path in Page.objects.values_list("path", flat=True)}
    led = Counter()
    for html in Edition.objects.filter(page__space=space).values_list("html", flat=True):
        for address in re.findall(r'href="(/[^"#]*)', html):
            led["to a page" if address in addresses else address] += 1
    assert led == {"to a page": 753}
    assert first_fault() is None
    assert bring(CORPUS, was_at="https://www.gov.uk/service-manual")[-2:] == ["Nothing has changed.", tally(same=195)]

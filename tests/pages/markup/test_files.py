"""Files in a text: by their names, with their addresses written in when somebody reads."""

from apps.pages.compare import compare_rendered
from apps.pages.markup import MissingFile, Placed, names_in, placed, render, split_at_missing

TEXT = """![Fares > fell](file:Chart.PNG "Since 2019") and [Annex *A*](file:annex-a.pdf), ![](file:ŵy.png)."""
THERE = {
    "chart.png": Placed("/drafts/1/files/chart.png", "Not used"),
    "annex-a.pdf": Placed("/drafts/1/files/annex-a.pdf"),
    "ŵy.png": Placed("/drafts/1/files/%C5%B5y.png", "A “wave”"),
}


def test_a_text_names_its_files_and_is_told_where_they_are_when_it_is_read():
    html = render(TEXT).html
    assert names_in(html) == ["chart.png", "annex-a.pdf", "ŵy.png"]
    assert "src=" not in html
    assert placed(html, THERE) == (
        '<p><img src="/drafts/1/files/chart.png" alt="Fares &gt; fell" title="Since 2019"> and '
        '<a href="/drafts/1/files/annex-a.pdf">Annex <em>A</em></a>, '
        '<img src="/drafts/1/files/%C5%B5y.png" alt="A “wave”">.</p>\n'
    )


def test_a_file_that_is_not_there_leaves_its_place_and_the_words():
    found = list(split_at_missing(placed(render("One ![Map](file:map.png), [A](file:a.pdf).").html, {})))
    assert found == [
        "<p>One ",
        MissingFile("map.png", "Map", is_image=True),
        ", ",
        MissingFile("a.pdf", "", is_image=False),
        "<a",
        ">A</a>.</p>\n",
    ]


def test_an_address_cannot_break_out_of_its_place():
    html = placed(render("![a](file:b.png)").html, {"b.png": Placed('/x"><script>')})
    assert html == '<p><img src="/x&quot;&gt;&lt;script&gt;" alt="a"></p>\n'


def test_another_image_is_another_image_to_whoever_compares():
    earlier, later = (render(f"Fares ![Chart](file:{name}.png) fell.").html for name in ("old", "new"))
    shown = compare_rendered(earlier, later)
    assert '<img data-file="old.png" alt="Chart"></del>' in shown
    assert '<img data-file="new.png" alt="Chart"></ins>' in shown

"""Every case here holds on SQLite and on PostgreSQL alike: that is the contract between the two."""

from collections.abc import Callable

import pytest
from django.test.utils import CaptureQueriesContext

from apps.pages.models import Edition, Page, Space
from apps.people.models import Person
from apps.search.asking import MAX_CHARACTERS
from apps.search.dialects.dialect import MATCH_ENDS, MATCH_STARTS
from apps.search.queries import (
    HITS_A_PAGE,
    NOTHING_ASKED,
    NOTHING_SEARCHABLE,
    TOO_LONG,
    Results,
    Segment,
    search,
    segments,
)
from tests import stories
from tests.search.library import PAGES, shelve, stock


@pytest.fixture
def shelf(space: Space, amina: Person) -> dict[str, Page]:
    return stock(space, by=amina)


def titles(text: str, person: Person) -> list[str]:
    return [hit.title for hit in search(text, person).hits]


def lit(results: Results) -> list[str]:
    """What is shown as a match, in every snippet."""
    return [piece.text for hit in results.hits for piece in hit.snippet if piece.is_match]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param("capped", {"Bus fares"}, id="a word of the text"),
        pytest.param("CAPPED", {"Bus fares"}, id="capitals"),
        pytest.param("concessionary", {"Concessionary travel"}, id="a word of the title alone"),
        pytest.param("licence", {"Café licences"}, id="one for many"),
        pytest.param("cancelling", {"Rail replacement"}, id="another form of the verb"),
        pytest.param("run", {"Rail replacement"}, id="the stem of 'running'"),
        pytest.param("travel free", {"Bus fares", "Concessionary travel"}, id="all words"),
        pytest.param("travel capped", {"Bus fares"}, id="all words, in one page only"),
        pytest.param("capped licence", set(), id="all words, in no one page"),
        pytest.param('"travel free"', {"Bus fares", "Concessionary travel"}, id="side by side"),
        pytest.param('"free travel"', set(), id="side by side, the other way round"),
        pytest.param("“travel free” older", {"Concessionary travel"}, id="typographic quotation marks"),
        pytest.param('"travel free', {"Bus fares", "Concessionary travel"}, id="an unclosed quotation mark"),
        pytest.param("travel -older", {"Bus fares"}, id="without a word"),
        pytest.param('travel -"older people"', {"Bus fares"}, id="without words side by side"),
        pytest.param("fares - capped", {"Bus fares"}, id="a dash between words leaves nothing out"),
        pytest.param("capped or minibuses", {"Bus fares", "Demand-responsive transport"}, id="either"),
        pytest.param("capped OR minibuses -ring", {"Bus fares"}, id="either, one of them without a word"),
        pytest.param("or capped or", {"Bus fares"}, id="or with nothing on its other side"),
        pytest.param("capped or -older", {"Bus fares"}, id="a choice of nothing but a word left out"),
        pytest.param("the fares of the bus", {"Bus fares", "Concessionary travel"}, id="stop words among others"),
        pytest.param("demand-responsive", {"Demand-responsive transport"}, id="a hyphen"),
        pytest.param("responsive", {"Demand-responsive transport"}, id="half of a hyphenated word"),
        pytest.param("e-mail", {"Demand-responsive transport"}, id="a one-letter half"),
        pytest.param("gov.uk", {"Demand-responsive transport"}, id="what looks like a host"),
        pytest.param("and/or ring", {"Demand-responsive transport"}, id="what looks like a file"),
        pytest.param("2024-25", {"Café licences"}, id="a financial year"),
        pytest.param("£190", {"Café licences"}, id="money"),
        pytest.param("190", {"Café licences"}, id="a number"),
        pytest.param("cafe", {"Café licences"}, id="without the accent"),
        pytest.param("cafe\u0301", {"Café licences"}, id="with the accent as a letter of its own"),
        pytest.param("CAFÉ", {"Café licences"}, id="capitals with an accent"),
        pytest.param("department's register", {"Timetables"}, id="a straight apostrophe for a curly one"),
        pytest.param("department register", {"Timetables"}, id="no apostrophe"),
        pytest.param("tŷ", {"Ffôn y Cyngor"}, id="Welsh"),
        pytest.param("capped 😀", {"Bus fares"}, id="an emoji beside a word"),
        pytest.param("cap\x00ped", set(), id="NUL within a word"),
        pytest.param("\x00capped\x00", {"Bus fares"}, id="NUL around a word"),
        pytest.param("\u202ecapped", {"Bus fares"}, id="a right-to-left override"),
        pytest.param("b", set(), id="one letter"),
        pytest.param("y", {"Ffôn y Cyngor"}, id="one letter that is a word"),
        pytest.param("日本", set(), id="another script"),
        pytest.param("capped' OR 1=1 --", {"Bus fares"}, id="an injection"),
        pytest.param("kuberntes", set(), id="a slip of the keyboard"),
    ],
)
def test_what_is_asked_is_found(shelf: dict[str, Page], amina: Person, asked: str, expected: set[str]) -> None:
    results = search(asked, amina)

    assert {hit.title for hit in results.hits} == expected
    assert (results.total, results.page, results.sentence) == (len(expected), 1, "")


@pytest.mark.parametrize(
    "asked",
    [
        "title:capped",
        "plain : capped",
        "{title plain} : capped",
        "capped*",
        "^capped",
        "NEAR(capped fares, 2)",
        "capped AND NOT NEAR",
        "capped + fares",
        "((((capped",
        "))capped((",
        "capped & | ! <-> :* fares",
        '-"" capped',
        '"""capped"""',
        "'capped' \\",
        "%s %(name)s %% capped {0} {visible}",
        "--capped",
        "; DROP TABLE search_index; -- capped",
        "capped" + ' "' * 60,
        "NOT " * 49,
        "capped or " * 20,
        "(" * 200,
        "z " * 100,
        '"z" -"z" ' * 22,
    ],
)
def test_operators_of_either_database_are_only_text(shelf: dict[str, Page], amina: Person, asked: str) -> None:
    results = search(asked, amina)

    assert {hit.title for hit in results.hits} <= set(PAGES)
    assert results.sentence in {"", NOTHING_SEARCHABLE}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        pytest.param("", NOTHING_ASKED, id="nothing"),
        pytest.param(" \t\n\u00a0", NOTHING_ASKED, id="spaces"),
        pytest.param("the of and", NOTHING_SEARCHABLE, id="stop words"),
        pytest.param('"to be or not to be"', NOTHING_SEARCHABLE, id="stop words side by side"),
        pytest.param("or", NOTHING_SEARCHABLE, id="or"),
        pytest.param("😀🚌", NOTHING_SEARCHABLE, id="emoji"),
        pytest.param("?!… -- \"\" ''", NOTHING_SEARCHABLE, id="signs"),
        pytest.param("-capped", NOTHING_SEARCHABLE, id="only a word left out"),
        pytest.param("\x00\u202e\ufe0f\u0301", NOTHING_SEARCHABLE, id="hidden characters"),
        pytest.param("capped " * 1500, TOO_LONG, id="ten kilobytes"),
        pytest.param("c" * (MAX_CHARACTERS + 1), TOO_LONG, id="one character too many"),
    ],
)
def test_what_cannot_be_looked_for_gets_a_sentence(
    shelf: dict[str, Page], amina: Person, asked: str, sentence: str
) -> None:
    assert search(asked, amina) == Results(sentence=sentence)


def test_a_word_in_the_title_outranks_the_same_in_the_text(space: Space, amina: Person) -> None:
    under = stories.front(space)
    shelve("Parking", "Permits for blue badge holders. " + "Parking " * 3, under=under, by=amina)
    shelve("Permits", "Apply six weeks before, in writing, with two photographs.", under=under, by=amina)
    shelve("Photographs", "Not for permits.", under=under, by=amina)

    assert titles("permits", amina)[0] == "Permits"
    assert titles("photographs", amina) == ["Photographs", "Permits"]


def test_a_hit_says_where_it_is_and_why_it_answers(shelf: dict[str, Page], amina: Person) -> None:
    (hit,) = search("capping", amina).hits

    page = shelf["Bus fares"]
    assert (hit.title, hit.path, hit.url, hit.space, hit.marking) == (
        "Bus fares",
        "rural-buses/bus-fares",
        page.get_absolute_url(),
        "Rural buses",
        "OFFICIAL",
    )
    assert hit.published_at == Edition.objects.get(page=page).published_at
    assert hit.snippet[:3] == (Segment("Fares are ", False), Segment("capped", True), hit.snippet[2])
    assert "".join(piece.text for piece in hit.snippet) in PAGES["Bus fares"]


@pytest.mark.parametrize(
    ("asked", "expected"), [("gov.uk", "GOV.UK"), ("tŷ", "tŷ"), ("timetable", "timetable"), ("fares -older", "Fares")]
)
def test_matches_are_lit_as_the_page_writes_them(
    shelf: dict[str, Page], amina: Person, asked: str, expected: str
) -> None:
    assert expected in " ".join(lit(search(asked, amina))).replace("GOV UK", "GOV.UK")


def test_a_page_found_by_its_title_alone_shows_its_beginning(shelf: dict[str, Page], amina: Person) -> None:
    (hit,) = search("concessionary", amina).hits

    assert [piece.is_match for piece in hit.snippet] == [False]
    assert hit.snippet[0].text.startswith("Older people travel free")


def test_what_looks_like_html_stays_text(space: Space, amina: Person) -> None:
    shelve(
        "Angle brackets", "Write `<script>alert(1)</script>` and `<b>capped</b>`.", under=stories.front(space), by=amina
    )

    (hit,) = search("capped", amina).hits

    assert "<script>alert(1)</script>" in "".join(piece.text for piece in hit.snippet)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("a {b} c", [("a ", False), ("b", True), (" c", False)]),
        ("{a}{b}", [("a", True), ("b", True)]),
        ("a\n\n b\t{c}\n", [("a b ", False), ("c", True)]),
        ("{a", [("a", True)]),
        ("a} b", [("a b", False)]),
        ("", []),
    ],
)
def test_snippets_come_in_pieces_without_control_characters(marked: str, expected: list[tuple[str, bool]]) -> None:
    text = marked.replace("{", MATCH_STARTS).replace("}", MATCH_ENDS)

    assert [(piece.text, piece.is_match) for piece in segments(text)] == expected


# Pages of results, and what they cost.


def test_pages_of_results_follow_one_another_without_gaps(space: Space, amina: Person) -> None:
    for number in range(2 * HITS_A_PAGE + 1):
        shelve(f"Route {number}", "Coaches stop here.", under=stories.front(space), by=amina)

    pages = [search("coaches", amina, page=number) for number in (1, 2, 3)]

    assert [len(page.hits) for page in pages] == [HITS_A_PAGE, HITS_A_PAGE, 1]
    assert {page.total for page in pages} == {2 * HITS_A_PAGE + 1}
    assert len({hit.path for page in pages for hit in page.hits}) == 2 * HITS_A_PAGE + 1


@pytest.mark.parametrize("page", [-1, 0, 2, 999_999])
def test_a_page_of_results_that_is_not_there_gets_the_first(shelf: dict[str, Page], amina: Person, page: int) -> None:
    assert search("capped", amina, page=page) == search("capped", amina)


def test_one_query_finds_all_there_is_to_show(
    shelf: dict[str, Page], amina: Person, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    assert amina.reach
    with django_assert_num_queries(1):
        search("travel", amina)

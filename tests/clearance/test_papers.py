"""Who cleared what, on paper and as a file that is checked without Greenpaper: one byte changed is named."""

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.clearance.actions import deciding
from apps.clearance.models import Delegation
from apps.core.clock import now
from apps.govuk.templatetags.govuk import govuk_datetime
from apps.pages.models import Comment, Page, Space
from apps.people.models import Person
from apps.records.models import Event
from scripts.verify_clearance import judge, sha256
from tests import stories
from tests.cast import post
from tests.house.project import ROOT

pytestmark = pytest.mark.django_db
SCRIPT = ROOT / "scripts" / "verify_clearance.py"


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(page: Page, number: int = 1, name: str = "clearance.json") -> str:
    return f"/pages/{page.pk}/editions/{number}/{name}"


def file_of(page: Page, reader: Person, number: int = 1) -> dict[str, Any]:
    return json.loads(browser(reader).get(address(page, number)).content)


def verified(paper: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """What the script says of a file, run as somebody without Greenpaper runs it."""
    path = folder / "paper.json"
    path.write_text(json.dumps(paper, ensure_ascii=False), encoding="utf-8")
    # Isolated, so that nothing but the standard library can be imported.
    command = [sys.executable, "-I", str(SCRIPT), str(path)]
    return subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", cwd=folder)


def sealed(paper: dict[str, Any]) -> dict[str, Any]:
    """The paper with the digests of its parts worked out again, as a forger would."""
    paper["parts"] = {name: sha256(value) for name, value in paper.items() if name != "parts"}
    return paper


@pytest.fixture
def returned_once(space: Space, amina: Person, ben: Person, fay: Person) -> Page:
    """A page sent back once with a comment, then cleared by Fay after a condition of Ben's was settled."""
    draft = stories.start(stories.front(space), amina, "Fares", "Fares are capped. “Twice”, says Zoë.")
    deciding.send_back(stories.submit(draft, amina), because="Cite the survey.", by=ben, at=now())
    draft.refresh_from_db()
    draft = stories.write(draft, amina, "Fares are capped, says the survey. “Twice”, says Zoë.")
    said = {"kind": "CONDITION", "body": "Ask Finance.", "version": draft.version, "by": ben, "at": now()}
    settled = {"resolved_at": now(), "resolved_by": amina, "resolution": "Finance agreed."}
    Comment.objects.create(draft=draft, **said, **settled)
    cleared = deciding.clear(stories.submit(draft, amina), by=fay, at=now(), comment="Clear and short.")
    return Page.objects.select_related("space__unit", "edition").get(drafts=cleared.draft)


def test_a_reader_is_told_who_cleared_it_and_nothing_of_what_was_said(returned_once: Page, dev: Person, amina: Person):
    paper = file_of(returned_once, dev)
    assert paper["marking"] == "OFFICIAL"
    assert paper["told_to"] == "readers"
    assert paper["edition"]["text"] == "Fares are capped, says the survey. “Twice”, says Zoë."
    assert paper["edition"]["digest"] == returned_once.edition.digest
    assert paper["authors"] == [{"person": amina.pk, "name": "Amina Osei"}]
    [seat] = paper["seats"]
    assert (seat["asked"], seat["outcome"]) == ("G7 or above in Transport and Access", "CLEARED")
    assert seat["by"]["name"] == "Fay Campbell"
    assert seat["by"]["post"] == "Deputy director, transport and access (SCS1), Transport and Access"
    assert [one["state"] for one in paper["earlier_rounds"]] == ["RETURNED"]
    assert paper["conditions"] == {"raised": 1, "settled": 1}
    assert [event["verb"] for event in paper["events"]] == ["pages.published"]
    said = json.dumps(paper)
    assert all(words not in said for words in ("Cite the survey", "Clear and short", "Ask Finance", "Finance agreed"))


def test_a_member_is_told_what_was_said_and_every_event(returned_once: Page, ben: Person):
    paper = file_of(returned_once, ben)
    assert paper["told_to"] == "members"
    assert paper["seats"][0]["comment"] == "Clear and short."
    assert (paper["earlier_rounds"][0]["closed_by"]["name"], paper["earlier_rounds"][0]["because"]) == (
        "Ben Hughes",
        "Cite the survey.",
    )
    [condition] = paper["conditions"]["said"]
    assert (condition["said"], condition["settled_how"]) == ("Ask Finance.", "Finance agreed.")
    assert [event["verb"] for event in paper["events"]] == [
        "clearance.submitted",
        "clearance.returned",
        "clearance.submitted",
        "pages.published",
        "clearance.cleared",
    ]
    # Nobody is told the words of the round that was sent back.
    assert "Fares are capped. “Twice”" not in json.dumps(paper, ensure_ascii=False)


@pytest.mark.parametrize("who", ["dev", "ben"])
def test_the_file_is_json_and_the_same_each_time(returned_once: Page, request: pytest.FixtureRequest, who: str):
    client = browser(request.getfixturevalue(who))
    first, second = client.get(address(returned_once)), client.get(address(returned_once))
    assert (first.status_code, first["Content-Type"]) == (200, "application/json")
    assert first.content == second.content


def test_it_stays_the_same_when_the_page_goes_on(returned_once: Page, amina: Person, ben: Person, dev: Person):
    before = browser(dev).get(address(returned_once)).content
    page = stories.revise(returned_once, amina, ben, "Fares are free.")
    assert browser(dev).get(address(page)).content == before
    assert file_of(page, dev, 2)["edition"]["text"] == "Fares are free."


def test_whoever_may_not_read_the_edition_finds_nothing(
    fares: Page, carys: Person, erin: Person, hal: Person, ines: Person
):
    for who in (carys, erin, hal, ines):
        for name in ("clearance/", "clearance.json"):
            assert browser(who).get(address(fares, 1, name)).status_code == 404
            assert browser(who).get(address(fares, 9, name)).status_code == 404


def test_the_page_says_the_same_and_is_linked_from_where_the_page_and_its_history_are(
    returned_once: Page, dev: Person, ben: Person
):
    link = address(returned_once, 1, "clearance/")
    for where in (returned_once.get_absolute_url(), f"/pages/{returned_once.pk}/history/"):
        assert link in browser(dev).get(where).content.decode()
    printed = unescape(browser(dev).get(link).content.decode())
    for words in ("Fay Campbell, Deputy director", returned_once.edition.digest, "1 raised, 1 settled", "says Zoë"):
        assert words in printed
    for words in ("Cite the survey", "Clear and short", "Ask Finance"):
        assert words not in printed
        assert words in unescape(browser(ben).get(link).content.decode())
    published = Event.objects.get(verb="pages.published", about_id=str(returned_once.pk))
    assert f"Record {published.sequence}, {govuk_datetime(published.at)}, " in printed
    assert "python scripts/verify_clearance.py FILE.json" in printed


def test_a_paper_asks_as_many_questions_after_one_round_as_after_five(
    space: Space, amina: Person, ben: Person, fay: Person
):
    def ask(rounds: int) -> int:
        draft = stories.start(stories.front(space), amina, f"Fares {rounds}")
        for _ in range(rounds):
            deciding.send_back(stories.submit(draft, amina), because="Again.", by=ben, at=now())
            draft.refresh_from_db()
        cleared = deciding.clear(stories.submit(draft, amina), by=fay, at=now())
        client = browser(ben)
        path = address(Page.objects.get(drafts=cleared.draft))
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    assert ask(1) == ask(5)


@pytest.mark.parametrize("who", ["dev", "ben"])
def test_a_paper_holds(returned_once: Page, tmp_path: Path, request: pytest.FixtureRequest, who: str):
    done = verified(file_of(returned_once, request.getfixturevalue(who)), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("This paper holds.\n")
    assert "Nobody who wrote or submitted it cleared it, themselves or by another." in done.stdout


def test_every_kind_of_edition_holds(space: Space, fares: Page, amina: Person, ben: Person, carys: Person, dev: Person):
    """A front page that nobody cleared, and one cleared on behalf of somebody else."""
    assert judge(file_of(stories.front(space), dev))[1] == []
    away = {"starts_at": now() - timedelta(days=1), "ends_at": now() + timedelta(days=1), "made_at": now()}
    post(carys, carys.postings.get().unit, "G7", "Head of walls")
    Delegation.objects.create(giver=ben, receiver=carys, because="On leave.", **away)
    page = stories.publish(stories.front(space), amina, carys, "Passes", "Passes are free.")
    paper = file_of(page, dev)
    assert paper["seats"][0]["on_behalf_of"] == {"person": ben.pk, "name": "Ben Hughes"}
    assert judge(paper)[1] == []
    paper["authors"].append({"person": ben.pk, "name": "Ben Hughes"})
    assert "Nobody who wrote or submitted it cleared it, themselves or by another." in judge(sealed(paper))[1]


def leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every single thing that a paper says."""
    if isinstance(value, dict):
        for name in value:
            yield from leaves(value[name], (*way, name))
    elif isinstance(value, list) and value:
        for number, one in enumerate(value):
            yield from leaves(one, (*way, number))
    else:
        yield way


def changed(paper: dict[str, Any], way: tuple[Any, ...]) -> dict[str, Any]:
    """The paper with one thing in it different by as little as can be."""
    other = copy.deepcopy(paper)
    *to, last = way
    place: Any = other
    for step in to:
        place = place[step]
    was = place[last]
    if isinstance(was, bool):
        place[last] = not was
    elif isinstance(was, int):
        place[last] = was + 1
    elif isinstance(was, str) and was:
        place[last] = chr(ord(was[0]) + 1) + was[1:]
    else:
        place[last] = "x"
    return other


@pytest.mark.parametrize("who", ["dev", "ben"])
def test_whatever_is_changed_by_one_byte_its_part_is_named(
    returned_once: Page, request: pytest.FixtureRequest, who: str
):
    paper = file_of(returned_once, request.getfixturevalue(who))
    assert judge(paper)[1] == []
    ways = list(leaves(paper))
    assert len(ways) > 60
    for way in ways:
        fails = judge(changed(paper, way))[1]
        part = way[1] if way[0] == "parts" else way[0]
        named = f"The part ‘{part}’ is as Greenpaper wrote it."
        wrong_kind = "This is no clearance paper of the format greenpaper-clearance-1."
        assert named in fails or (way == ("format",) and fails == [wrong_kind]), (way, fails)


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        (("edition", "text"), "Title, text, marking, audience and files have the digest"),
        (("edition", "title"), "Title, text, marking, audience and files have the digest"),
        (("edition", "audience"), "Title, text, marking, audience and files have the digest"),
        (("edition", "handling"), "Title, text, marking, audience and files have the digest"),
        (("edition", "digest"), "Title, text, marking, audience and files have the digest"),
        (("edition", "number"), "It tells of this edition of this page."),
        (("edition", "change_note"), "It tells of the same change note."),
        (("edition", "writers", 0), "It tells of the same writers."),
        (("marking",), "The paper bears the marking of its text."),
        (("submission", "digest"), "What was submitted for clearance is what was published."),
        (("submission", "route_digest"), "The steps are those that it was submitted with."),
        (("seats", 0, "least_rank"), "The steps are those that it was submitted with."),
        (("seats", 0, "outcome"), "Every step was cleared"),
        (("seats", 0, "by", "name"), "It tells of the same clearances."),
        (("seats", 0, "by", "person"), "It tells of the same clearances."),
        (("seats", 0, "by", "post"), "It tells of the same clearances."),
        (("seats", 0, "asked"), "It tells of the same clearances."),
        (("events", 0, "actor", 1), "is as it was written in the ledger."),
        (("events", 0, "details", "clearances", 0, "name"), "is as it was written in the ledger."),
        (("events", 0, "digest"), "is as it was written in the ledger."),
        (("events", 0, "after", "previous"), "follows from it."),
    ],
)
def test_a_forger_who_works_out_the_parts_again_is_found_by_what_they_say(
    returned_once: Page, dev: Person, way: tuple[Any, ...], sentence: str
):
    paper = file_of(returned_once, dev)
    fails = judge(sealed(changed(paper, way)))[1]
    assert any(sentence in one for one in fails), fails


def test_an_author_among_those_who_cleared_is_named(returned_once: Page, dev: Person, amina: Person):
    paper = file_of(returned_once, dev)
    paper["seats"][0]["by"]["person"] = amina.pk
    assert "Nobody who wrote or submitted it cleared it, themselves or by another." in judge(sealed(paper))[1]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "greenpaper-clearance-1"}', "\x00", '"words"'])
def test_what_is_no_paper_is_said_to_be_none(tmp_path: Path, content: str):
    path = tmp_path / "paper.json"
    path.write_text(content)
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(path)], check=False, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr


def test_a_change_is_said_in_sentences_with_the_exit_code_one(returned_once: Page, dev: Person, tmp_path: Path):
    done = verified(changed(file_of(returned_once, dev), ("edition", "text")), tmp_path)
    assert done.returncode == 1
    assert "DOES NOT HOLD  The part ‘edition’ is as Greenpaper wrote it." in done.stdout
    assert "DOES NOT HOLD  Title, text, marking, audience and files have the digest" in done.stdout

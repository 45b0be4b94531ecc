"""Check a clearance paper without Greenpaper: what it says of a text and of who cleared it, against itself.

    python3 verify_clearance.py edition-2.json [annex-a.pdf ...]

It says in sentences what holds and what does not, and ends with 0 when all of it holds, 1 when something does not and
2 when the file cannot be read. It needs Python 3.9 or later and nothing else: copy this one file to wherever the
paper is read. docs/clearance-papers.md explains the format and how to check it by hand.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Findings = Iterator[tuple[bool, str]]

FORMAT = "greenpaper-clearance-1"
FILLED = ("CLEARED", "SILENT")
EVENT_PARTS = ("sequence", "at", "verb", "actor", "about", "because", "details", "previous")


def sha256(value: Any, *, sort_keys: bool = True) -> str:
    """SHA-256, in hexadecimal, of a value as JSON without white space, in UTF-8."""
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys)
    return hashlib.sha256(said.encode()).hexdigest()


def same_moment(one: str, other: str) -> bool:
    """Whether two ISO 8601 moments are the same, however they are written."""
    return datetime.fromisoformat(one) == datetime.fromisoformat(other)


def parts(paper: dict[str, Any]) -> Findings:
    """Every part of the file is as Greenpaper wrote it."""
    told = paper["parts"]
    yield set(told) == set(paper) - {"parts"}, "The file has the parts that it should have."
    for name in sorted(set(paper) - {"parts"}):
        yield told.get(name) == sha256(paper[name]), f"The part ‘{name}’ is as Greenpaper wrote it."


def words(paper: dict[str, Any]) -> Findings:
    """The text is the one that was cleared: its digest, worked out again."""
    edition = paper["edition"]
    marked = [
        edition[name] for name in ("marking", "handling", "sensitive_because", "responsible_role", "sensitive_until")
    ]
    attached = [[one["name"], one["sha256"], one["alt"]] for one in edition["attachments"]]
    bound = [edition["title"], edition["text"], marked, edition["audience"], attached]
    digest = sha256(bound, sort_keys=False)
    yield digest == edition["digest"], f"Title, text, marking, audience and files have the digest {edition['digest']}."
    top = f"{edition['marking']}: {edition['handling']}" if edition["handling"] else edition["marking"]
    yield paper["marking"] == top, "The paper bears the marking of its text."
    submission = paper["submission"]
    if submission is not None:
        yield submission["digest"] == edition["digest"], "What was submitted for clearance is what was published."


def steps(paper: dict[str, Any]) -> Findings:
    """The seats are those it went up with, and all of them are filled."""
    if paper["submission"] is None:
        yield not paper["seats"], "Nothing was submitted, and nobody is said to have cleared it."
        return
    names = ("position", "chair", "stage", "unit", "person", "least_rank", "working_days", "silence_clears")
    bound = sorted([seat[name] for name in names] for seat in paper["seats"])
    yield sha256(bound) == paper["submission"]["route_digest"], "The steps are those that it was submitted with."
    waits = paper["emergency"] is not None and paper["emergency"]["state"] != "REVIEWED"
    filled = all(seat["outcome"] in FILLED for seat in paper["seats"])
    yield filled or waits, "Every step was cleared, or passed by a nil return where silence clears."
    silent = [seat for seat in paper["seats"] if seat["outcome"] == "SILENT"]
    yield all(seat["silence_clears"] and seat["by"] is None for seat in silent), "Silence cleared only where it may."


def own_words(paper: dict[str, Any]) -> Findings:
    """Nobody cleared their own words, nobody was stood in for who wrote, and one person filled one step."""
    authors = {one["person"] for one in paper["authors"]}
    stood_in_for = [seat["on_behalf_of"]["person"] for seat in paper["seats"] if seat["on_behalf_of"]]
    cleared = [seat["by"]["person"] for seat in paper["seats"] if seat["by"]] + stood_in_for
    yield not authors.intersection(cleared), "Nobody who wrote or submitted it cleared it, themselves or by another."
    yield len(cleared) == len(set(cleared)), "Nobody filled two steps, themselves or by another."
    yield paper["submission"] is None or bool(authors), "It says who wrote and submitted it."


def events(paper: dict[str, Any]) -> Findings:
    """Each event of the ledger has the digest it was written with, and follows from the one before."""
    by_number = {event["sequence"]: event for event in paper["events"]}
    yield len(by_number) == len(paper["events"]), "No event of the ledger is told twice."
    for number, event in sorted(by_number.items()):
        digest = sha256({name: event[name] for name in EVENT_PARTS})
        yield digest == event["digest"], f"Event {number} ({event['verb']}) is as it was written in the ledger."
        before, after = by_number.get(number - 1), event["after"]
        yield before is None or before["digest"] == event["previous"], f"Event {number} follows from the one before."
        if after is not None:
            follows = after["sequence"] == number + 1 and after["previous"] == event["digest"]
            yield follows, f"The event after {number} follows from it."


def ledger(paper: dict[str, Any]) -> Findings:
    """The ledger tells of this very edition, and of the same people as the paper."""
    edition = paper["edition"]
    published = [event for event in paper["events"] if event["verb"] == "pages.published"]
    yield len(published) == 1, "The ledger tells of one publication of this edition."
    for event in published:
        told = event["details"]
        number = (told["edition"], event["about"][1])
        yield number == (edition["number"], str(edition["page"])), "It tells of this edition of this page."
        yield told["digest"] == edition["digest"], "It tells of the same digest of the text."
        yield told["writers"] == edition["writers"], "It tells of the same writers."
        yield event["because"] == edition["change_note"], "It tells of the same change note."
        yield same_moment(event["at"], edition["published_at"]), "It tells of the same moment of publication."
        if paper["emergency"] is None:
            yield clearances(told["clearances"]) == clearances_told(paper), "It tells of the same clearances."
    yield from decisions(paper)


def decisions(paper: dict[str, Any]) -> Findings:
    """Where the events of the clearances themselves are told: each has its seat, and each seat its event."""
    number = paper["submission"]["number"] if paper["submission"] else None
    told = [one for one in paper["events"] if one["verb"] == "clearance.cleared"]
    acted = Counter(one["actor"][0] for one in told if one["details"].get("submission") == number)
    sat = Counter(str(seat["by"]["person"]) for seat in paper["seats"] if seat["by"])
    if paper["told_to"] == "members":
        yield not sat - acted, "Every clearance of a person has its own event in the ledger."


def clearances(told: list[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    """Who cleared what and when, as the event of the publication tells it."""
    return Counter(
        (one["person_id"], one["name"], one["post"], moment(one["at"]), one.get("step"), one.get("on_behalf_of"))
        for one in told
    )


def clearances_told(paper: dict[str, Any]) -> Counter[tuple[Any, ...]]:
    """The same, as the seats tell it."""
    found: Counter[tuple[Any, ...]] = Counter()
    for seat in paper["seats"]:
        if seat["outcome"] in FILLED:
            by = seat["by"] or {"person": None, "name": "", "post": ""}
            other = seat["on_behalf_of"]["name"] if seat["on_behalf_of"] else None
            found[by["person"], by["name"], by["post"], moment(seat["at"]), seat["asked"], other] += 1
    return found


def moment(said: str) -> float:
    """A moment as a number, whichever way its time zone is written."""
    return datetime.fromisoformat(said).timestamp()


CHECKS: tuple[Callable[[dict[str, Any]], Findings], ...] = (parts, words, steps, own_words, events, ledger)


def judge(paper: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return what holds and what does not, as sentences."""
    holds: list[str] = []
    fails: list[str] = []
    if paper.get("format") != FORMAT:
        return holds, [f"This is no clearance paper of the format {FORMAT}."]
    for check in CHECKS:
        try:
            for well, sentence in check(paper):
                (holds if well else fails).append(sentence)
        except (AttributeError, KeyError, TypeError, ValueError) as broken:
            fails.append(f"Something that should be there is not, or is of the wrong kind: {broken!r}.")
    return holds, fails


def attached(paper: dict[str, Any], names: list[str]) -> Findings:
    """Files that are at hand hold what was cleared."""
    told = {one["name"]: one["sha256"] for one in paper["edition"]["attachments"]}
    for name in names:
        file = Path(name)
        digest = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "nothing"
        yield told.get(file.name) == digest, f"The file {file.name} holds what was cleared."


def main(arguments: list[str]) -> int:
    """Judge the paper named, and the files after it, and return the exit code."""
    if not arguments:
        print(__doc__)
        return 2
    try:
        paper = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    except (OSError, ValueError) as unreadable:
        print(f"The file cannot be read: {unreadable}")
        return 2
    holds, fails = judge(paper if isinstance(paper, dict) else {})
    for well, sentence in attached(paper, arguments[1:]) if not fails else ():
        (holds if well else fails).append(sentence)
    say(paper, holds, fails)
    return 1 if fails else 0


def say(paper: dict[str, Any], holds: list[str], fails: list[str]) -> None:
    """Print what holds and what does not, and what else to compare."""
    for sentence in holds:
        print(f"holds          {sentence}")
    for sentence in fails:
        print(f"DOES NOT HOLD  {sentence}")
    for one in paper["edition"]["attachments"] if not fails else ():
        print(f"compare        The file {one['name']} must have the SHA-256 {one['sha256']}.")
    for event in paper.get("events", ()) if not fails else ():
        print(f"compare        Event {event['sequence']} in the ledger must have the digest {event['digest']}.")
    print("This paper holds." if not fails else f"This paper does not hold: {len(fails)} of its statements are wrong.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

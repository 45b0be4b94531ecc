"""The document behind a live text: what others are sent, and what is made of texts that came otherwise."""

import random

import pytest
from pycrdt import Array, Doc, Text

from apps.pages.live.changes import MalformedChange, read_change
from apps.pages.live.document import LiveDocument
from apps.pages.live.writers import replay

LETTERS = "abc dé\nf 🙂🙃👩‍👩‍👧 —"
SEED = 20261123


def typed(document: LiveDocument, at: int, gone: int, new: str) -> bytes:
    """New characters in the place of so many others, as a browser sends them."""
    before, text = document.vector, document.text
    start = len(text[:at].encode())
    with document._doc.transaction():
        del document._text[start : start + len(text[at : at + gone].encode())]
        document._text.insert(start, new)
    return document.since(before)


def edited(document: LiveDocument, chance: random.Random) -> bytes:
    """What somebody does next, a few letters at a time."""
    text = document.text
    at = chance.randrange(len(text) + 1)
    gone = chance.choice((0, 0, 1, 3))
    new = "".join(chance.choices(LETTERS, k=chance.choice((0, 1, 1, 2, 5))))
    return typed(document, at, gone, new)


def test_people_who_type_at_once_end_with_the_same_text():
    chance = random.Random(SEED)  # noqa: S311 - the same edits every time
    start = LiveDocument.of("Fares are capped 🙂.\n").state
    people = [LiveDocument(start) for _ in range(4)]
    unseen: list[list[bytes]] = [[] for _ in people]
    for _ in range(300):
        who = chance.randrange(len(people))
        change = edited(people[who], chance)
        for other in range(len(people)):
            if other != who:
                unseen[other].append(change)
        if chance.random() < 0.3:
            while unseen[who]:
                people[who].apply(unseen[who].pop(0))
    for document, waiting in zip(people, unseen, strict=True):
        for change in waiting:
            document.apply(change)
    assert len({document.text for document in people}) == 1


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("", ""),
        ("Fares.", ""),
        ("Say 🙂 now", "Say 🙃 now"),
        ("e\u0301", "é"),
        ("One.\n\nTwo.\n", "One.\n\nTwo and a half.\n\nThree 👩‍👩‍👧.\n"),
        ("a" * 30_000, "b".join("a" * 30_000)),
    ],
)
def test_a_text_is_rewritten_by_what_differs(was, now):
    document = LiveDocument.of(was)
    other = LiveDocument(document.state)
    change = document.rewrite(now)
    other.apply(change)
    assert document.text == other.text == now


def test_who_types_beside_a_rewriting_loses_nothing():
    document = LiveDocument.of("The fare is two pounds. It may rise.")
    other = LiveDocument(document.state)
    typed = other.rewrite("The fare is two pounds. It may rise, we think.")
    document.rewrite("The fare is three pounds. It may rise.")
    document.apply(typed)
    assert document.text == "The fare is three pounds. It may rise, we think."


def test_every_letter_of_three_authors_is_theirs():
    """Each author's letters are of an alphabet of their own, so that whose a letter is can be seen."""
    chance = random.Random(SEED)  # noqa: S311 - the same edits every time
    alphabets = {1: "abc", 2: "äöü", 3: "🙂🙃🙁"}
    start = LiveDocument.of("0123456789")
    people = {person: LiveDocument(start.state) for person in alphabets}
    changes: list[tuple[int | None, bytes]] = []
    seen = dict.fromkeys(alphabets, 0)
    for _ in range(1_500):
        person = chance.choice(list(alphabets))
        document, text = people[person], people[person].text
        at, gone = chance.randrange(len(text) + 1), chance.choice((0, 0, 0, 1, 2))
        new = "".join(chance.choices(alphabets[person], k=chance.choice((0, 1, 3))))
        changes.append((person, typed(document, at, gone, new)))
        if chance.random() < 0.2:
            for _, change in changes[seen[person] :]:
                document.apply(change)
            seen[person] = len(changes)
    replayed = replay(start.state, [(None, 10)], changes)
    owners = {letter: person for person, letters in alphabets.items() for letter in letters}
    at = 0
    for who, count in replayed.runs:
        assert {owners.get(letter) for letter in replayed.text[at : at + count]} == {who}
        at += count
    assert at == len(replayed.text) > 500
    left = {person: sum(replayed.text.count(letter) for letter in letters) for person, letters in alphabets.items()}
    added = sum(added for added, _ in replayed.wrote.values())
    assert added - sum(gone for _, gone in replayed.wrote.values()) == sum(left.values()) - (
        10 - sum(digit.isdigit() for digit in replayed.text)
    )


def test_what_is_no_change_to_a_text_is_refused():
    document = LiveDocument.of("Fares.")
    other = Doc()
    other["hidden"] = Text("Words that nobody sees.")
    listed = Doc()
    listed["body"] = Array([1, 2])
    bold = Doc()
    bold["body"] = text = Text("Fares.")
    text.format(0, 5, {"bold": True})
    ahead = LiveDocument(document.state)
    first = ahead.rewrite("Fares rise.")
    second = ahead.rewrite("Fares rise at once.")
    for broken in (
        b"",
        b"\x01",
        first[:-1],
        first + b"\0",
        second,
        *(doc.get_update() for doc in (other, listed, bold)),
    ):
        with pytest.raises(MalformedChange):
            document.read(broken)
    assert document.read(first).clocks.keys() == {ahead.client}
    assert document.text == "Fares."
    with pytest.raises(MalformedChange):
        read_change(bytes([1, 1, *[0xFF] * 12]))
    with pytest.raises(MalformedChange):
        document.since(b"\xff\xff")

"""What makes a text harder to read than it has to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from apps.pages.hints.kinds import Kind
from apps.pages.hints.plain_words import avoided
from apps.pages.hints.reading import ITEM, PARAGRAPH, QUOTED, Passage
from apps.pages.hints.structure import Found

# Source: GOV.UK content design guidance: check any sentence of more than 25 words.
MOST_WORDS = 25
_SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)\]]))\s+(?=[\"“‘(\[]*[A-Z0-9£])")
# A full stop after these ends no sentence.
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|Mr|Mrs|Ms|Dr|No|St|vs|para|paras|Art|s|ss|pp?|cf|al|Rt|Hon)\.$")
_BY_NOBODY = re.compile(
    r"\b(?:it (?:is|was|has been|had been|is being|will be|would be|should be|could be) (?:\w+ly )?"
    r"(?:acknowledged|advised|agreed|anticipated|appreciated|assumed|believed|concluded|considered|decided|deemed"
    r"|envisaged|expected|felt|hoped|intended|noted|proposed|recogni[sz]ed|recommended|said|seen|suggested|thought"
    r"|understood)"
    r"|consideration (?:is|was|will be|has been|should be|is being) given"
    r"|concerns? (?:was|were|has been|have been) raised"
    r"|(?:a )?decisions? (?:was|were|has been|have been|will be) (?:made|taken|reached)"
    r"|mistakes (?:were|have been) made|lessons (?:will be|have been|were) learne?[dt]"
    r"|(?:is|are|was|were|will be|has been|have been|is being|are being) (?:actioned|taken forward|progressed))\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?<![\w&/.-])([A-Z]{2,6})(?=s?(?![\w&]))")
_IN_BRACKETS = re.compile(r"\(([A-Z]{2,6})s?\)|\b([A-Z]{2,6})s?(?: \(|: )[A-Za-z]")
# Better known than what they stand for (GOV.UK style guide), known to every civil servant, or no abbreviation at all.
_KNOWN = frozenset(
    re.findall(
        r"\w+",
        """
        AA AI ALL AM AND ANY AO BBC CD CEO CO COVID DVD DVLA EEA EO EU FAQ FOI GB GCSE GDP GMT GOV GP HEO HIV HM
    HMG HMRC HTML ID IT KC MAY MOD MOT MP MUST NATO NHS NI NO NOT OFFICIAL OK ONLY OR PC PDF PIN PM QC RAF SCS
    SECRET SENSITIVE SEO SHALL SHOULD SMS SPAD THE TOP TV UK UN URL US USA USB VAT WIFI YES
    """,
    )
)
_ROMAN = re.compile(r"[IVXLC]+")
_SHOUTED = 0.5
_TO_FILL_IN = re.compile(
    r"\[(?!sic\b|\d|[xX ]\])[A-Za-z][^\[\]]{2,300}\]|\bT(?:BC|BD|BA|ODO)\b|\bX{2,}\b|\bxx+\b|\blorem ipsum\b"
    r"|\b(?:insert|add) (?:\w+ ){1,4}here\b|\?{3,}",
    re.IGNORECASE,
)


def wording(passages: Sequence[Passage]) -> Iterator[Found]:
    """(kind, place, quotation, what exactly) of each fault. Quotations are other people's words, and are left alone."""
    ours = [passage for passage in passages if passage.kind != QUOTED]
    for passage in ours:
        if passage.kind in (PARAGRAPH, ITEM):
            yield from _long_sentences(passage)
        for found in _TO_FILL_IN.finditer(passage.text):
            yield Kind.PLACEHOLDER, passage.place, found[0], ""
        for found in _BY_NOBODY.finditer(passage.text):
            yield Kind.IMPERSONAL, passage.place, found[0], ""
    yield from _avoided_words(ours)
    yield from _acronyms(ours)


def _avoided_words(passages: Sequence[Passage]) -> Iterator[Found]:
    told: set[str] = set()
    for passage in passages:
        for word, instead in avoided(passage.text).items():
            if word.casefold() not in told:
                told.add(word.casefold())
                yield Kind.WORD, passage.place, word, instead


def sentences(text: str) -> list[str]:
    """A paragraph's sentences in order."""
    found: list[str] = []
    for part in _SENTENCE_END.split(text):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def count_sentences(passages: Sequence[Passage]) -> int:
    """How many sentences its paragraphs and lists have, to tell what share of them is long."""
    return sum(len(sentences(passage.text)) for passage in passages if passage.kind in (PARAGRAPH, ITEM))


def _long_sentences(passage: Passage) -> Iterator[Found]:
    if len(passage.text) < 2 * MOST_WORDS:
        return
    for sentence in sentences(passage.text):
        length = len(sentence.split())
        if length > MOST_WORDS:
            yield Kind.LONG_SENTENCE, passage.place, sentence, f"{length} words."


def _acronyms(passages: Sequence[Passage]) -> Iterator[Found]:
    explained = {one[1] or one[2] for passage in passages for one in _IN_BRACKETS.finditer(passage.text)}
    told = explained | _KNOWN
    for passage in passages:
        if _is_shouted(passage.text):
            continue
        for found in _CAPITALS.finditer(passage.text):
            if found[1] not in told and not _ROMAN.fullmatch(found[1]):
                told.add(found[1])
                yield Kind.ACRONYM, passage.place, found[1], ""


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 6 and sum(map(str.isupper, letters)) > _SHOUTED * len(letters)

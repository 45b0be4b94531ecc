"""Templates hold no script, no style and no handler: the content security policy would refuse them."""

import re

import pytest

from tests.house.project import files, name

INLINE = {
    "a script in the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style sheet in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style on an element": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a handler on an element": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script as an address": re.compile(r"javascript:", re.IGNORECASE),
    "something from another site": re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//"),
}
TRUSTED = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")
# The HTML that markup made and cleaned: of a page when it was published, of a message when it was said, and the
# comparison of two pages.
MARKUP_ALREADY_CLEANED = {
    "templates/pages/_wording.html",
    "templates/pages/_difference.html",
    "templates/rooms/_words.html",
}
TEMPLATES = files(".html")


def test_there_are_templates_to_test():
    assert TEMPLATES


@pytest.mark.parametrize("what", INLINE)
def test_templates_have_nothing_the_policy_refuses(what):
    assert [name(path) for path in TEMPLATES if INLINE[what].search(path.read_text())] == []


def test_only_cleaned_markup_is_trusted():
    trusting = {name(path) for path in TEMPLATES if TRUSTED.search(path.read_text())}
    assert trusting == MARKUP_ALREADY_CLEANED

"""How a marking is written, and finding text that is marked SECRET or TOP SECRET, which have no place here.

Source: Government Security Classifications Policy, August 2024. Prose that speaks of a secret is left alone; what is
looked for is the marking, as people write it over, under or beside a text.
"""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError

# The words that stand beside SECRET in a marking: prefixes, handling instructions, national caveats, descriptors.
MARKING_WORD = re.compile(
    "ACCESS|ATOMIC|AUS|BRITISH|CAN|CANADA|CLASSIFICATION|CLASSIFIED|COMMERCIAL|COSMIC|DISCREET|EMBARGOED|EYES|FIVE|"
    "FVEY|GBR|HANDLING|HMG|HR|LEGAL|LIMITED|LOCSEN|MARKED|MARKET|MARKING|NATO|NOFORN|NZL|OFFICIAL|ONLY|PERSONAL|"
    "PROTECTIVE|RECIPIENTS|REL|SECRET|SECURITY|SENSITIVE|STRAP|TO|TOP|UK|UKEO|US|USA|USE"
)
TIER = "SECRET"
TIER_CODE = "higher_tier"
_MAYBE = re.compile(r"s ?e ?c ?r ?e ?t", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_IN_CAPITALS = re.compile(r"\bSECRET\b")
# Markdown’s lists and tables: what stands there is one of several, as where guidance goes through the tiers.
_ITEM = re.compile(r"\s*(?:[*+-]\s|\d+[.)]\s|\|)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LETTER_BY_LETTER = re.compile(r"\b(?:[^\W\d_] ){3,}[^\W\d_]\b")


def marking_line(marking: str, handling: str) -> str:
    """A marking with its handling instruction, in capitals, as it stands over and under everything it marks."""
    return (f"{marking}: {handling}" if handling else marking).upper()


def higher_tier_line(text: str) -> int:
    """The number of the first line that does nothing but mark a text SECRET or TOP SECRET; 0 when none does."""
    if text.isascii() and not _MAYBE.search(text):
        return 0
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if _is_marking(_plain(line))), 0)


def names_higher_tier(line: str) -> bool:
    """Whether a title or a handling instruction marks something SECRET, which in capitals it does anywhere."""
    plain = _plain(line)
    return bool(_IN_CAPITALS.search(plain)) or _is_marking(plain)


def refuse_higher_tiers(text: str) -> None:
    """Raise ValidationError when a line of its own marks the text SECRET or TOP SECRET."""
    line = higher_tier_line(text)
    if line:
        raise ValidationError(what_to_do(f"Line {line} marks this"), code=TIER_CODE)


def refuse_higher_tier_title(line: str) -> None:
    """Raise ValidationError when a title or a handling instruction has the word SECRET in capitals."""
    if names_higher_tier(line):
        raise ValidationError(what_to_do("This marks it"), code=TIER_CODE)


def why_not_here(title: str, text: str) -> str:
    """What to tell whoever would keep a title and a text that are marked SECRET; empty when neither is."""
    line = higher_tier_line(text)
    if line:
        return f"{what_to_do(f'Line {line} marks this')}."
    return f"{what_to_do('The title marks this')}." if names_higher_tier(title) else ""


def what_to_do(found: str) -> str:
    """The sentence for whoever typed it. `found` is what says so, such as 'Line 3 marks this'."""
    return (
        f"Stop: do not save this here. {found} SECRET or TOP SECRET, and Greenpaper is for OFFICIAL only. Nothing has "
        f"been saved. If it is SECRET, tell {settings.SECURITY_CONTACT} now and do not copy, print or send it. If it "
        "is not, put it in a sentence with other words"
    )


def _plain(line: str) -> str:
    """A line as it looks: no tags, no characters that take no room, no letters that only look wider."""
    if not line.isascii():
        line = "".join(c for c in unicodedata.normalize("NFKC", line) if unicodedata.category(c) != "Cf")
    bare = _TAG.sub(" ", line)
    return _LETTER_BY_LETTER.sub(lambda spaced: spaced.group().replace(" ", ""), bare)


def _is_marking(line: str) -> bool:
    if _ITEM.match(line):
        return False
    words = _WORD.findall(line)
    shouted = [word.upper() for word in words]
    if TIER not in shouted or not all(MARKING_WORD.fullmatch(word) for word in shouted):
        return False
    first: str = words[0]
    return first[0].isupper()

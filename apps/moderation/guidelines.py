"""How people write to one another here: what is asked of everybody, and what a flag or a ruling can cite.

Sources: the five principles are those of ‘Participation online: guidance for civil servants’ (Cabinet Office, June
2008), the four values those of the Civil Service Code, which section 7 of the Constitutional Reform and Governance
Act 2010 requires; both are put in our own plain words. The rules after them are Greenpaper's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Guideline:
    """One rule: the key by which flags and rulings cite it, what it is called, and what it asks in whole sentences."""

    key: str
    label: str
    sentence: str


PRINCIPLES = (
    Guideline(
        "credible",
        "Be credible",
        "Get it right, be fair to those you write about, and leave out nothing that matters. Say what you do not know.",
    ),
    Guideline(
        "consistent",
        "Be consistent",
        "Welcome criticism that helps and a good argument, and answer the argument and not the person. Be courteous, "
        "honest and professional, each time.",
    ),
    Guideline(
        "responsive",
        "Be responsive",
        "When you know something that would help somebody else do their work, share it, where you may.",
    ),
    Guideline(
        "integrated",
        "Be integrated",
        "What you say here should fit what you and your department do and say everywhere else.",
    ),
    Guideline(
        "civil_servant",
        "Be a civil servant",
        "You stand for the place you work in. Say whether you speak for it or for yourself, and what interest you have "
        "in what you write about.",
    ),
)
VALUES = (
    Guideline("integrity", "Integrity", "Put the duties of public service above your own interests."),
    Guideline("honesty", "Honesty", "Be truthful and open, and put right at once what you got wrong."),
    Guideline("objectivity", "Objectivity", "Rest what you advise on the evidence, looked at rigorously."),
    Guideline(
        "impartiality",
        "Impartiality",
        "Judge each case on its merits alone, and serve governments of every party equally well.",
    ),
)
RULES_HERE = (
    Guideline(
        "personal_data",
        "No personal data",
        "Write nothing by which readers learn about somebody’s private life, health, pay or conduct at work.",
    ),
    Guideline(
        "in_confidence",
        "Nothing told in confidence",
        "Do not pass on what was said off the record, or what you were shown for another purpose.",
    ),
    Guideline(
        "too_sensitive",
        "Nothing more sensitive than its marking",
        "What is shown to everybody here must be OFFICIAL, and fit for everybody here to read.",
    ),
    Guideline(
        "not_here",
        "Nothing that belongs elsewhere",
        "Keep to what the space is for. Do not advertise, and do not post the same thing again and again.",
    ),
)
# By key, in the order in which people choose from them.
RULES: Mapping[str, Guideline] = {rule.key: rule for rule in (*PRINCIPLES, *VALUES, *RULES_HERE)}
CHOICES = tuple((rule.key, rule.label) for rule in RULES.values())


def edition_of(rules: Iterable[Guideline]) -> str:
    """The digest of these rules' words, 64 hexadecimal characters. Whoever accepted other words has not accepted these.

    Their order and their keys ask nothing of anybody, so they are no part of it.
    """
    words = sorted(f"{rule.label}\n{rule.sentence}" for rule in rules)
    return sha256("\n\n".join(words).encode()).hexdigest()


EDITION = edition_of(RULES.values())

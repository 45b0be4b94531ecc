"""What a steward may rule about something."""

from apps.core.rules import Grounds, Rule
from apps.moderation.choices import FOR_A_TIME, Measure
from apps.moderation.guidelines import RULES
from apps.moderation.judgement import Judgement
from apps.moderation.subjects import Flaggable, Thing
from apps.people.models import Person


@Rule
def may_take(person: Person, kind: Flaggable, thing: Thing | None, judgement: Judgement) -> Grounds:
    """A measure that may be taken of this very thing, which cites a rule and says for how long and which words."""
    if thing is None:
        yield False, "This is no longer there, so there is nothing to rule on. Take it off the queue."
        return
    yield not thing.is_partly_by(person), "You wrote in this yourself, so another steward deals with it."
    yield judgement.measure in kind.measures_for(thing), "Stewards cannot do that to this. Choose something else."
    needs_rule = judgement.measure != Measure.NONE
    yield not needs_rule or judgement.rule in RULES, "Choose the rule of the guidelines that it goes against."
    yield judgement.measure not in FOR_A_TIME or judgement.until is not None, "Choose how long it lasts."
    redaction = says_which_words(judgement, thing)
    yield redaction.allowed, redaction.reason


@Rule
def says_which_words(judgement: Judgement, thing: Thing) -> Grounds:
    """Words to be taken out are named just as they stand there, and nowhere else."""
    if judgement.measure != Measure.REDACT:
        return
    yield bool(judgement.words.strip()), "Enter the words to take out."
    yield judgement.words in thing.text, "These words are not in it. Copy them from the text, just as they stand there."
    repeated = judgement.words.casefold() in judgement.because.casefold()
    yield (
        not repeated,
        "Do not repeat the words you take out where you say why: what you say there stays on the record.",
    )

"""Words that say less than they seem to, each with what to write in its place.

Source: the GOV.UK style guide's list of words to avoid, and the Plain English Campaign's of long words. Left out are
words that are more often right than wrong in a policy paper: agenda, land, key, impact as a noun, progress, promote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# From a pattern for the word in all its forms to what to write.
_AVOIDED = {
    r"a number of": "some, or how many",
    r"advancing": "say what you do",
    r"ascertain\w*": "find out",
    r"at this (?:moment|point) in time": "now",
    r"collaborat(?:e|es|ed|ing)": "work with",
    r"combat(?:s|ting|ing|ed)?": "say what you do",
    r"commenc(?:e|es|ed|ing|ement)": "start",
    r"deliver(?:s|ed|ing)? (?:improvements?|outcomes?|change|priorities|growth|benefits|value)": "say what you do",
    r"(?:dis)?incentivi[sz]\w+": "encourage, or say what you do",
    r"dialogue": "talk to, discuss",
    r"driv(?:e|es|ing) (?:forward|up|down|out|change|growth|improvements?)": "say what you do",
    r"due to the fact that": "because",
    r"empower(?:s|ed|ing)?": "allow, let",
    r"endeavour(?:s|ed|ing)?": "try",
    r"expedit(?:e|es|ed|ing)": "speed up",
    r"facilitat(?:e|es|ed|ing|ion)": "help, or say what you do",
    r"foster(?:s|ed|ing) (?!care|child|parent|famil|home)": "encourage",
    r"going forward": "from now on, or nothing",
    r"henceforth|hereby|herein|hereinafter|therein|thereof|aforementioned": "nothing, or the thing’s name",
    r"in accordance with": "under, by",
    r"in order to": "to",
    r"in respect of|with regard to|with respect to|in relation to": "about, for",
    r"in the event (?:of|that)": "if",
    r"inter alia": "among others",
    r"key (?:priorit\w+|stakeholders?|issues?|messages?|objectives?|points?|themes?|challenges?)": "main, or nothing",
    r"leverag(?:e|es|ed|ing)": "use",
    r"liais(?:e|es|ed|ing)": "talk to, work with",
    r"methodology": "method, way",
    r"notwithstanding": "despite",
    r"one[- ]stop shop": "say what it offers",
    r"overarching": "nothing, or main",
    r"prior to": "before",
    r"pursuant to": "under",
    r"ring[- ]?fenc(?:e|es|ed|ing)": "set aside for",
    r"robust(?:ly)?": "strong, thorough, or say how",
    r"slimm?(?:ed|ing)? down": "make smaller, or say what goes",
    r"streamlin(?:e|es|ed|ing)": "make simpler",
    r"subsequent to": "after",
    r"tackl(?:e|es|ed|ing)": "say what you do about it",
    r"transformational|transformative": "say what changes",
    r"utili[sz](?:e|es|ed|ing|ation)": "use",
    r"with (?:a view|immediate effect)(?: to)?": "to, or from today",
}
_ONE_OF_THEM = re.compile(rf"\b(?:{'|'.join(f'({pattern})' for pattern in _AVOIDED)})\b", re.IGNORECASE)
_INSTEAD = tuple(_AVOIDED.values())


def avoided(text: str) -> Mapping[str, str]:
    """The words to avoid in a text as they are written there, each once, with what to write in their place."""
    found: dict[str, str] = {}
    for one in _ONE_OF_THEM.finditer(text):
        assert one.lastindex is not None
        found.setdefault(one[0].strip(), _INSTEAD[one.lastindex - 1])
    return found

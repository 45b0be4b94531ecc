"""What an attentive colleague would point out in a text before it is submitted. Advice: nothing here stops anybody."""

from apps.pages.hints.all_hints import Hint, HintGroup, hints
from apps.pages.hints.kinds import Advice, Kind

__all__ = ["Advice", "Hint", "HintGroup", "Kind", "hints"]

"""What a flag weighs: the level of whoever flagged, by how often stewards agreed with them. Pure arithmetic.

Source: the accuracy bonus of Discourse, which knows a share at which a flagger is neither better nor worse than their
level, and counts nothing until they have flagged a few times. The shares and the ceiling are ours.
"""

from math import log

# Until more of somebody's flags than this are settled, they weigh what their level says.
TOO_FEW_TO_TELL = 5
# The share of flags upheld with which somebody weighs just what their level says, and that under which nothing.
USUALLY_RIGHT = 0.7
USUALLY_WRONG = 0.5
# So many flags, all of them upheld, weigh twice as much: nobody's weigh more.
MANY = 16


def accuracy(upheld: int, refused: int) -> float:
    """What somebody's weight is multiplied by, 0 to 2, when so many of their flags were upheld and refused."""
    settled = upheld + refused
    if settled <= TOO_FEW_TO_TELL:
        return 1.0
    share = upheld / settled
    if share >= USUALLY_RIGHT:
        return 1.0 + (share - USUALLY_RIGHT) / (1 - USUALLY_RIGHT) * min(1.0, log(settled, MANY))
    return max(0.0, (share - USUALLY_WRONG) / (USUALLY_RIGHT - USUALLY_WRONG))


def weight_of(level: int, upheld: int, refused: int) -> float:
    """What a flag by somebody of that level weighs, to two decimal places."""
    return round((1 + level) * accuracy(upheld, refused), 2)

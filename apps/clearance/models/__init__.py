"""The second pair of eyes: who must clear, what was submitted, and who played which part."""

from apps.clearance.models.emergencies import Emergency, EmergencyRole
from apps.clearance.models.fact_checks import FactCheck, FactRemark
from apps.clearance.models.parts import Part
from apps.clearance.models.proposals import Proposal
from apps.clearance.models.routes import Route, RouteDefault, Step
from apps.clearance.models.standing_in import Delegation, Interest
from apps.clearance.models.submissions import Seat, Submission

__all__ = [
    "Delegation",
    "Emergency",
    "EmergencyRole",
    "FactCheck",
    "FactRemark",
    "Interest",
    "Part",
    "Proposal",
    "Route",
    "RouteDefault",
    "Seat",
    "Step",
    "Submission",
]

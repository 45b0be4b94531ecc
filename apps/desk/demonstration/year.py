"""A year of best practice: who gave which tip, who uses it, and what people asked. Moments are in working days ago."""

from dataclasses import dataclass

from apps.desk.demonstration.script import AMINA, JONAH, KIRSTY, LEO, MARY
from apps.practice.choices import Outcome, Use

CARYS, INES, OWEN, PRIYA, SANA = "Carys Pritchard", "Ines Marsh", "Owen Price", "Priya Nair", "Sana Malik"
SPACE = "What works"
OPENED = 330


@dataclass(frozen=True, slots=True)
class Told:
    """A tip: its title, the text under its headings, and who gave it. A newcomer's is cleared on the next day."""

    title: str
    text: str
    by: str
    ago: int
    topics: tuple[str, ...]
    professions: tuple[str, ...] = ("Policy",)


@dataclass(frozen=True, slots=True)
class Used:
    """What somebody said for their team about a practice. Without `how`, they give no evidence."""

    title: str
    by: str
    ago: int
    use: Use
    outcome: Outcome
    happened: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answers, by whom and when, and the one that whoever asked accepted ten days later."""

    title: str
    by: str
    ago: int
    answers: tuple[tuple[str, int, str], ...] = ()
    accepted: str = ""


RING, ROTA, FORM, RAMP = (
    "Ring the clerk before you write",
    "A rota with a second name",
    "Watch five people fill in your form",
    "Ask about the ramp whenever you ring",
)
LIST, DRIVERS, BOARD, HEDGES, WALL = (
    "Ring ten numbers on the first Monday",
    "Ask the driver which stops nobody uses",
    "Show the board what is finished",
    "Count hedges from the air",
    "Walk the wall with whoever mends it",
)
OPS, DATA, MEETING, PLAIN = "Operations and casework", "Data and evidence", "Meetings", "Plain language"
DELIVERY = "Operational delivery"
TIPS = (
    Told(HEDGES, "hedges", PRIYA, 300, (DATA,), ("Geography", "Statistics")),
    Told(RING, "ring-first", MARY, 230, (OPS, "Consultation and engagement"), (DELIVERY, "Policy")),
    Told(LIST, "telephone-list", KIRSTY, 215, (OPS, "Knowledge and records"), (DELIVERY,)),
    Told(ROTA, "rota", MARY, 200, (OPS, "Induction and handover"), (DELIVERY,)),
    Told(DRIVERS, "drivers", JONAH, 170, (DATA, "Finance and procurement")),
    Told(FORM, "form", MARY, 150, (PLAIN, OPS), (DELIVERY, "Grants management")),
    Told(BOARD, "fortnight", AMINA, 140, (MEETING, "Projects and risk"), ("Project delivery",)),
    Told(WALL, "walk", CARYS, 60, (OPS, DATA), ("Science and engineering",)),
)
RAMP_TIP = Told(RAMP, "ramp", MARY, 9, ("Accessibility",), (DELIVERY, "Property"))
GATHERED = "When you need an answer from outside", "For teams that ask parishes, halls and wardens.", (RING, LIST, FORM)
USES = (
    Used(
        RING,
        AMINA,
        190,
        Use.ADOPTED,
        Outcome.BETTER,
        "Operators answer in two days.",
        "Of 30 letters 11 were answered, of 30 calls 27.",
    ),
    Used(
        LIST,
        OWEN,
        160,
        Use.ADOPTED,
        Outcome.BETTER,
        "Two lawyers on call had changed their numbers.",
        "Our list of calls.",
    ),
    Used(
        ROTA,
        KIRSTY,
        125,
        Use.ADOPTED,
        Outcome.BETTER,
        "No shift without a warden since March.",
        "The rota itself, kept for a year.",
    ),
    Used(
        RING,
        KIRSTY,
        110,
        Use.ADAPTED,
        Outcome.BETTER,
        "We ring wardens in the evening.",
        "Nine of ten answered the same day.",
    ),
    Used(BOARD, LEO, 105, Use.ADOPTED, Outcome.BETTER, "Decisions take a fortnight and not a quarter."),
    Used(
        LIST,
        CARYS,
        100,
        Use.ADOPTED,
        Outcome.BETTER,
        "All but one harbour master answered in the storm.",
        "The storm report.",
    ),
    Used(RING, AMINA, 95, Use.ADOPTED, Outcome.BETTER, "Still so.", "Of 22 calls 20 were answered."),
    Used(RING, CARYS, 90, Use.ADOPTED, Outcome.BETTER, "Harbour masters prefer it.", "We asked twelve of them."),
    Used(DRIVERS, PRIYA, 88, Use.ADAPTED, Outcome.SAME, "Farm managers knew as much as our map did."),
    Used(
        LIST,
        JONAH,
        85,
        Use.DROPPED,
        Outcome.WORSE,
        "Nobody rings us at night, so the calls only annoyed people.",
        "Three complaints.",
    ),
    Used(
        FORM,
        PRIYA,
        80,
        Use.ADOPTED,
        Outcome.BETTER,
        "Grant forms come back whole.",
        "Returned forms fell from 41 to 12 in 200.",
    ),
    Used(ROTA, CARYS, 70, Use.ADAPTED, Outcome.BETTER, "Two second names in the storm season.", "No gap in 26 weeks."),
    Used(
        RING,
        OWEN,
        62,
        Use.DROPPED,
        Outcome.WORSE,
        "It did not work here: what we ask has to be in writing from the start.",
    ),
    Used(FORM, AMINA, 50, Use.ADAPTED, Outcome.BETTER, "Claims from operators are complete.", "38 of 40 this quarter."),
    Used(BOARD, SANA, 45, Use.DROPPED, Outcome.WORSE, "Our board wants figures that it can take away.", "Its minutes."),
    Used(
        DRIVERS,
        SANA,
        40,
        Use.ADAPTED,
        Outcome.BETTER,
        "Teams told us which licences nobody uses.",
        "41 of 300 licences ended.",
    ),
    Used(
        WALL,
        KIRSTY,
        30,
        Use.ADOPTED,
        Outcome.BETTER,
        "Wardens walk the brook with the drainage board.",
        "Four blocked culverts found.",
    ),
    Used(ROTA, OWEN, 55, Use.ADOPTED, Outcome.BETTER, "Two names for each week on call.", "The rota since June."),
    Used(RING, PRIYA, 20, Use.ADOPTED, Outcome.BETTER, "Farm managers answer on the same day.", "14 of 15 calls."),
    Used(FORM, SANA, 15, Use.PLANNED, Outcome.TOO_EARLY, "With the next claim form."),
)
RAMPS = "Has anyone found out which halls have a ramp?"
MILEAGE = "Has anyone paid volunteers’ mileage without a paper claim?"
QUESTIONS = (
    Asked(
        RAMPS, JONAH, 130, ((MARY, 128, "We ask clerks whenever we ring them about something else. Most know."),), MARY
    ),
    Asked(
        "How do you keep a list of volunteers right for more than a year?",
        CARYS,
        75,
        (
            (KIRSTY, 74, "Ring ten of them a month: see our practice."),
            (MARY, 73, "Ask each of them for a second name. Whoever moves away tells that one, not you."),
        ),
        MARY,
    ),
    Asked(
        "How do you keep keys of a building that five groups share?",
        SANA,
        118,
        ((MARY, 117, "In a safe with a number that changes on the first of the month. One group at a time knows it."),),
        MARY,
    ),
    Asked(
        MILEAGE,
        SANA,
        26,
        (
            (OWEN, 25, "Flood Wardens do. Their treasurer, who is off sick again, lost half of the claims."),
            (LEO, 4, "Our contractor’s app does that. They have an offer on this month: write to their sales desk."),
        ),
    ),
    Asked("Has anyone let farmers book a visit themselves?", PRIYA, 5),
)

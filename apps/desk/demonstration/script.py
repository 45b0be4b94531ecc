"""What the demonstration department has written, space by space: who drafted what, when, and what became of it."""

from dataclasses import dataclass, field
from typing import Any

from apps.pages.choices import Marking, Significance
from apps.people.choices import Breadth

TRANSPORT, RESILIENCE = "Rural transport", "Resilient villages"


@dataclass(frozen=True, slots=True)
class Opening:
    """A space: its title, the unit it belongs to, who may read it, who opened it, working days ago."""

    title: str
    unit: str
    audience: int
    by: str
    ago: int


@dataclass(frozen=True, slots=True)
class Change:
    """One draft and what became of it.

    `ago` is in working days: written then, submitted two days later when there is a `note`, and decided on a day at
    a time after that. `and_by` finishes what `by` began; `under` is the page above a new one, the front page when
    empty; `review_in` is in days from the submission; `words` are what else the draft form asks.
    """

    space: str
    title: str
    text: str
    by: str
    ago: int
    note: str = ""
    cleared_by: tuple[str, ...] = ()
    and_by: str = ""
    under: str = ""
    sent_back_by: str = ""
    because: str = ""
    is_taken_back: bool = False
    is_discarded: bool = False
    significance: str = Significance.MAJOR
    review_in: int = 365
    words: dict[str, Any] = field(default_factory=dict)


AMINA, BEN, ERIN, FAY, GWEN, JONAH = (
    "Amina Osei",
    "Ben Hughes",
    "Erin Walsh",
    "Fay Campbell",
    "Gwen Okafor",
    "Jonah Reed",
)
KIRSTY, LEO, MARY, NADIA = "Kirsty Munro", "Leo Brandt", "Mary Tregenza", "Nadia Rahman"

FARES, CONCESSIONS, PILOT = (
    "Bus fares in rural areas",
    "Concessions for young people",
    "Evidence from the three-district pilot",
)
WARDENS, TRAINING = "Flood wardens", "Training a flood warden"

SPACES = (
    Opening(TRANSPORT, "Rural Transport", Breadth.DIRECTORATE, BEN, 430),
    Opening(RESILIENCE, "Communities and Resilience", Breadth.DEPARTMENT, LEO, 400),
)

CHANGES = (
    Change(TRANSPORT, TRANSPORT, "transport-front", JONAH, 425, "Says where to start.", (BEN,), review_in=1095),
    Change(TRANSPORT, FARES, "bus-fares-1", ERIN, 420, "Sets a cap of £3.", (BEN,), and_by=AMINA),
    Change(
        TRANSPORT,
        PILOT,
        "pilot",
        ERIN,
        330,
        "Reports what the pilot found.",
        (FAY,),
        under=CONCESSIONS,
        and_by=JONAH,
        review_in=730,
    ),
    Change(
        TRANSPORT, CONCESSIONS, "concessions-1", ERIN, 340, "Offers half fares to those under 22.", (BEN,), under=FARES
    ),
    Change(TRANSPORT, "Winter timetables", "winter-timetables", ERIN, 268, "Says when journeys may move.", (BEN,)),
    Change(TRANSPORT, FARES, "bus-fares-2", AMINA, 210, "Lowers the cap to £2.50 and adds shorter journeys.", (BEN,)),
    Change(TRANSPORT, "Demand-responsive transport", "demand-responsive-1", AMINA, 150, "Sets out the grant.", (BEN,)),
    Change(
        TRANSPORT,
        "Hedgerows beside roads",
        "hedgerows",
        JONAH,
        120,
        "Says when and where to cut.",
        (FAY,),
        words={"audience": Breadth.DEPARTMENT},
    ),
    Change(
        TRANSPORT,
        "Accessible bus stops",
        "bus-stops",
        AMINA,
        90,
        "Sets the standard for stops we pay for.",
        (FAY,),
        and_by=JONAH,
        words={"audience": Breadth.DEPARTMENT},
    ),
    Change(TRANSPORT, "Buses in the school holidays", "school-holidays", JONAH, 60, is_discarded=True),
    Change(
        TRANSPORT,
        CONCESSIONS,
        "concessions-2",
        AMINA,
        45,
        "Adds apprentices and cards on a telephone.",
        (BEN,),
    ),
    Change(
        TRANSPORT,
        "Talks with operators",
        "operator-talks",
        AMINA,
        30,
        "Says what we say while talks go on.",
        (JONAH,),
        under=FARES,
        review_in=90,
        words={
            "audience": Breadth.TEAM,
            "marking": Marking.SENSITIVE,
            "handling": "[COMMERCIAL] DEPARTMENT FOR RURAL AFFAIRS USE ONLY",
            "sensitive_because": "Operators could learn what we would pay before the talks end.",
            "responsible_role": "Head of rural transport",
        },
    ),
    Change(
        TRANSPORT,
        FARES,
        "bus-fares-3",
        AMINA,
        24,
        "Lowers the cap to £2 and adds the third year's returns.",
        (BEN,),
        and_by=JONAH,
    ),
    Change(
        TRANSPORT,
        "Community car schemes",
        "car-schemes",
        JONAH,
        12,
        "Sets out the grant to parishes.",
        sent_back_by=BEN,
        because="Good, and nearly there. Two things before it goes out:\n\n"
        "1. Say where the £60 a trip comes from. A reader in the health service will ask.\n"
        "2. 45p a mile is the tax-free rate: say so, or drivers will think that we made it up.",
    ),
    Change(
        TRANSPORT,
        "Taxis across district lines",
        "taxis",
        AMINA,
        8,
        "First thoughts.",
        is_taken_back=True,
    ),
    Change(
        TRANSPORT,
        "Demand-responsive transport",
        "demand-responsive-2",
        AMINA,
        4,
        "Shortens the time to book ahead and asks councils to publish refusals.",
        and_by=JONAH,
    ),
    Change(RESILIENCE, RESILIENCE, "resilience-front", MARY, 396, "Says where to start.", (LEO, FAY), review_in=1095),
    Change(RESILIENCE, WARDENS, "flood-wardens-1", KIRSTY, 380, "Says what a warden is.", (LEO, NADIA)),
    Change(
        RESILIENCE, TRAINING, "training", KIRSTY, 360, "Sets out the day.", (LEO, NADIA), under=WARDENS, review_in=730
    ),
    Change(
        RESILIENCE,
        "What goes in the kit bag",
        "kit-bag",
        MARY,
        300,
        "Lists what each warden carries.",
        (LEO, GWEN),
        under=TRAINING,
        and_by=KIRSTY,
        review_in=730,
    ),
    Change(
        RESILIENCE,
        "Who to ring in a flood",
        "who-to-ring",
        KIRSTY,
        200,
        "One list for all of government.",
        (GWEN,),
        words={"audience": Breadth.GOVERNMENT},
    ),
    Change(
        RESILIENCE,
        WARDENS,
        "flood-wardens-2",
        KIRSTY,
        70,
        "Adds insurance, and how soon somebody answers.",
        (LEO, NADIA),
    ),
    Change(RESILIENCE, "Paying flood wardens", "warden-pay", MARY, 50, is_discarded=True),
    Change(RESILIENCE, "Sandbag stores", "sandbags", KIRSTY, 7, "Proposes a store in 86 parishes.", (LEO,)),
    Change(
        RESILIENCE,
        "Village halls as rest centres",
        "village-halls",
        MARY,
        5,
        "Says what we pay for.",
        and_by=KIRSTY,
    ),
)

"""The demonstration department: its units and its people."""

from dataclasses import dataclass

PASSWORD = "hedgerow-and-village-hall"  # noqa: S105 - shared by people who do not exist, and printed for whoever asks
DOMAIN = "greenpaper.example"
ADMINISTRATOR = "Ines Marsh"
LEFT = "Erin Walsh"

GOVERNMENT = "His Majesty's Government"
DEPARTMENT = "Department for Rural Affairs"

# Name, kind, and the name of the unit above.
UNITS = (
    (GOVERNMENT, "Government", ""),
    (DEPARTMENT, "Department", GOVERNMENT),
    ("Transport and Access", "Directorate", DEPARTMENT),
    ("Rural Transport", "Team", "Transport and Access"),
    ("Rights of Way", "Team", "Transport and Access"),
    ("Land and Nature", "Directorate", DEPARTMENT),
    ("Hedgerows and Soils", "Team", "Land and Nature"),
    ("Communities and Resilience", "Directorate", DEPARTMENT),
    ("Flood Wardens", "Team", "Communities and Resilience"),
    ("Village Halls", "Team", "Communities and Resilience"),
    ("Legal", "Directorate", DEPARTMENT),
    ("Finance", "Directorate", DEPARTMENT),
    ("Department for Coasts", "Department", GOVERNMENT),
    ("Shoreline", "Directorate", "Department for Coasts"),
    ("Sea Defences", "Team", "Shoreline"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the department, and the post they hold."""

    name: str
    grade: str
    title: str
    unit: str

    @property
    def email(self) -> str:
        """'Amina Osei' is amina.osei@greenpaper.example."""
        return f"{self.name.lower().replace(' ', '.')}@{DOMAIN}"


PEOPLE = (
    Member("Amina Osei", "HEO", "Policy adviser", "Rural Transport"),
    Member("Ben Hughes", "G7", "Head of rural transport", "Rural Transport"),
    Member("Carys Pritchard", "SEO", "Senior policy adviser", "Sea Defences"),
    Member("Dev Patel", "AO", "Directorate support", "Transport and Access"),
    Member("Erin Walsh", "HEO", "Policy adviser", "Rural Transport"),
    Member("Fay Campbell", "SCS1", "Deputy director, transport and access", "Transport and Access"),
    Member("Gwen Okafor", "SCS2", "Director of rural policy", DEPARTMENT),
    Member("Ines Marsh", "SEO", "Knowledge and information manager", DEPARTMENT),
    Member("Jonah Reed", "EO", "Policy officer", "Rural Transport"),
    Member("Kirsty Munro", "SEO", "Senior policy adviser", "Flood Wardens"),
    Member("Leo Brandt", "G6", "Head of resilience", "Communities and Resilience"),
    Member("Mary Tregenza", "EO", "Policy officer", "Village Halls"),
    Member("Nadia Rahman", "SCS1", "Deputy director, communities", "Communities and Resilience"),
    Member("Owen Price", "SEO", "Lawyer, rural policy", "Legal"),
    Member("Priya Nair", "G7", "Head of hedgerows and soils", "Hedgerows and Soils"),
    Member("Sana Malik", "G7", "Finance business partner", "Finance"),
)

"""The words for how wide a unit or an audience is, and for how somebody holds a post."""

from django.db.models import IntegerChoices, TextChoices


class Breadth(IntegerChoices):
    """How much of government a kind of unit spans; a wider one has the greater number."""

    TEAM = 10, "Team"
    DIRECTORATE = 20, "Directorate"
    DEPARTMENT = 30, "Department"
    GOVERNMENT = 40, "Government"


class PostingKind(TextChoices):
    SUBSTANTIVE = "SUBSTANTIVE", "Substantive"
    TEMPORARY = "TEMPORARY", "Temporary promotion"
    COVER = "COVER", "Cover"


# How a post is held, at the end of its words; nothing is said of the usual way.
KIND_WORDS = {PostingKind.TEMPORARY: "temporary promotion", PostingKind.COVER: "covering"}


class Nation(TextChoices):
    """Whose bank holidays a unit keeps. England and Wales keep the same: Banking and Financial Dealings Act 1971."""

    ENGLAND_AND_WALES = "ENGLAND_AND_WALES", "England and Wales"
    SCOTLAND = "SCOTLAND", "Scotland"
    NORTHERN_IRELAND = "NORTHERN_IRELAND", "Northern Ireland"

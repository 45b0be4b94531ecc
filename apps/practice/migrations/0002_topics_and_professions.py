"""Topics and professions to begin with.

The professions are those of the civil service as GOV.UK lists them ("Professions working in government", 2024).
"""

from django.db import migrations
from django.utils.text import slugify

TOPICS = (
    "Accessibility",
    "Briefing and submissions",
    "Consultation and engagement",
    "Data and evidence",
    "Digital services",
    "Finance and procurement",
    "Fraud and error",
    "Hybrid working",
    "Induction and handover",
    "Knowledge and records",
    "Meetings",
    "Operations and casework",
    "Plain language",
    "Policy making",
    "Projects and risk",
    "Recruitment and careers",
)
PROFESSIONS = (
    "Commercial",
    "Communications",
    "Corporate finance",
    "Counter-fraud",
    "Debt management",
    "Digital and data",
    "Economics",
    "Finance",
    "Geography",
    "Grants management",
    "Human resources",
    "Inspectors of education and training",
    "Intelligence analysis",
    "Internal audit",
    "International trade",
    "Knowledge and information management",
    "Legal",
    "Medical",
    "Occupational psychology",
    "Operational delivery",
    "Operational research",
    "Planning",
    "Planning inspection",
    "Policy",
    "Project delivery",
    "Property",
    "Science and engineering",
    "Security",
    "Social research",
    "Statistics",
    "Tax",
    "Veterinary",
)


def fill(apps, schema_editor):
    for model, names in (("Topic", TOPICS), ("Profession", PROFESSIONS)):
        rows = apps.get_model("practice", model).objects
        for name in names:
            rows.get_or_create(slug=slugify(name), defaults={"name": name})


class Migration(migrations.Migration):
    dependencies = [("practice", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]

"""The civil service's grades and the usual kinds of unit, to start from; both are data and may be changed."""

from django.db import migrations

GRADES = (
    ("AA", "Administrative Assistant", 10),
    ("AO", "Administrative Officer", 20),
    ("EO", "Executive Officer", 30),
    ("HEO", "Higher Executive Officer", 40),
    ("SEO", "Senior Executive Officer", 50),
    ("G7", "Grade 7", 60),
    ("G6", "Grade 6", 70),
    ("SCS1", "Deputy Director", 80),
    ("SCS2", "Director", 90),
    ("SCS3", "Director General", 100),
    ("SCS4", "Permanent Secretary", 110),
)
KINDS = (("Government", 40), ("Department", 30), ("Directorate", 20), ("Team", 10))


def fill(apps, schema_editor):
    grade, kind = apps.get_model("people", "Grade"), apps.get_model("people", "UnitKind")
    for code, name, rank in GRADES:
        grade.objects.get_or_create(code=code, defaults={"name": name, "rank": rank})
    for name, breadth in KINDS:
        kind.objects.get_or_create(name=name, defaults={"breadth": breadth})


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]

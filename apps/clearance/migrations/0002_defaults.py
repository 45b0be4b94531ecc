"""The least grade for each audience, to start from; administrators may change it."""

from django.db import migrations

TEAM, DIRECTORATE, DEPARTMENT, GOVERNMENT = 10, 20, 30, 40
# A text for all of government is cleared in the author's own department: nobody else answers for it.
DEFAULTS = (
    (TEAM, TEAM, "EO"),
    (DIRECTORATE, DIRECTORATE, "G7"),
    (DEPARTMENT, DEPARTMENT, "SCS1"),
    (GOVERNMENT, DEPARTMENT, "SCS2"),
)


def fill(apps, schema_editor):
    grade, default = apps.get_model("people", "Grade"), apps.get_model("clearance", "RouteDefault")
    for audience, scope, code in DEFAULTS:
        least = grade.objects.get(code=code)
        default.objects.get_or_create(audience=audience, defaults={"scope": scope, "grade": least})


class Migration(migrations.Migration):
    dependencies = [("clearance", "0001_initial"), ("people", "0002_ladder")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]

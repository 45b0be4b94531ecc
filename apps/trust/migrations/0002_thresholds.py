"""What each level asks for, to start from; data that may be changed."""

from django.db import migrations

# Size, level, points, days, pages, teams, most taken back in a hundred.
THRESHOLDS = (
    ("SMALL", 1, 2, 1, 1, 1, 50),
    ("SMALL", 2, 10, 3, 3, 1, 20),
    ("SMALL", 3, 24, 6, 5, 2, 10),
    ("MEDIUM", 1, 4, 2, 2, 1, 50),
    ("MEDIUM", 2, 16, 5, 5, 2, 20),
    ("MEDIUM", 3, 40, 10, 10, 3, 10),
    ("LARGE", 1, 4, 2, 2, 2, 34),
    ("LARGE", 2, 24, 8, 8, 3, 15),
    ("LARGE", 3, 60, 14, 14, 5, 5),
)
NAMES = ("size", "level", "points", "days", "pages", "teams", "most_reversed")


def fill(apps, schema_editor):
    threshold = apps.get_model("trust", "Threshold")
    for row in THRESHOLDS:
        values = dict(zip(NAMES, row, strict=True))
        threshold.objects.get_or_create(size=values.pop("size"), level=values.pop("level"), defaults=values)


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]

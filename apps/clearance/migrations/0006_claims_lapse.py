from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clearance", "0005_interests_in_proposals_and_fact_checks")]

    operations = [
        migrations.AddField(
            model_name="seat",
            name="claimed_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

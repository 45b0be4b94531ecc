from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0004_keep_files")]

    operations = [
        migrations.AddField(
            model_name="draftsave",
            name="made_on",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="draftsave",
            name="typed",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="kepttext",
            name="taken_up_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

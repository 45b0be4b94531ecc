from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trust", "0002_thresholds")]
    operations = [
        migrations.AddField(
            model_name="credit",
            name="place",
            field=models.CharField(default="", max_length=101),
            preserve_default=False,
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0006_communities")]
    operations = [
        migrations.AlterField(
            model_name="space",
            name="community",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="space", to="trust.community"
            ),
        ),
    ]

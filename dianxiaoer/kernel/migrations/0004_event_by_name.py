from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_exports_and_jobs")]

    operations = [
        migrations.AddField(model_name="event", name="by_name", field=models.CharField(blank=True, max_length=60)),
    ]

"""The shipped categories, levels and clock presets."""

from django.db import migrations
from django.utils import timezone

from dianxiaoer.domain.tickets.shipped import install_shipped

MODELS = ("Category", "Level", "ClockPreset", "ClockStep")


def install(apps, schema_editor):
    install_shipped(*(apps.get_model("tickets", name) for name in MODELS), timezone.now())


class Migration(migrations.Migration):
    dependencies = [("tickets", "0002_search")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]

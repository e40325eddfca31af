"""The shipped indicators and named filters."""

from django.db import migrations
from django.utils import timezone

from dianxiaoer.domain.targets.catalogue import install_catalogue


def install(apps, schema_editor):
    install_catalogue(apps.get_model("targets", "Indicator"), apps.get_model("targets", "NamedFilter"), timezone.now())


class Migration(migrations.Migration):
    dependencies = [("targets", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]

"""The shipped size bands and role rules."""

from django.db import migrations
from django.utils import timezone

from dianxiaoer.domain.stewardship.shipped import install_rules


def install(apps, schema_editor):
    install_rules(
        apps.get_model("stewardship", "SizeBand"), apps.get_model("stewardship", "RoleRule"), timezone.now()
    )


class Migration(migrations.Migration):
    dependencies = [("stewardship", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]

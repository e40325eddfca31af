"""The audit log refuses UPDATE and DELETE in the database itself."""

from django.db import migrations

from dianxiaoer.kernel.append_only import drop_guard, set_guard


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(set_guard, drop_guard)]

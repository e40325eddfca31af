"""The two-character search over appointments."""

from django.db import migrations

from dianxiaoer.kernel.search import CreateSearchIndex


class Migration(migrations.Migration):
    dependencies = [("appointments", "0002_ticket")]
    operations = [CreateSearchIndex("appointments")]

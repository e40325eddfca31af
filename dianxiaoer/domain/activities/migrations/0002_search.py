"""The two-character search over activities."""

from django.db import migrations

from dianxiaoer.kernel.search import CreateSearchIndex


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]
    operations = [CreateSearchIndex("activities")]

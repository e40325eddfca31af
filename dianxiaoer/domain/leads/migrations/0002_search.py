"""The two-character search over leads."""

from django.db import migrations

from dianxiaoer.kernel.search import CreateSearchIndex


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_initial")]
    operations = [CreateSearchIndex("leads")]

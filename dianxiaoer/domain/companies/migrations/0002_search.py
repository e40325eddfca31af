"""The two-character search over companies."""

from django.db import migrations

from dianxiaoer.kernel.search import CreateSearchIndex


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial")]
    operations = [CreateSearchIndex("companies")]

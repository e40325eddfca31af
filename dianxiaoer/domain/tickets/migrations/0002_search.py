"""The two-character search over tickets."""

from django.db import migrations

from dianxiaoer.kernel.search import CreateSearchIndex


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = [CreateSearchIndex("tickets")]

"""The two-character search over projects."""

from django.db import migrations

from dianxiaoer.kernel.search import CreateSearchIndex


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [CreateSearchIndex("projects")]

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    name = "dianxiaoer.domain.entries"
    label = "entries"
    verbose_name = "入企"

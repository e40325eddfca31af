from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    name = "dianxiaoer.domain.stewardship"
    label = "stewardship"
    verbose_name = "包联"

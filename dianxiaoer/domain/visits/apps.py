from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "dianxiaoer.domain.visits"
    label = "visits"
    verbose_name = "走访与检查"

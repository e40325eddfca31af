from django.apps import AppConfig


class BondsConfig(AppConfig):
    name = "dianxiaoer.domain.bonds"
    label = "bonds"
    verbose_name = "专项债"

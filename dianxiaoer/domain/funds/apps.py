from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "dianxiaoer.domain.funds"
    label = "funds"
    verbose_name = "到位资金"

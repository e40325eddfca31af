from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "dianxiaoer.domain.leads"
    label = "leads"
    verbose_name = "线索"

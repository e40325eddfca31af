from django.apps import AppConfig


class CodesConfig(AppConfig):
    name = "dianxiaoer.domain.codes"
    label = "codes"
    verbose_name = "服务码"

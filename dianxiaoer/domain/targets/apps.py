from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "dianxiaoer.domain.targets"
    label = "targets"
    verbose_name = "指标与目标"

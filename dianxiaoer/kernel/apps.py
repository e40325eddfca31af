from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "dianxiaoer.kernel"
    label = "kernel"
    verbose_name = "底层"

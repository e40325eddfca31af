from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dianxiaoer.portal"
    label = "portal"
    verbose_name = "企业端"

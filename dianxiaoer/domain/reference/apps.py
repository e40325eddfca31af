from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "dianxiaoer.domain.reference"
    label = "reference"
    verbose_name = "基础资料"

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "dianxiaoer.domain.outbox"
    label = "outbox"
    verbose_name = "消息"

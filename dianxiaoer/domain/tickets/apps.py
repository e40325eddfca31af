from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "dianxiaoer.domain.tickets"
    label = "tickets"
    verbose_name = "诉求"

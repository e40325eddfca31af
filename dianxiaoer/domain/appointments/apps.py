from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "dianxiaoer.domain.appointments"
    label = "appointments"
    verbose_name = "预约"

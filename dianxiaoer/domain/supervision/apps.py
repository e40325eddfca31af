from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "dianxiaoer.domain.supervision"
    label = "supervision"
    verbose_name = "督导考评"

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "dianxiaoer.domain.training"
    label = "training"
    verbose_name = "培训与人才"

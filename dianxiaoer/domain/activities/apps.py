from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "dianxiaoer.domain.activities"
    label = "activities"
    verbose_name = "招商活动"

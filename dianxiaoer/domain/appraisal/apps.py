from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "dianxiaoer.domain.appraisal"
    label = "appraisal"
    verbose_name = "考核"

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "dianxiaoer.domain.campaigns"
    label = "campaigns"
    verbose_name = "三个一批"

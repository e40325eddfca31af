from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    name = "dianxiaoer.domain.companies"
    label = "companies"
    verbose_name = "企业"

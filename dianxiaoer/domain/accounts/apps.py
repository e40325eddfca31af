from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "dianxiaoer.domain.accounts"
    label = "accounts"
    verbose_name = "企业账户"

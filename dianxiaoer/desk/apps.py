from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "dianxiaoer.desk"
    label = "desk"

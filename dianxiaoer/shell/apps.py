from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "dianxiaoer.shell"
    label = "shell"

from django.apps import AppConfig


class LibrariesConfig(AppConfig):
    name = "dianxiaoer.domain.libraries"
    label = "libraries"
    verbose_name = "入库入统"

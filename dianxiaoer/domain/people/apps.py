from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "dianxiaoer.domain.people"
    label = "people"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        from dianxiaoer.domain.people import checks  # noqa: F401

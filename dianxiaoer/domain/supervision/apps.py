from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "dianxiaoer.domain.supervision"
    label = "supervision"
    verbose_name = "督导考评"

    def ready(self) -> None:
        from dianxiaoer.domain.supervision.shipped_watches import install

        install()

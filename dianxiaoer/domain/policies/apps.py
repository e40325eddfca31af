from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "dianxiaoer.domain.policies"
    label = "policies"
    verbose_name = "政策库"

    def ready(self) -> None:
        import dianxiaoer.domain.policies.states  # noqa: F401  (no models import its verbs)

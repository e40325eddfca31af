from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "dianxiaoer.domain.leads"
    label = "leads"
    verbose_name = "线索"

    def ready(self) -> None:
        from dianxiaoer.domain.leads.actions.ticking import reclock_open
        from dianxiaoer.domain.reference.moving import when_calendar_moves

        when_calendar_moves(reclock_open)

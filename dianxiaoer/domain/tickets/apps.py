from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "dianxiaoer.domain.tickets"
    label = "tickets"
    verbose_name = "诉求"

    def ready(self) -> None:
        from dianxiaoer.domain.reference.moving import when_calendar_moves
        from dianxiaoer.domain.tickets.ticking import reclock_open

        when_calendar_moves(reclock_open)

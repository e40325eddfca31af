"""Activities for tests."""

from datetime import date

from dianxiaoer.domain.activities.actions.planning import add_activity
from dianxiaoer.domain.activities.models import Activity
from tests.cast import NOW, Cast


def an_activity(cast: Cast, **facts) -> Activity:
    """A fair planned by 小王 for 甲区 on 10–12 June 2024."""
    given = {
        "by": cast.wang,
        "at": NOW,
        "unit": cast.district,
        "kind": "trade_fair",
        "name": "示例物流展",
        "starts_on": date(2024, 6, 10),
        "ends_on": date(2024, 6, 12),
        "place": "示例市",
    }
    return add_activity(**(given | facts))

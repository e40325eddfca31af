"""The addresses everyone meets: signing in, the first page, search, saved views."""

from dianxiaoer.domain.people.models import SavedView
from tests.cast import Cast
from tests.house.addresses.kinds import Address


def _saved_view(cast: Cast) -> SavedView:
    return SavedView.objects.create(user=cast.wang, ledger="leads", name="示例视图")


ADDRESSES = {
    "home": Address(),
    "signin": Address(open=True),
    "signout": Address(post=True),
    "password": Address(),
    "language": Address(open=True, post=True),
    "amounts": Address(post=True),
    "health": Address(open=True),
    "search": Address(),
    "views-save": Address(post=True),
    "views-drop": Address(row=_saved_view, post=True, own=True),
}

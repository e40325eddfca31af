"""Companies for tests."""

from dianxiaoer.domain.companies.actions.contacts import add_contact
from dianxiaoer.domain.companies.actions.files import add_company
from dianxiaoer.domain.companies.models import Company, Contact
from dianxiaoer.engines.identity.uscc import compose_uscc
from tests.cast import NOW, Cast


def a_code(number: int) -> str:
    """A well-formed credit code of a fictitious firm."""
    return compose_uscc("9", "1", "410108", f"MA{number:06d}")


def a_company(cast: Cast, name: str = "示例新材料有限公司", **facts) -> Company:
    """A firm on file in 甲区, entered by 小王."""
    given = {"by": cast.wang, "at": NOW, "unit": cast.district, "name": name}
    return add_company(**(given | facts))


def a_contact(cast: Cast, company: Company, **facts) -> Contact:
    given = {"by": cast.wang, "at": NOW, "name": "示例联系人", "phone": "13800001234"}
    return add_contact(company, **(given | facts))

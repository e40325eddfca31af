"""A ledger by mouse and by keys: a row in the drawer, the next one, back to the row."""

import pytest

from tests.domain.projects.factory import a_project
from tests.walks.steps import axe_findings, enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_rows_open_beside_the_list(open_page, cast, width, height):
    first, second = a_project(cast, name="示例甲项目"), a_project(cast, name="示例乙项目")
    page = open_page(width, height)
    enter(page, "wang")
    page.goto("/desk/projects/")
    page.locator(f"#projects-{second.pk} td").nth(2).click()
    page.wait_for_selector("#peek[open] h2:has-text('示例乙项目')")
    assert page.faults == []
    assert axe_findings(page) == []
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#peek h2:has-text('示例甲项目')")
    page.keyboard.press("Escape")
    assert page.locator("#peek[open]").count() == 0
    assert page.evaluate("document.activeElement.dataset.peek") == str(first.pk)
    page.click(f"#projects-{first.pk} th a")
    page.wait_for_url(f"**/desk/projects/{first.pk}/")

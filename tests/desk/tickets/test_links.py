"""A ticket points to a project, a policy of the rulebook and visits at its firm; each of them leads back to it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dianxiaoer.domain.policies.bridge import library_at
from dianxiaoer.domain.tickets.actions.registering import link_ticket
from dianxiaoer.domain.visits.actions.linking import link_visits
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import Refused
from tests.cast import NOW
from tests.domain.companies.given import a_company
from tests.domain.projects.factory import a_project
from tests.domain.tickets.making import make_ticket
from tests.domain.visits.given import a_visit

pytestmark = pytest.mark.django_db
POLICY = "p2-shilong-hnte"


@pytest.fixture
def wang(client, cast):
    client.force_login(cast.wang, backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def test_linked_once_and_read_from_both_sides(wang, cast):
    project, visit = a_project(cast), a_visit(cast)
    ticket = make_ticket(cast, company=visit.company)
    link = reverse("tickets-link", args=[ticket.pk])
    assert "石龙镇高新技术企业奖励办法" in wang.get(link).content.decode(), "policies are chosen by title"
    done = wang.post(link, {"project": project.pk, "policy": POLICY, "visits": [visit.pk]})
    assert done.status_code == 303
    page = read(wang, "tickets-detail", ticket.pk)
    for address in (
        reverse("projects-detail", args=[project.pk]),
        reverse("policies-detail", args=[POLICY]),
        reverse("visits-detail", args=[visit.pk]),
    ):
        assert address in page
    assert ticket.number in read(wang, "projects-detail", project.pk, tab="tickets")
    assert ticket.number in read(wang, "policies-detail", POLICY)
    assert ticket.number in read(wang, "visits-detail", visit.pk)
    assert any(event.verb == "tickets.link" for event in timeline(visit))
    wang.post(link, {"project": "", "policy": "", "visits": []})
    assert reverse("tickets-detail", args=[ticket.pk]) not in read(wang, "visits-detail", visit.pk)


def test_a_policy_the_rulebook_does_not_have_is_no_link(cast):
    ticket = make_ticket(cast)
    with pytest.raises(Refused, match="政策库里没有"):
        link_ticket(ticket, by=cast.wang, at=NOW, policy="听说过的政策")


def test_a_policy_that_left_the_rulebook_stays_readable(wang, cast, settings, tmp_path):
    ticket = link_ticket(make_ticket(cast), by=cast.wang, at=NOW, policy=POLICY)
    settings.RULEBOOK = tmp_path
    assert f"{POLICY} <small>(已不在政策库)" in read(wang, "tickets-detail", ticket.pk)
    assert wang.get(reverse("policies-detail", args=[POLICY])).status_code == 404
    link_ticket(ticket, by=cast.wang, at=NOW, policy=POLICY, project=None)
    assert "还没有政策文件" in read(wang, "policies-list")


def test_a_broken_file_is_named_and_the_others_are_read(tmp_path):
    good = "格式: 1\n政策: {编号: p-1, 标题: 示例办法, 链接: 'javascript:alert(1)'}\n"
    (tmp_path / "good.yaml").write_text(good)
    (tmp_path / "bad.yaml").write_text("格式: [")
    found = library_at(tmp_path)
    assert (list(found.policies), found.broken) == (["p-1"], ("bad.yaml",))
    assert found.policies["p-1"].source_url == "", "only a web address becomes a link"
    (tmp_path / "bad.yaml").write_text(good.replace("p-1", "p-2"))
    assert sorted(library_at(tmp_path).policies) == ["p-1", "p-2"]


def test_only_visits_at_its_firm_are_offered_and_only_seen_ones_are_tied(wang, cast):
    visit, elsewhere = a_visit(cast), a_visit(cast, company=a_company(cast, name="别家示例公司", uscc=""))
    ticket = make_ticket(cast, company=visit.company)
    answer = wang.post(reverse("tickets-link", args=[ticket.pk]), {"visits": [elsewhere.pk]})
    assert answer.status_code == 422
    with pytest.raises(PermissionDenied):
        link_visits(ticket, [visit], by=cast.liu, at=NOW)
    nameless = make_ticket(cast, company_name="没有档案的公司")
    assert "没有对应到企业档案" in read(wang, "tickets-link", nameless.pk)


def test_a_request_registered_from_a_project_is_tied_to_it(wang, cast):
    project = a_project(cast)
    page = read(wang, "tickets-register", project=project.pk)
    assert f'<option value="{project.pk}" selected' in page


def test_a_firms_page_lists_its_requests(wang, cast):
    firm = a_company(cast)
    ticket = make_ticket(cast, company=firm)
    page = read(wang, "companies-detail", firm.pk)
    assert (ticket.number in page, f"?company={firm.pk}" in page) == (True, True)

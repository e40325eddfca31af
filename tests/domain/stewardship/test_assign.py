"""Who looks after whom: rules, hand-over, the optimiser's plan."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from dianxiaoer.domain.companies.actions.knowledge import add_fact
from dianxiaoer.domain.stewardship.actions.assigning import end_assignment, hand_over
from dianxiaoer.domain.stewardship.actions.importing import import_line, is_on_list
from dianxiaoer.domain.stewardship.actions.planning import adopt_plan, begin_solving, make_plan, take_result
from dianxiaoer.domain.stewardship.actions.roster import edit_profile, set_role_rule, set_sector_minimum
from dianxiaoer.domain.stewardship.bridge import as_workbook, read_result, roster_document
from dianxiaoer.domain.stewardship.models import Assignment, FirmProfile
from dianxiaoer.domain.stewardship.queries import compared, coverage_of
from dianxiaoer.domain.stewardship.solving import solve_plan
from dianxiaoer.kernel.events import timeline
from dianxiaoer.kernel.refusals import StageRefused
from tests.cast import NOW, TODAY
from tests.domain.companies.given import a_code, a_company
from tests.domain.stewardship.given import an_assignment, an_official


def test_a_stranger_and_an_officer_give_no_firm_away(cast):
    official, firm = an_official(cast), a_company(cast)
    for person in (cast.stranger, cast.wang, cast.liu):
        with pytest.raises(PermissionDenied):
            an_assignment(cast, by=person, official=official, company=firm)


def test_a_firm_has_one_leader_but_as_many_liaison_officers_as_the_rule_allows(cast):
    first = an_assignment(cast)
    second = an_official(cast, "示例领导乙")
    with pytest.raises(ValidationError, match="示例领导甲"):
        an_assignment(cast, official=second, company=first.company)
    with pytest.raises(IntegrityError), transaction.atomic():  # and where the act is stepped around
        Assignment.objects.create(
            unit=first.unit, company=first.company, official=second, role="leader", since_on=TODAY, reason="x"
        )
    for name in ("示例联络员甲", "示例联络员乙"):
        an_assignment(cast, official=an_official(cast, name), company=first.company, role="liaison")
    set_role_rule(
        by=cast.chief, at=NOW, unit=cast.district, role="liaison", is_sole=True, since_on=TODAY, source="示例方案"
    )
    other = a_company(cast, "示例二号有限公司")
    an_assignment(cast, official=second, company=other, role="liaison", since_on=TODAY)
    with pytest.raises(ValidationError, match="只能一人"):
        an_assignment(cast, official=an_official(cast, "示例丙"), company=other, role="liaison", since_on=TODAY)


def test_an_ended_one_frees_the_role_and_keeps_its_reason(cast):
    row = end_assignment(an_assignment(cast), by=cast.chief, at=NOW, on=TODAY, reason="工作调整")
    assert (row.until_on, row.end_reason) == (TODAY, "工作调整")
    with pytest.raises(ValidationError, match="已于"):
        end_assignment(row, by=cast.chief, at=NOW, on=TODAY, reason="再来")
    an_assignment(cast, official=an_official(cast, "示例领导乙"), company=row.company)
    assert Assignment.objects.filter(company=row.company, until_on__isnull=True).count() == 1


def test_hand_over_moves_every_firm_or_none(cast):
    old, new = an_official(cast), an_official(cast, "示例领导乙")
    firms = [a_company(cast, f"示例{n}号有限公司", is_resident=True) for n in range(3)]
    for firm in firms:
        an_assignment(cast, official=old, company=firm)
    moved = hand_over(old, by=cast.chief, at=NOW, to=new, on=TODAY, reason="岗位调整")
    assert {row.company_id for row in moved} == {firm.pk for firm in firms}
    assert not old.assignments.filter(until_on__isnull=True).exists()
    assert timeline(firms[0])[0].verb == "stewardship.hand_over"
    liaison = an_assignment(cast, official=old, company=firms[0], role="liaison")
    an_assignment(cast, official=new, company=firms[0], role="liaison")
    with pytest.raises(ValidationError, match="已由"):
        hand_over(old, by=cast.chief, at=NOW, to=new, on=TODAY, reason="岗位调整")
    liaison.refresh_from_db()
    assert liaison.until_on is None


def test_sector_and_size_follow_the_file_of_the_firm(cast):
    firm = a_company(cast, industry_code="3985", is_resident=True)
    add_fact(firm, by=cast.wang, at=NOW, key="revenue", value="1.2亿元", source="年报", on=date(2023, 12, 31))
    add_fact(firm, by=cast.wang, at=NOW, key="revenue", value="5亿元", source="年报", on=date(2022, 12, 31))
    an_assignment(cast, company=firm)
    profile = FirmProfile.objects.get(company=firm)
    assert (profile.sector, profile.size, profile.weight, profile.is_estimated) == ("secondary", "medium", 4, False)
    assert profile.revenue_yuan == 120_000_000
    a_company(cast, "示例农业有限公司", industry_code="0111", is_resident=True)
    page = coverage_of(cast.chief, cast.district)
    assert (page.firms, page.covered) == (2, 1)
    assert [load.firms for load in page.loads] == [1]
    assert coverage_of(cast.liu, cast.district).firms == 0


def a_plan(cast, firms=8):
    officials = [an_official(cast, f"示例领导{n}", x_km=n * 10, upper=10) for n in range(2)]
    for n in range(firms):
        firm = a_company(cast, f"示例{n}号有限公司", is_resident=True, industry_code="3985")
        row = an_assignment(cast, official=officials[0], company=firm)
        place = {"x_km": 10 if n % 2 else 0, "y_km": 0}
        edit_profile(FirmProfile.objects.get(company=firm), place, by=cast.chief, at=NOW)
        assert row.is_sole
    plan = make_plan(by=cast.chief, at=NOW, unit=cast.district, title="年度调整", role="leader", on=TODAY)
    return plan, officials


def test_a_plan_is_the_optimisers_input_solved_and_adopted_in_one_act(cast, tmp_path, capsys):
    pytest.importorskip("highspy")
    from dianxiaoer.cli.main import main

    plan, officials = a_plan(cast)
    path = tmp_path / "in.xlsx"
    path.write_bytes(as_workbook(plan.input))
    assert main(["stewardship", "assign", str(path), "--out", str(tmp_path / "out.xlsx")]) == 0
    assert "8 户企业全部落实到 2 名干部" in capsys.readouterr().out
    by_sheet = read_result("out.xlsx", (tmp_path / "out.xlsx").read_bytes(), plan.input)
    plan = begin_solving(plan, by=cast.chief, at=NOW)
    solve_plan.func(plan.pk)
    plan.refresh_from_db()
    assert plan.state == "solved", plan.problem
    assert plan.result["assignment"] == by_sheet["assignment"]
    lines, changes = compared(plan)
    assert [line.firms_before for line in lines] == [8, 0]
    assert len(changes) == 4
    plan = adopt_plan(plan, by=cast.chief, at=NOW, on=TODAY, reason="年度调整")
    assert plan.change_count == 4
    assert (plan.before[f"O{officials[0].pk}"]["firms"], plan.after[f"O{officials[0].pk}"]["firms"]) == (8, 4)
    assert officials[1].assignments.filter(until_on__isnull=True, plan=plan).count() == 4
    with pytest.raises(StageRefused):
        adopt_plan(plan, by=cast.chief, at=NOW, on=TODAY, reason="再来")


def test_a_plan_that_life_has_overtaken_is_not_adopted(cast):
    plan, officials = a_plan(cast, 3)
    pairs = [{"firm_id": row["id"], "official_id": f"O{officials[1].pk}"} for row in plan.input["firms"]]
    for wrong, sentence in (
        ({"assignment": pairs[:2]}, "没有包联人"),
        ({"assignment": [*pairs, pairs[0]]}, "出现两次"),
        ({"assignment": [*pairs[:2], pairs[2] | {"official_id": "O0"}]}, "不在本方案中"),
        ({}, "assignment"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            take_result(plan, wrong, by=cast.chief, at=NOW)
    taken = read_result("r.json", json.dumps({"assignment": pairs}).encode(), plan.input)
    plan = take_result(plan, taken, by=cast.chief, at=NOW)
    with pytest.raises(PermissionDenied):
        adopt_plan(plan, by=cast.wang, at=NOW, on=TODAY, reason="年度调整")
    first = Assignment.objects.get(company__name="示例0号有限公司")
    end_assignment(first, by=cast.chief, at=NOW, on=TODAY, reason="企业迁出")
    with pytest.raises(ValidationError, match="已变动"):
        adopt_plan(plan, by=cast.chief, at=NOW, on=TODAY, reason="年度调整")
    plan.refresh_from_db()
    assert plan.state == "solved"


def test_a_line_of_last_years_list(cast):
    firm = a_company(cast, uscc=a_code(7), is_resident=True)
    line = {"company": "写错的名字", "uscc": a_code(7), "official": "示例领导", "role": "leader", "position": "副区长"}
    line |= {"since_on": date(2023, 3, 1), "programme": "万人助万企"}
    row = import_line(cast.chief, NOW, cast.district, line)
    assert (row.company, row.official.is_leader, row.programme) == (firm, True, "万人助万企")
    assert is_on_list(cast.chief, cast.district, line)
    with pytest.raises(ValidationError, match="企业库中没有"):
        import_line(cast.chief, NOW, cast.district, line | {"uscc": "", "company": "没有的公司"})
    with pytest.raises(ValidationError, match="早于"):
        import_line(cast.chief, NOW, cast.district, line | {"role": "liaison", "until_on": date(2023, 1, 1)})
    an_official(cast, "示例领导", position="局长")
    with pytest.raises(ValidationError, match="两位"):
        import_line(cast.chief, NOW, cast.district, line | {"position": "", "role": "liaison"})


def test_a_plan_draws_on_who_fits_the_role(cast):
    leader = an_official(cast, "示例领导甲")
    officer = an_official(cast, "示例联络员", is_leader=False)
    firm = a_company(cast, is_resident=True, industry_code="3985")
    an_assignment(cast, official=leader, company=firm)
    an_assignment(cast, official=officer, company=firm, role="liaison")
    for role, official in (("leader", leader), ("liaison", officer)):
        document = roster_document(cast.district, role, on=TODAY, at=NOW)
        assert [row["name"] for row in document["officials"]] == [official.full_name()]


def test_minima_of_sectors_go_into_the_input_the_nearest_and_newest_first(cast):
    held = an_assignment(cast, company=a_company(cast, is_resident=True, industry_code="3985"))
    rule = {"by": cast.chief, "at": NOW, "unit": cast.district, "role": "leader", "source": "本区方案"}
    set_sector_minimum(**rule, sector="secondary", minimum=3, since_on=date(2024, 1, 1))
    set_sector_minimum(**rule, sector="secondary", minimum=2, since_on=date(2024, 3, 1))
    set_sector_minimum(**rule, sector="secondary", minimum=1, since_on=date(2024, 3, 1))  # corrected the same day
    set_sector_minimum(**rule, sector="secondary", minimum=9, since_on=date(2025, 1, 1))
    set_sector_minimum(**rule, sector="primary", minimum=1, since_on=date(2024, 1, 1))
    set_sector_minimum(**rule, sector="secondary", minimum=4, since_on=date(2024, 1, 1), official=held.official)
    document = roster_document(cast.district, "leader", on=TODAY, at=NOW)
    assert document["sector_minima"] == [
        {"sector": "工业", "minimum": 1},
        {"sector": "工业", "minimum": 4, "official_id": f"O{held.official_id}"},
    ], "no firm of agriculture is in this plan, so nothing is asked of it"
    assert roster_document(cast.district, "leader", on=date(2023, 6, 1), at=NOW)["sector_minima"] == []
    with pytest.raises(PermissionDenied):
        set_sector_minimum(**rule | {"by": cast.wang}, sector="secondary", minimum=1, since_on=TODAY)


def test_the_way_to_firms_stands_in_bands(cast, django_assert_max_num_queries):
    official = an_official(cast)
    for number, (x, y) in enumerate(((3, 0), (6, 8), (60, 0), (None, None))):
        firm = a_company(cast, f"示例{number}有限公司", is_resident=True)
        an_assignment(cast, official=official, company=firm)
        FirmProfile.objects.filter(company=firm).update(x_km=x, y_km=y)
    with django_assert_max_num_queries(9):
        page = coverage_of(cast.chief, cast.district)
    assert [band.firms for band in page.distances] == [1, 1, 0, 1, 1]
    assert page.loads[0].km == pytest.approx(1.3 * (3 + 10 + 60) / 3)

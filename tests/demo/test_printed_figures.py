"""The figures five newspaper articles print, recomputed from the rows of the demo districts."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dianxiaoer.cli.main import main
from dianxiaoer.desk.figures.links import address_of, shown
from dianxiaoer.domain.funds.models import Receipt
from dianxiaoer.domain.people.models import Unit, User
from dianxiaoer.domain.targets.boards import board_of
from dianxiaoer.domain.targets.models import Indicator
from dianxiaoer.domain.targets.printed import SAME, WAITING, check_lines, read_table
from dianxiaoer.domain.targets.queries import figure
from dianxiaoer.domain.targets.states import FigureRole, Kind
from dianxiaoer.domain.training.models import Course, Outcome, Registration, Talent
from dianxiaoer.engines.measures.money import format_money
from dianxiaoer.engines.measures.periods import parse_period

TODAY = date(2026, 11, 22)
CARRIED = 76
YEAR = parse_period("2024-01..2024-10-30", TODAY)


def test_every_line_that_can_be_kept_is_the_printed_one(articles, printed):
    verdicts = list(check_lines(read_table(printed), TODAY))
    assert [(one.line.id, one.computed, one.note) for one in verdicts if one.outcome not in (SAME, WAITING)] == []
    assert sum(one.outcome == SAME for one in verdicts) == CARRIED
    assert all(one.note[:1] in "BD" for one in verdicts if one.outcome == WAITING), "each says which part it waits for"


def test_a_changed_receipt_changes_the_figure_and_the_check(articles, printed, capsys):
    beihai = Unit.objects.get(name="北海街道")
    receipt = Receipt.objects.filter(project__unit=beihai).first()
    before = figure(None, "fund.paid", beihai, YEAR)
    Receipt.objects.filter(pk=receipt.pk).update(recognised_yuan=receipt.recognised_yuan - Decimal(10_000_000))
    after = figure(None, "fund.paid", beihai, YEAR)
    assert before.value - after.value == Decimal(10_000_000)
    lines = [line for line in read_table(printed) if line.indicator == "fund.paid" and line.region.endswith("北海街道")]
    assert [one.outcome for one in check_lines(lines, TODAY)] == ["different", "different"]


@pytest.mark.parametrize(
    ("line", "rows", "changes"),
    [
        ("60", Outcome, {"cost_after_yuan": Decimal(950_000)}),
        ("61", Outcome, {"orders_after_yuan": Decimal(2_200_000)}),
        ("82", Course, {"status": "cancelled"}),
        ("88", Talent, {"brought_in_on": date(2023, 12, 31)}),
        ("5", Course, {"status": "planned"}),
        ("89", Registration, {"state": "absent", "attended_on": None}),
    ],
)
def test_a_changed_row_of_training_changes_its_figure(articles, printed, line, rows, changes):
    (asked,) = [one for one in read_table(printed) if one.id == line]
    (before,) = check_lines([asked], TODAY)
    assert before.outcome == SAME
    counted = list(before.figure.rows.values_list("pk", flat=True))
    rows.objects.filter(pk__in=counted[:9]).update(**changes)
    (after,) = check_lines([asked], TODAY)
    assert after.computed != before.computed
    assert after.outcome != SAME or asked.printed.op == ">="


def test_the_page_of_every_line_shows_the_value_and_opens_the_rows_it_counts(articles, printed, client):
    client.force_login(_who_sees_everything(), backend="django.contrib.auth.backends.ModelBackend")
    carried = [one for one in check_lines(read_table(printed), TODAY) if one.figure]
    assert len(carried) == CARRIED
    for verdict in carried:
        found = verdict.figure
        response = client.get(address_of(found.ask))
        assert response.status_code == 200, address_of(found.ask)
        page = response.context
        assert page["value"] == shown(found)
        assert page["total"] == found.row_count
        assert set(page["figure"].rows.values_list("pk", flat=True)) == set(found.rows.values_list("pk", flat=True))
        _recount(found)


def test_every_figure_on_every_page_says_what_its_rows_say(articles, client):
    client.force_login(_who_sees_everything(), backend="django.contrib.auth.backends.ModelBackend")
    walked = 0
    for name in ("北海街道", "惠济区", "中川园区", "邢台高新区", "济源示范区"):
        unit = Unit.objects.get(name=name)
        assert board_of(unit) is not None
        for page in ("dashboards", "screen"):
            response = client.get(f"/desk/{page}/?unit={unit.pk}")
            for card in response.context["cards"]:
                opened = client.get(card.address).context
                assert opened["value"] == card.value, (name, page, card.key)
                assert opened["total"] == card.rows
                walked += 1
                if card.yoy:
                    assert client.get(card.yoy_address).context["value"] == card.yoy.lstrip("+")
                if card.completion:
                    assert client.get(card.completion_address).context["value"] == card.completion
            for chain in response.context.get("chains", ()):
                assert client.get(chain["address"]).context["value"] == chain["value"], (name, chain)
                walked += 1
            for month in response.context.get("months", ()):
                assert client.get(month["signed_address"]).context["value"] == format_money(month["signed"])
                assert client.get(month["paid_address"]).context["value"] == format_money(month["paid"])
                walked += 2
        targets = client.get(f"/desk/targets/?unit={unit.pk}")
        for line in targets.context["lines"]:
            assert client.get(line["address"]).context["value"] == line["actual"]
            assert client.get(line["goal_address"]).context["value"] == line["goal"]
            assert client.get(line["completion_address"]).context["value"] == line["completion"]
            walked += 3
    assert walked > 130


def test_an_export_holds_exactly_the_rows_counted(articles, client):
    client.force_login(_who_sees_everything(), backend="django.contrib.auth.backends.ModelBackend")
    beihai = Unit.objects.get(name="北海街道")
    found = figure(None, "fund.paid", beihai, YEAR)
    response = client.get(address_of(found.ask) + "&export=csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 2 + found.row_count
    amounts = [Decimal(line.rsplit(",", 1)[1]) for line in lines[2:]]
    assert sum(amounts) == found.value == Decimal(1_620_000_000)


def test_a_dashboard_costs_few_statements_whatever_the_rows(articles, client):
    client.force_login(_who_sees_everything(), backend="django.contrib.auth.backends.ModelBackend")
    for name in ("惠济区", "河南省"):
        for page in ("dashboards", "screen"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(f"/desk/{page}/?unit={Unit.objects.get(name=name).pk}").status_code == 200
            assert len(asked) - 1 <= 10, [query["sql"][:90] for query in asked]  # one is the test's own


def test_a_district_leader_sees_no_other_district(articles, client):
    client.force_login(User.objects.get(username="huiji"), backend="django.contrib.auth.backends.ModelBackend")
    other = Unit.objects.get(name="北海街道")
    assert client.get(f"/desk/figures/act.n/?unit={other.pk}&period=2024").status_code == 422
    assert client.get(f"/desk/dashboards/?unit={other.pk}").context["unit"].name == "惠济区"


def test_the_command_prints_value_unit_rows_and_address(articles, capsys, monkeypatch):
    monkeypatch.setattr("dianxiaoer.cli.django_setup.wake", lambda: None)
    words = "figures --region 河南省济源市北海街道 --period 2024-01..2024-10-30 --indicator fund.paid --json"
    assert main(words.split()) == 0
    printed_out = capsys.readouterr().out
    assert '"value": 1620000000' in printed_out
    assert '"unit": "CNY"' in printed_out
    assert '"rows": 14' in printed_out
    assert re.search(r'"address": "/desk/figures/fund.paid/\?unit=\d+&period=', printed_out)
    assert main(["figures", "--region", "没有这个地方", "--indicator", "act.n"]) == 2
    assert main(["figures", "--region", "北海街道", "--indicator", "no.such"]) == 2
    assert main(["figures", "--region", "北海街道", "--indicator", "act.n", "--period", "去年"]) == 2


def test_the_check_command_exits_one_when_a_line_differs(articles, printed, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("dianxiaoer.cli.django_setup.wake", lambda: None)
    assert main(["figures", "check", str(printed)]) == 0
    assert "76 same, 0 different, 13 not yet kept" in capsys.readouterr().out
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(printed.read_text(encoding="utf-8").replace(",27.0,count", ",28.0,count"), encoding="utf-8")
    assert main(["figures", "check", str(wrong)]) == 1
    assert "不一致" in capsys.readouterr().out
    assert main(["figures", "check", str(tmp_path / "missing.csv")]) == 2
    (tmp_path / "short.csv").write_text("id,region\n1,x\n")
    assert main(["figures", "check", str(tmp_path / "short.csv")]) == 2


def _who_sees_everything() -> User:
    """A leader given every province of the demo."""
    from dianxiaoer.domain.people.actions import give_role

    user = User.objects.get(username="huiji")
    for root in Unit.objects.filter(parent=None):
        give_role(user, "leader", root, since=TODAY)
    return user


def _recount(found) -> None:
    """The value once more, from the rows alone."""
    ask, rows = found.ask, list(found.rows)
    assert len(rows) == found.row_count
    if ask.role != FigureRole.ACTUAL or ask.indicator.kind in (Kind.RATIO, Kind.REPORTED):
        return
    if ask.indicator.kind == Kind.COUNTED:
        assert found.value == len(rows)
    elif ask.indicator.kind == Kind.SUMMED:
        assert found.value == sum(getattr(row, ask.indicator.value_field) for row in rows)
    else:
        assert found.value == len({getattr(row, ask.indicator.value_field) for row in rows})


@pytest.mark.parametrize("key", ["signed.n", "fund.paid"])
def test_nobody_counts_a_row_twice_up_the_tree(articles, key):
    indicator = Indicator.objects.get(key=key)
    above = figure(None, indicator, Unit.objects.get(name="济源示范区"), YEAR)
    parts = [figure(None, indicator, unit, YEAR) for unit in Unit.objects.filter(parent__name="济源示范区")]
    assert above.value == sum(part.value for part in parts)

"""The upload screen: the template, the preview row by row, all rows or none."""

from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dianxiaoer.domain.companies.models import Company
from dianxiaoer.domain.leads.models import Lead
from dianxiaoer.kernel.models import AuditEntry
from tests.domain.companies.given import a_code, a_company

BACKEND = "django.contrib.auth.backends.ModelBackend"
HEADERS = ["企业名称", "统一社会信用代码", "注册资本", "目标企业", "成立日期"]


@pytest.fixture
def wang(client, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.wang, backend=BACKEND)
    return client


def sheet(rows, headers=HEADERS, name="表.xlsx"):
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet()
    for line, cells in enumerate([headers, *rows]):
        page.write_row(line, 0, cells)
    book.close()
    return SimpleUploadedFile(name, target.getvalue())


def upload(client, cast, file, name="companies-import", **more):
    return client.post(reverse(name), {"unit": cast.district.pk, "file": file, "skips": "on"} | more)


def token_of(response):
    return response.content.decode().split('name="token" value="')[1].split('"')[0]


def test_the_template_comes_back_as_an_empty_sheet(wang, cast):
    content = b"".join(wang.get(reverse("companies-import"), {"template": 1}).streaming_content)
    page = openpyxl.load_workbook(BytesIO(content)).active
    assert page.cell(1, 1).value == "企业名称"
    refused = upload(wang, cast, SimpleUploadedFile("模板.xlsx", content))
    assert refused.status_code == 422
    assert "没有数据行" in refused.content.decode()


def test_rows_are_previewed_and_nothing_is_written(wang, cast):
    shown = upload(wang, cast, sheet([["示例甲有限公司", a_code(1), "5000万", "是", "2015-06-01"]]))
    assert shown.status_code == 200
    assert "可导入 1 行" in shown.content.decode()
    assert not Company.objects.exists()


def test_a_confirmed_preview_writes_every_row(wang, cast):
    rows = [["示例甲有限公司", a_code(1), "5000万", "是", "2015年6月1日"], ["示例乙有限公司", "", "", "", ""]]
    token = token_of(upload(wang, cast, sheet(rows)))
    assert wang.post(reverse("companies-import"), {"token": token}).status_code == 303
    company = Company.objects.get(name="示例甲有限公司")
    assert (company.uscc, company.capital_yuan, company.is_target) == (a_code(1), 50_000_000, True)
    assert str(company.established_on) == "2015-06-01"
    assert Company.objects.count() == 2
    assert AuditEntry.objects.get().detail == {"rows": 2, "skipped": 0}
    assert wang.post(reverse("companies-import"), {"token": token})["Location"] == reverse("companies-import")


def test_every_wrong_row_is_told_with_its_number_and_column(wang, cast):
    rows = [
        ["示例甲有限公司", "91350100M000100Y4Z", "", "", ""],
        ["", a_code(2), "", "", ""],
        ["示例丙有限公司", "", "很多", "也许", "昨天"],
        ["示例丁有限公司", a_code(4), "", "", ""],
        ["示例丁有限责任公司", "", "", "", ""],
    ]
    shown = upload(wang, cast, sheet(rows), skips="").content.decode()
    assert "有问题 4 行" in shown
    for said in ("统一社会信用代码:", "企业名称:必填", "注册资本:", "目标企业:", "成立日期:", "已有档案"):
        assert said in shown, said
    assert '<th scope="row">2</th>' in shown
    assert '<th scope="row">5</th>' not in shown
    assert not Company.objects.exists()


def test_rows_on_file_are_skipped_when_asked(wang, cast):
    a_company(cast, "示例甲有限公司")
    rows = [["示例甲有限责任公司", "", "", "", ""], ["示例乙有限公司", "", "", "", ""]]
    token = token_of(upload(wang, cast, sheet(rows)))
    wang.post(reverse("companies-import"), {"token": token})
    assert sorted(Company.objects.values_list("name", flat=True)) == ["示例乙有限公司", "示例甲有限公司"]


def test_what_changed_since_the_preview_stops_the_whole_import(wang, cast):
    rows = [["示例甲有限公司", a_code(1), "", "", ""], ["示例乙有限公司", a_code(2), "", "", ""]]
    token = token_of(upload(wang, cast, sheet(rows), skips=""))
    a_company(cast, "示例乙有限公司")
    refused = wang.post(reverse("companies-import"), {"token": token})
    assert refused.status_code == 422
    assert not Company.objects.filter(name="示例甲有限公司").exists()


def test_another_person_cannot_use_the_preview(wang, client, cast):
    token = token_of(upload(wang, cast, sheet([["示例甲有限公司", "", "", "", ""]])))
    client.force_login(cast.zhao, backend=BACKEND)
    assert client.post(reverse("companies-import"), {"token": token})["Location"] == reverse("companies-import")
    assert client.post(reverse("companies-import"), {"token": token + "x"}).status_code == 303
    assert not Company.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("坏.xlsx", b"PK not a sheet"), "文件打不开"),
        (SimpleUploadedFile("表.csv", "名字,别的\n甲,乙\n".encode()), "没有找到表头"),
        (SimpleUploadedFile("表.csv", "简称,地址\n甲,乙\n".encode()), "缺少必填列:企业名称"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_in_words(wang, cast, file, said):
    file.seek(0)
    refused = upload(wang, cast, file)
    assert refused.status_code == 422
    assert said in refused.content.decode()


def test_too_many_rows_are_refused(wang, cast):
    lines = "企业名称\n" + "\n".join(f"示例{n}有限公司" for n in range(2001))
    refused = upload(wang, cast, SimpleUploadedFile("表.csv", lines.encode("gb18030")))
    assert refused.status_code == 422
    assert "2001" in refused.content.decode()


def test_our_own_export_can_be_read_back_in(wang, cast):
    """A watermark line above the header and columns in another order do no harm."""
    rows = [["示例甲有限公司", "多余"]]
    token = token_of(upload(wang, cast, sheet([["企业名称", "不认识的列"], *rows], headers=["导出人 小王"])))
    wang.post(reverse("companies-import"), {"token": token})
    assert Company.objects.get().name == "示例甲有限公司"


def test_a_unit_out_of_reach_is_refused(wang, cast):
    file = sheet([["示例甲有限公司", "", "", "", ""]])
    assert upload(wang, cast, file, unit=cast.other_district.pk).status_code == 422


def test_leads_of_an_old_ledger_keep_their_registration_day(wang, cast):
    headers = ["线索名称", "企业名称", "来源", "拟投资额", "登记日期"]
    rows = [["示例项目", "示例新材料有限公司", "展会", "3亿", "2024/5/20"], ["又一项目", "", "引荐", "", ""]]
    wrong = upload(wang, cast, sheet([["坏来源", "", "天上掉的", "", ""]], headers), "leads-import")
    assert "不在可选项中" in wrong.content.decode()
    token = token_of(upload(wang, cast, sheet(rows, headers), "leads-import"))
    assert wang.post(reverse("leads-import"), {"token": token}).status_code == 303
    lead = Lead.objects.get(name="示例项目")
    assert (str(lead.registered_on), lead.registered_by, lead.planned_yuan) == ("2024-05-20", cast.wang, 300_000_000)
    assert lead.ownerships.get().user == cast.wang


def test_a_reader_may_not_import(client, cast):
    client.force_login(cast.leader, backend=BACKEND)
    assert client.get(reverse("companies-import")).status_code == 403

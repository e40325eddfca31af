"""The first page of a new policy: a workbook with headings and notes only, or a YAML file with one clause to change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dianxiaoer.engines.rules.document.excel_writer import write_workbook
from dianxiaoer.engines.rules.document.records import Document, Policy
from dianxiaoer.engines.rules.problems import Place, Problem, RuleError

_YAML = """\
格式: 1
政策:
  编号: {id}                 # 全库不重复，英文、数字、短横线
  标题: 请改成文件的标题
  发布机关: 请改成发文单位
  层级: 区县                 # 国家、省、市、区县、园区
  状态: 有效
  生效: {day}
  链接: https://example.org/  # 原文网址
条款:
  - 编号: {id}-1
    标题: 请改成条款的名称
    # 适用于: 注册地区划 开头为 [410108]      # 写了这一行，别的企业就是「不适用」
    条件:
      - 营业收入[上年] >= 5000万元
    待遇:
      - 方式: 定额                            # 定额 分档 比例 贴息 按量 租金 无金额
        金额: 10万元
    公平竞争审查: {{结论: 待审查}}
"""


def write_starter(path: Path, on: date) -> None:
    """Writes a new .xlsx or .yaml. Raises RuleError where the file exists or ends otherwise."""
    if path.exists():
        raise RuleError(Problem("已经有这个文件，换一个名称", "the file exists", Place(str(path))))
    if path.suffix == ".xlsx":
        write_workbook(Document(format="1", policy=Policy(id=path.stem, status="有效")), path)
    elif path.suffix == ".yaml":
        path.write_text(_YAML.format(id=path.stem, day=on.isoformat()), encoding="utf-8")
    else:
        raise RuleError(Problem("新文件要以 .xlsx 或 .yaml 结尾", "the file ends in .xlsx or .yaml", Place(str(path))))

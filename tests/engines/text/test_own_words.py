"""An office's own cue words and indicators, as the how-tos say."""

import pytest

from dianxiaoer.engines.text.extract import read_report


@pytest.fixture
def words(tmp_path):
    (tmp_path / "cues.tsv").write_text(
        "签约盘子|协议盘子\tproject=signed.n money=signed.amt\t5\toffice.signed\n延时服务\ttimes=svc.night\t5\tsvc.night\n",
        "utf-8",
    )
    (tmp_path / "indicators.tsv").write_text("svc.night\t延时服务次数\tcount\n", "utf-8")
    return tmp_path


def test_own_words_are_read(words):
    report = read_report("某县招商引资:协议盘子达到35亿元,开展延时服务320次。", words=words)
    found = [(fact.fields["ind"], fact.fields["value"], fact.rule) for fact in report.of("indicator")]
    assert found == [("signed.amt", 3.5e9, "office.signed"), ("svc.night", 320, "svc.night")]


def test_an_unknown_indicator_is_refused(tmp_path):
    (tmp_path / "cues.tsv").write_text("新说法\tmoney=no.such\t5\tx\n", "utf-8")
    with pytest.raises(ValueError, match=r"no\.such"):
        read_report("某县招商引资:新说法35亿元。", words=tmp_path)

"""Files are checked by their content, kept once under their hash, and read back only as downloads."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dianxiaoer.kernel.files import answer_file, is_intact, keep, path_of
from dianxiaoer.kernel.refusals import Refused

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def _zip(*members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        for member in members:
            book.writestr(member, "x")
    return buffer.getvalue()


def _kept(tmp_path) -> list[str]:
    return [file.name for file in tmp_path.rglob("*") if file.is_file()]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("空.pdf", b"", "空文件"),
        ("网页.html", b"<script>alert(1)</script>", "不是允许的格式"),
        ("伪装.pdf", b"<html>", "不是允许的格式"),
        ("程序.png", b"MZ\x90\x00", "不是允许的格式"),
        ("图片.pdf", PNG, "扩展名与内容不符"),
        ("压缩包.docx", _zip("a.txt"), "不是允许的格式"),
        ("宏.xlsx", _zip("xl/workbook.xml", "xl/vbaProject.bin"), "不是允许的格式"),
        ("坏.xlsx", b"PK\x03\x04broken", "不是允许的格式"),
    ],
)
def test_what_is_not_allowed_is_refused_and_nothing_is_kept(tmp_path, name, content, word):
    with pytest.raises(Refused, match=word):
        keep(SimpleUploadedFile(name, content))
    assert _kept(tmp_path) == []


def test_too_large_is_refused(settings, tmp_path):
    settings.UPLOAD_BYTES = 10
    with pytest.raises(Refused, match="MB"):
        keep(SimpleUploadedFile("大.png", PNG))
    assert _kept(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("合同.pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("现场.png", PNG, "image/png"),
        ("现场.JPG", b"\xff\xd8\xff\xe0" + b"0" * 20, "image/jpeg"),
        ("清单.xlsx", _zip("[Content_Types].xml", "xl/workbook.xml"), "spreadsheetml"),
        ("批文.ofd", _zip("OFD.xml"), "application/ofd"),
        ("旧表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    ],
)
def test_what_is_allowed_is_kept_under_its_hash(name, content, kind):
    kept = keep(SimpleUploadedFile(name, content))
    assert kind in kept.content_type
    assert path_of(kept.sha256).read_bytes() == content
    assert is_intact(kept.sha256)


def test_the_same_bytes_are_kept_once(tmp_path):
    first = keep(SimpleUploadedFile("甲.png", PNG))
    second = keep(SimpleUploadedFile("乙.png", PNG))
    assert first.sha256 == second.sha256
    assert len(_kept(tmp_path)) == 1


def test_a_path_in_the_name_does_not_leave_the_folder():
    assert keep(SimpleUploadedFile("../../etc/证.png", PNG)).name == "证.png"


def test_an_altered_file_is_found():
    kept = keep(SimpleUploadedFile("甲.png", PNG))
    path_of(kept.sha256).write_bytes(b"other")
    assert not is_intact(kept.sha256)
    assert not is_intact("0" * 64)


def test_a_file_is_answered_as_a_download():
    kept = keep(SimpleUploadedFile("甲.png", PNG))
    answer = answer_file(kept.sha256, "甲.png", kept.content_type)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == PNG

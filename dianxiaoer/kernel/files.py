"""Files people hand in: checked, named by their SHA-256, written once, read back only through a view that asks first."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from dianxiaoer.kernel.refusals import Refused

CHUNK = 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument"
#: content type → endings it may carry; everything else is refused
ALLOWED: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/heic": (".heic", ".heif"),
    f"{_OFFICE}.wordprocessingml.document": (".docx",),
    f"{_OFFICE}.spreadsheetml.sheet": (".xlsx",),
    f"{_OFFICE}.presentationml.presentation": (".pptx",),
    "application/x-ole-storage": (".doc", ".xls", ".ppt", ".wps", ".et"),
    "application/ofd": (".ofd",),
}
_MAGIC: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("application/pdf", lambda head: head.startswith(b"%PDF-")),
    ("image/jpeg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ("image/png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ("image/webp", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    ("image/heic", lambda head: head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"msf1"}),
    ("application/x-ole-storage", lambda head: head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
)
#: what a zip must contain to be one of ours
_ZIPPED = (
    ("word/document.xml", f"{_OFFICE}.wordprocessingml.document"),
    ("xl/workbook.xml", f"{_OFFICE}.spreadsheetml.sheet"),
    ("ppt/presentation.xml", f"{_OFFICE}.presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
)


@dataclass(frozen=True)
class StoredFile:
    """What was kept: the name it came with, its SHA-256 (also its place), size in bytes and the type found inside it."""

    name: str
    sha256: str
    size_bytes: int
    content_type: str


def keep(upload: Any) -> StoredFile:
    """Check an upload (name, size, chunks()) and write it under its hash; the same bytes are kept once.

    Raises Refused when it is empty, too large, of a type not allowed, or its ending does not fit its content.
    """
    name = Path(str(upload.name)).name[:200]
    limit = int(settings.UPLOAD_BYTES)
    if upload.size == 0:
        raise Refused(_("“%(name)s”是空文件。请重新选择。") % {"name": name})
    if upload.size > limit:
        raise Refused(
            _("“%(name)s”超过 %(limit)s MB。请压缩后再上传。") % {"name": name, "limit": limit // 1024 // 1024}
        )
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=root, prefix="incoming-", delete=False) as draft:
        try:
            size = 0
            for chunk in upload.chunks(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                draft.write(chunk)
            draft.flush()
            draft.seek(0)
            content_type = sniff(draft)
            _check_type(name, content_type)
            place = path_of(digest.hexdigest())
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(draft.name, place)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    return StoredFile(name, digest.hexdigest(), size, content_type)


def sniff(file: IO[bytes]) -> str:
    """The content type told by the bytes themselves; "" when it is none of ours."""
    file.seek(0)
    head = file.read(16)
    for content_type, fits in _MAGIC:
        if fits(head):
            return content_type
    if head.startswith(b"PK\x03\x04"):
        return _sniff_zip(file)
    return ""


def path_of(sha256: str) -> Path:
    """Where the file of that hash lies."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def answer_file(sha256: str, name: str, content_type: str) -> FileResponse:
    """The file as a download, never shown inline: what an upload contains must not run in our pages."""
    return FileResponse(path_of(sha256).open("rb"), as_attachment=True, filename=name, content_type=content_type)


def answer_picture(sha256: str, content_type: str) -> FileResponse:
    """A picture shown inline, kept to itself: it may neither run nor load anything. Raises Http404 for anything else."""
    place = path_of(sha256)
    if not content_type.startswith("image/") or not place.is_file():
        raise Http404
    response = FileResponse(place.open("rb"), content_type=content_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=600"
    return response


def is_intact(sha256: str) -> bool:
    """Whether the file is there and still has its hash."""
    place = path_of(sha256)
    if not place.exists():
        return False
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def _sniff_zip(file: IO[bytes]) -> str:
    try:
        file.seek(0)
        inside = set(zipfile.ZipFile(file).namelist())
    except zipfile.BadZipFile:
        return ""
    if any(name.endswith("vbaProject.bin") for name in inside):
        return ""  # a workbook with macros may run code on the reader's desk
    return next((content_type for member, content_type in _ZIPPED if member in inside), "")


def _check_type(name: str, content_type: str) -> None:
    ending = Path(name).suffix.lower()
    if content_type not in ALLOWED:
        raise Refused(
            _("“%(name)s”的内容不是允许的格式。请上传 PDF、图片、OFD、Word、Excel 或 PPT(不含宏)。") % {"name": name}
        )
    if ending not in ALLOWED[content_type]:
        raise Refused(_("“%(name)s”的扩展名与内容不符。请按真实格式重新命名后上传。") % {"name": name})

"""Photos handed in from outside: kept without place, time and device; what is no photo is refused in words, whatever its name says.

Where a photo was taken says where a person was (PIPL: only what the matter needs is kept). Evidence of the desk is not touched.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from dianxiaoer.kernel.files import StoredFile, keep, sniff
from dianxiaoer.kernel.pictures import TooLarge, Unreadable, bare
from dianxiaoer.kernel.refusals import Refused

MOST = 9
#: a picture that claims more points than any phone takes is a trap; so is a large one of next to no bytes (a JPEG that is black
#: all over has some 130 points a byte)
_MOST_POINTS = 200_000_000
_FEW_POINTS, _MOST_POINTS_A_BYTE = 10_000_000, 300
_BROKEN = (Unreadable, UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError)


def keep_photo(upload: Any) -> StoredFile:
    """Check that it is a picture, take out what it says besides, and keep it. Raises Refused naming the file."""
    if not 0 < upload.size <= settings.UPLOAD_BYTES:
        return keep(upload)  # which says what is wrong
    name = str(upload.name)[:80]
    kind = sniff(upload.file)
    if not kind.startswith("image/"):
        raise Refused(_("“%(name)s”不是照片。请上传 JPG、PNG 或 WEBP 图片。") % {"name": name})
    if kind == "image/heic":
        raise Refused(
            _(
                "“%(name)s”是 HEIC 图片,里面的拍摄位置去不掉,不能接收。请在手机上存为 JPG 再上传(苹果手机:设置 → 相机 → 格式 → 兼容性最佳,再拍一张)。"
            )
            % {"name": name}
        )
    _look_inside(upload, name)
    return keep(ContentFile(_bare(upload, kind, name), name=upload.name))


def _look_inside(upload: Any, name: str) -> None:
    try:
        points = _points(upload.file)
    except Image.DecompressionBombError:
        raise _too_large(name) from None
    except _BROKEN:
        raise _broken(name) from None
    if points > _MOST_POINTS or points > max(_FEW_POINTS, upload.size * _MOST_POINTS_A_BYTE):
        raise _too_large(name)


def _points(file: Any) -> int:
    file.seek(0)
    with Image.open(file) as picture:
        width, height = picture.size
        picture.verify()
    return int(width * height)


def _bare(upload: Any, kind: str, name: str) -> bytes:
    upload.file.seek(0)
    try:
        return bare(upload.file.read(), kind)
    except TooLarge:
        raise _too_large(name) from None
    except _BROKEN:
        raise _broken(name) from None


def _too_large(name: str) -> Refused:
    return Refused(_("“%(name)s”尺寸过大。请缩小后再上传。") % {"name": name})


def _broken(name: str) -> Refused:
    return Refused(_("“%(name)s”打不开,可能已损坏。请重新拍一张。") % {"name": name})

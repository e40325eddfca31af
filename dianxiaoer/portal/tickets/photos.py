"""Photos of a request: what is no photo is refused in words, whatever its name says."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from dianxiaoer.kernel.files import StoredFile, keep, sniff
from dianxiaoer.kernel.refusals import Refused

MOST = 9
#: a picture that claims more points than any phone takes is a trap
_MOST_POINTS = 200_000_000


def keep_photo(upload: Any) -> StoredFile:
    """Check that it is a picture, and keep it. Raises Refused naming the file."""
    name = str(upload.name)[:80]
    if upload.size and not sniff(upload.file).startswith("image/"):
        raise Refused(_("“%(name)s”不是照片。请上传 JPG、PNG、WEBP 或 HEIC 图片。") % {"name": name})
    if upload.size and not sniff(upload.file).endswith("heic"):  # the one kind the library does not read
        _look_inside(upload, name)
    return keep(upload)


def _look_inside(upload: Any, name: str) -> None:
    upload.file.seek(0)
    try:
        with Image.open(upload.file) as picture:
            width, height = picture.size
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused(_("“%(name)s”打不开,可能已损坏。请重新拍一张。") % {"name": name}) from None
    finally:
        upload.file.seek(0)
    if width * height > _MOST_POINTS:
        raise Refused(_("“%(name)s”尺寸过大。请缩小后再上传。") % {"name": name})

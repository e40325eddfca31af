"""Pictures without what a camera writes into them besides the picture: place, time, device, thumbnail, whatever is appended.

JPEG, PNG and WebP. A picture keeps its very points: only the parts of the file that say something else are left out. A JPEG the
camera marks as turned keeps a mark of our own making that says which way is up and nothing else, as every browser reads it; the
other kinds, which no camera turns, are drawn anew the right way up.
Layout of the files: ITU-T T.81 annex B, CIPA DC-008 (Exif 2.32) 4.5, W3C PNG (third edition) 5.3, RFC 9649.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Iterator
from threading import Lock

from PIL import ExifTags, Image, ImageOps

#: the most points drawn anew
MOST_TURNED = 50_000_000
_QUALITY = 90
_UPRIGHT = 1
#: an Exif segment of one entry: orientation (0x0112), a short, one of them, its value; no further directory
_TURNED = b"\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0%c\0\0\0\0\0\0\0"
#: two large pictures never lie in the memory of one process at once
_ONE_AT_A_TIME = Lock()

_PNG_KEPT = frozenset(
    (b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT")
)
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_TELLS = 0x08 | 0x04  # EXIF, XMP
_JPEG_TELLS = frozenset((*range(0xE0, 0xF0), 0xFE))
_JPEG_KEPT = (b"\xff\xe0JFIF\0", b"\xff\xe2ICC_PROFILE\0", b"\xff\xeeAdobe")
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


class Unreadable(ValueError):
    """The file is cut off or not built as its kind is."""


class TooLarge(ValueError):
    """It would have to be drawn anew and has too many points for that."""


def bare(data: bytes, content_type: str) -> bytes:
    """The picture alone, the right way up. Raises Unreadable, TooLarge; OSError and others of the library when it is broken."""
    turn = _turn(data)
    if content_type == "image/jpeg":
        return _bare_jpeg(data, turn)
    if turn != _UPRIGHT:
        with _ONE_AT_A_TIME:
            data = _upright(data)
    return _BARE[content_type](data)


def _turn(data: bytes) -> int:
    """How the camera was held: 1 (upright) to 8; what is no such number counts as upright."""
    with Image.open(io.BytesIO(data)) as picture:
        turn = picture.getexif().get(ExifTags.Base.Orientation, _UPRIGHT)
    return int(turn) if turn in range(2, 9) else _UPRIGHT


def _upright(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        kind, (width, height) = picture.format or "", picture.size
        if width * height > MOST_TURNED:
            raise TooLarge
        drawn, out = ImageOps.exif_transpose(picture), io.BytesIO()
        drawn.save(out, kind, quality=_QUALITY, icc_profile=picture.info.get("icc_profile"))
    return out.getvalue()


def _bare_jpeg(data: bytes, turn: int) -> bytes:
    mark = _TURNED % turn if turn != _UPRIGHT else b""
    return b"\xff\xd8" + mark + b"".join(_jpeg_parts(data)) + b"\xff\xd9"


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    """Every segment that is needed, with the points that follow a scan's header; nothing after the end of the first picture."""
    at = 2
    while True:
        found = _NEXT_MARKER.match(data, at)
        if found is None:
            raise Unreadable
        kind = data[at + 1]
        if kind == 0xD9:
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == 0xDA:
            following = _NEXT_MARKER.search(data, end)
            if following is None:
                raise Unreadable
            end = following.start()
        if kind not in _JPEG_TELLS or (data[at : at + 2] + data[at + 4 : at + 20]).startswith(_JPEG_KEPT):
            yield data[at:end]
        at = end


def _bare_png(data: bytes) -> bytes:
    parts, at, name = [data[:8]], 8, b""
    while name != b"IEND":
        name, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4], "big")
        if len(name) < 4 or end > len(data):
            raise Unreadable
        if name[:1].isupper() or name in _PNG_KEPT:
            parts.append(data[at:end])
        at = end
    return b"".join(parts)


def _bare_webp(data: bytes) -> bytes:
    parts, at, last = [b"WEBP"], 12, 8 + int.from_bytes(data[4:8], "little")
    if last > len(data):
        raise Unreadable
    while at + 8 <= last:
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + size]
        if name == b"VP8X" and body:
            body = bytes([body[0] & ~_WEBP_TELLS]) + body[1:]
        if name in _WEBP_KEPT:
            parts.append(name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2))
        at += 8 + size + size % 2
    whole = b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


_BARE: dict[str, Callable[[bytes], bytes]] = {
    "image/png": _bare_png,
    "image/webp": _bare_webp,
}

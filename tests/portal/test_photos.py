"""What a phone writes into a photo besides the photo is not kept; which way is up is."""

import io
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image, ImageOps, PngImagePlugin

from dianxiaoer.kernel import pictures
from dianxiaoer.kernel.files import path_of
from dianxiaoer.kernel.photos import keep_photo
from dianxiaoer.kernel.pictures import Unreadable, bare
from dianxiaoer.kernel.refusals import Refused

MODEL, PLACE = "Shili-Phone-7", (34.0, 45.0, 12.34)
TOP, BOTTOM = (250, 10, 10), (10, 10, 250)
TELLS = (MODEL.encode(), b"Exif", b"xpacket", b"MotionPhoto", b"ftypmp42")


@pytest.fixture(autouse=True)
def in_chinese():
    with translation.override("zh-hans"):
        yield


def exif(orientation):
    found = Image.Exif()
    found[0x0110], found[0x0112] = MODEL, orientation
    found.get_ifd(0x8825).update({1: "N", 2: PLACE, 3: "E", 4: PLACE})
    return found


def a_photo(kind="JPEG", orientation=1, **options):
    """Red above blue once it is shown the right way up; `orientation` 6: taken with the phone held upright."""
    picture = Image.new("RGB", (64, 96), BOTTOM)
    picture.paste(TOP, (0, 0, 64, 48))
    if orientation == 6:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    out = io.BytesIO()
    picture.save(out, kind, exif=exif(orientation), **options)
    return out.getvalue()


def keep(content, name="门口.jpg"):
    row = keep_photo(SimpleUploadedFile(name, content))
    return path_of(row.sha256).read_bytes()


def shown(data):
    """(size, colour near the top, colour near the bottom) as a browser shows it."""
    with Image.open(io.BytesIO(data)) as picture:
        drawn = ImageOps.exif_transpose(picture).convert("RGB")
        return drawn.size, drawn.getpixel((32, 5)), drawn.getpixel((32, 90))


def near(colour, wanted):
    return all(abs(one - other) < 30 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize(
    ("kind", "name", "options"),
    [
        ("JPEG", "门口.jpg", {"comment": MODEL, "xmp": b"<?xpacket GPSLatitude?>"}),
        ("JPEG", "门口.jpg", {"progressive": True}),
        ("PNG", "门口.png", {}),
        ("WEBP", "门口.webp", {"xmp": b"<?xpacket GPSLatitude?>"}),
    ],
)
def test_place_and_device_are_taken_out_and_up_stays_up(kind, name, options, orientation):
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Location", MODEL)
        options = {"pnginfo": words}
    sent = a_photo(kind, orientation, **options) + b"MotionPhoto ftypmp42"
    with Image.open(io.BytesIO(sent)) as picture:
        assert picture.getexif().get_ifd(0x8825)[2] == PLACE, "the photo sent has a place"
    kept = keep(sent, name)
    is_marked = (kind, orientation) == ("JPEG", 6)
    with Image.open(io.BytesIO(kept)) as picture:
        assert dict(picture.getexif()) == ({0x0112: 6} if is_marked else {})
        assert picture.getexif().get_ifd(0x8825) == {}
        assert not {"xmp", "comment", "Location"} & set(picture.info)
        assert ("exif" in picture.info) == is_marked
        assert picture.format == kind
    assert [word for word in TELLS if word in kept] == ([b"Exif"] if is_marked else [])
    assert keep(kept, name) == kept
    size, top, bottom = shown(kept)
    assert size == (64, 96)
    assert near(top, TOP)
    assert near(bottom, BOTTOM)


@pytest.mark.parametrize("orientation", [*range(1, 9), 0, 77])
def test_a_photo_keeps_its_points_however_it_was_held(orientation):
    sent = a_photo(orientation=orientation, quality=93, icc_profile=b"a profile of colours")
    kept = keep(sent)
    with Image.open(io.BytesIO(sent)) as before, Image.open(io.BytesIO(kept)) as after:
        assert before.tobytes() == after.tobytes()
        assert before.quantization == after.quantization
        assert after.info["icc_profile"] == b"a profile of colours"
        assert dict(after.getexif()) == ({0x0112: orientation} if orientation in range(2, 9) else {})
    assert keep(kept) == kept


def test_one_cut_off_on_the_way_is_refused_in_words():
    whole = a_photo()
    for content in (whole[:-40], whole[:300]):
        with pytest.raises(Refused, match="打不开"):
            keep(content)
    for kind, content_type in (("PNG", "image/png"), ("WEBP", "image/webp")):
        with pytest.raises((Unreadable, OSError)):
            bare(a_photo(kind)[:-60], content_type)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_bomb_is_refused_before_it_goes_off(monkeypatch):
    bomb = bytearray(a_photo("PNG"))
    for side in (60_000, 14_000, 13_000):  # 3600, 196 and 169 million points in a few hundred bytes
        bomb[16:24] = side.to_bytes(4, "big") * 2
        bomb[29:33] = zlib.crc32(bomb[12:29]).to_bytes(4, "big")
        with pytest.raises(Refused, match="尺寸过大"):
            keep(bytes(bomb), "炸弹.png")
    monkeypatch.setattr(pictures, "MOST_TURNED", 1000)
    with pytest.raises(Refused, match="尺寸过大"):
        keep(a_photo("PNG", orientation=6), "门口.png")
    assert keep(a_photo(orientation=6)), "nothing is drawn anew, so it may be large"


def test_heic_is_refused_with_what_to_do():
    with pytest.raises(Refused, match=r"HEIC.*JPG.*兼容性最佳"):
        keep(b"\0\0\0\x18ftypheic" + b"0" * 200, "照片.heic")

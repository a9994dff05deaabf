"""Photographs: what a phone wrote into them is gone, what is no photograph is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from minhdinh.appraisals.domain.visits.images import LIMIT, plain_picture, thumbnail
from minhdinh.common.problems import Problem
from tests.appraisals.visiting import photograph
from tests.evidence.factories import pdf_bytes, png_bytes


def read(content: bytes, name: str = "anh.jpg", size: int | None = None):
    return plain_picture(io.BytesIO(content), name=name, size=len(content) if size is None else size)


def test_the_place_and_the_device_are_gone_and_the_moment_is_known() -> None:
    given = photograph()
    assert Image.open(io.BytesIO(given)).getexif()
    picture = read(given)
    kept = Image.open(io.BytesIO(picture.jpeg))
    assert not kept.getexif()
    assert b"Exif" not in picture.jpeg
    assert b"May anh mau" not in picture.jpeg
    assert picture.taken_at is not None
    assert picture.taken_at.tzinfo is not None


def test_it_stands_upright_and_is_no_larger_than_needed() -> None:
    kept = Image.open(io.BytesIO(read(photograph(size=(3000, 2000))).jpeg))
    assert kept.size[0] < kept.size[1] <= 2048


def test_the_same_photograph_is_the_same_bytes() -> None:
    given = photograph()
    assert read(given).jpeg == read(given).jpeg


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "CMYK", "1"])
def test_every_kind_of_picture_becomes_a_plain_one(mode: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (10, 200, 30)).convert("RGB").convert(mode if mode != "LA" else "L").convert(
        mode
    ).save(out, "PNG" if mode != "CMYK" else "JPEG")
    assert Image.open(io.BytesIO(read(out.getvalue()).jpeg)).mode == "RGB"


def test_a_moment_that_is_none_is_unknown() -> None:
    assert read(png_bytes(), "anh.png").taken_at is None


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf_bytes(), "anh.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "anh.svg"),
        (b"\xff\xd8\xff\xe0" + b"hong" * 50, "anh.jpg"),
        (b"GIF89a" + b"\0" * 40, "anh.gif"),
        (b"", "anh.jpg"),
    ],
)
def test_what_is_no_photograph_is_refused(content: bytes, name: str) -> None:
    with pytest.raises(Problem):
        read(content, name)


def test_a_cut_off_photograph_is_refused() -> None:
    given = photograph(size=(1200, 900))
    with pytest.raises(Problem, match="hỏng"):
        read(given[: len(given) // 3])


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """A PNG that says to be 30,000 × 30,000 in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(Problem):
        read(bomb, "anh.png")


def test_more_than_the_limit_is_refused() -> None:
    with pytest.raises(Problem, match="giới hạn"):
        read(photograph(), size=LIMIT + 1)


def test_a_thumbnail_is_small() -> None:
    small = Image.open(io.BytesIO(thumbnail(io.BytesIO(read(photograph(size=(2000, 1500))).jpeg))))
    assert max(small.size) == 320


def test_it_is_made_small_before_it_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    turned, turn = [], Image.Image.transpose

    def noted(image: Image.Image, method: Image.Transpose) -> Image.Image:
        turned.append(max(image.size))
        return turn(image, method)

    monkeypatch.setattr(Image.Image, "transpose", noted)
    read(photograph(size=(5000, 4000)))
    assert turned == [2048]


def test_what_is_read_whole_may_have_fewer_points() -> None:
    for kind, refused in (("PNG", True), ("JPEG", False)):
        out = io.BytesIO()
        Image.new("L", (7000, 6000)).save(out, kind)
        if refused:
            with pytest.raises(Problem, match="quá nhiều điểm ảnh"):
                read(out.getvalue())
        else:
            assert read(out.getvalue()).jpeg

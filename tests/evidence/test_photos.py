"""Photographs of pages as one PDF: upright, in order, bounded; what is no photograph is named and left out."""

import io
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from minhdinh.common.problems import Problem
from minhdinh.evidence import photos
from minhdinh.evidence.photos import (
    LONGEST_SIDE,
    MOST_PAGES,
    Joined,
    Photo,
    join_photos,
    opens_on_phones_only,
    turns_of,
    upright_jpeg,
)
from minhdinh.evidence.validators import detect_file
from tests.evidence.reading.papers import iphone_photo

LIMIT = 10 * 1024 * 1024
RED, GREEN, BLUE = (220, 20, 20), (20, 200, 20), (20, 20, 220)


def picture(
    colour: tuple[int, int, int] = RED,
    size: tuple[int, int] = (60, 80),
    *,
    orientation: int = 1,
    top: tuple[int, int, int] | None = None,
    kind: str = "JPEG",
) -> bytes:
    """Return a photograph; ``top`` colours its upper quarter as the pixels are stored."""
    image = Image.new("RGB", size, colour)
    if top:
        image.paste(top, (0, 0, size[0], size[1] // 4))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    out = io.BytesIO()
    image.save(out, kind, quality=95, exif=exif)
    return out.getvalue()


def photo(content: bytes, name: str = "trang.jpg", turn: int = 0) -> Photo:
    return Photo(io.BytesIO(content), name, len(content), turn)


def joined(*given: Photo) -> Joined:
    """Return what was joined, its bytes in memory."""
    with join_photos(given, limit=LIMIT) as made:
        stream = io.BytesIO(made.stream.read()) if made.stream else None
        return Joined(stream, made.size, made.pages, made.refused)


def pages_of(made: Joined, folder: Path) -> list[Image.Image]:
    """Return the pictures of the pages as another program takes them out."""
    assert made.stream is not None
    path = folder / "a.pdf"
    path.write_bytes(made.stream.read())
    tool = shutil.which("pdfimages")
    assert tool
    subprocess.run([tool, "-j", str(path), str(folder / "p")], check=True)
    return [Image.open(one).convert("RGB") for one in sorted(folder.glob("p-*"))]


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 60 for one, other in zip(pixel, colour, strict=True))


def test_pages_stand_in_the_order_given(tmp_path: Path) -> None:
    made = joined(*(photo(picture(colour)) for colour in (RED, GREEN, BLUE)))
    assert (made.pages, made.refused) == (3, ())
    pages = pages_of(made, tmp_path)
    assert [
        near(page.getpixel((30, 40)), one) for page, one in zip(pages, (RED, GREEN, BLUE), strict=True)
    ] == [
        True,
        True,
        True,
    ]


def test_it_is_a_pdf_by_its_content_and_its_size_is_told() -> None:
    made = joined(photo(picture()), photo(picture(GREEN)))
    assert made.stream is not None
    kind = detect_file(made.stream, name="a.pdf", size=made.size, limit=LIMIT)
    assert kind.extension == "pdf"
    assert len(made.stream.read()) == made.size


@pytest.mark.parametrize(
    ("orientation", "turn", "top_at"),
    [
        (1, 0, "top"),
        (3, 0, "bottom"),
        (6, 0, "right"),
        (8, 0, "left"),
        (1, 90, "right"),
        (1, 180, "bottom"),
        (1, 270, "left"),
        (6, 270, "top"),
    ],
)
def test_pages_are_upright(tmp_path: Path, orientation: int, turn: int, top_at: str) -> None:
    content = picture(BLUE, (80, 80), orientation=orientation, top=RED)
    [page] = pages_of(joined(photo(content, turn=turn)), tmp_path)
    edges = {"top": (40, 6), "bottom": (40, 73), "left": (6, 40), "right": (73, 40)}
    assert [name for name, at in edges.items() if near(page.getpixel(at), RED)] == [top_at]


def test_large_photographs_are_made_smaller(tmp_path: Path) -> None:
    [page] = pages_of(joined(photo(picture(size=(4000, 3000)))), tmp_path)
    assert page.size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def test_transparent_pictures_stand_on_white(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    [page] = pages_of(joined(photo(out.getvalue(), "a.png")), tmp_path)
    assert near(page.getpixel((10, 10)), (255, 255, 255))


def test_what_is_no_photograph_is_named_and_left_out() -> None:
    broken = picture()[:200]
    made = joined(
        photo(b"", "rong.jpg"),
        photo(b"MZ\x90 program", "virus.jpg"),
        photo(broken, "hong.jpg"),
        photo(b"%PDF-1.4 text", "giay.pdf"),
        photo(picture(), "dung.jpg"),
    )
    assert made.pages == 1
    said = " ".join(one.message for one in made.refused)
    for name in ("rong.jpg", "virus.jpg", "hong.jpg", "giay.pdf"):
        assert name in said
    assert "dung.jpg" not in said


def test_nothing_readable_gives_no_file() -> None:
    made = joined(photo(b"", "rong.jpg"))
    assert (made.stream, made.pages, len(made.refused)) == (None, 0, 1)


def test_too_many_points_are_refused_before_they_are_read() -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    made = joined(photo(out.getvalue(), "to.png"))
    assert "quá nhiều điểm ảnh" in made.refused[0].message


def test_what_is_read_whole_may_have_fewer_points() -> None:
    refused = []
    for kind in ("PNG", "JPEG"):
        out = io.BytesIO()
        Image.new("L", (7000, 6000)).save(out, kind)
        refused.append(len(joined(photo(out.getvalue(), f"to.{kind.lower()}")).refused))
    assert refused == [1, 0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_it_is_made_small_before_it_is_turned(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    turned, turn = [], Image.Image.transpose

    def noted(image: Image.Image, method: Image.Transpose) -> Image.Image:
        turned.append(max(image.size))
        return turn(image, method)

    monkeypatch.setattr(Image.Image, "transpose", noted)
    made = joined(photo(picture(size=(4400, 3300), orientation=6, kind=kind), "a.jpg", turn=90))
    assert made.pages == 1
    assert turned == [LONGEST_SIDE, LONGEST_SIDE]


@pytest.mark.parametrize(
    "notes",
    [
        b"II*\x00",
        b"II*\x00\x08\x00\x00\x00\x01",
        b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x02\x00\x00\x00\x09\xff\xff\xff\xff",
        b"xx" * 9,
    ],
)
def test_damaged_notes_of_the_camera_turn_nothing(notes: bytes) -> None:
    out = io.BytesIO()
    Image.new("RGB", (30, 40), RED).save(out, "JPEG", exif=b"Exif\x00\x00" + notes)
    made = joined(photo(out.getvalue()))
    assert (made.pages, made.refused) == (1, ())


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(Problem, match="nhiều nhất"):
        joined(*(photo(picture()) for _time in range(MOST_PAGES + 1)))


def test_the_same_photographs_give_the_same_bytes() -> None:
    one, other = (joined(photo(picture()), photo(picture(GREEN))) for _time in range(2))
    assert one.stream is not None
    assert other.stream is not None
    assert one.stream.read() == other.stream.read()


def test_nothing_of_the_phone_is_kept() -> None:
    image = Image.new("RGB", (30, 40), RED)
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "HangDienThoai"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    made = joined(photo(out.getvalue()))
    assert made.stream is not None
    assert b"HangDienThoai" not in made.stream.read()


@pytest.mark.parametrize(
    ("text", "count", "turns"),
    [
        ("0,90,270", 3, [0, 90, 270]),
        ("", 2, [0, 0]),
        ("90", 3, [90, 0, 0]),
        ("90,90,90", 1, [90]),
        ("45,-90,x,99999999999999999999", 4, [0, 0, 0, 0]),
        ("\x00,180", 2, [0, 180]),
    ],
)
def test_turns_are_read_carefully(text: str, count: int, turns: list[int]) -> None:
    assert turns_of(text, count) == turns


def test_a_photograph_of_an_iphone_is_turned_upright_once(tmp_path: Path) -> None:
    """Its turn is noted twice, as iPhones do (in the container and in the camera's notes), and done once."""
    made = joined(photo(iphone_photo(), "IMG_0001.HEIC"), photo(iphone_photo(), "IMG_0002.HEIC", turn=90))
    assert (made.pages, made.refused) == (2, ())
    upright, turned = pages_of(made, tmp_path)
    assert (upright.size, turned.size) == ((600, 800), (800, 600))
    assert near(upright.getpixel((10, 10)), (200, 0, 0))
    assert near(turned.getpixel((790, 10)), (200, 0, 0))


def test_a_damaged_photograph_of_an_iphone_is_named(tmp_path: Path) -> None:
    content, chance = iphone_photo(), random.Random(6)
    assert "hỏng" in str(joined(photo(content[: len(content) // 2], "a.heic")).refused[0])
    for _case in range(300):
        broken = bytearray(content)
        for _change in range(chance.choice((1, 3, 20))):
            broken[chance.randrange(12, len(broken))] = chance.randrange(256)
        made = joined(photo(bytes(broken), "a.heic"))
        assert made.pages + len(made.refused) == 1


def test_a_heic_with_too_many_dots_is_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS_READ_WHOLE", 600 * 800 - 1)
    [refused] = joined(photo(iphone_photo(), "a.heic")).refused
    assert "quá nhiều điểm ảnh" in refused.message


def test_a_heic_is_known_by_its_content() -> None:
    stream = io.BytesIO(iphone_photo())
    stream.seek(20)
    assert opens_on_phones_only(stream)
    assert stream.tell() == 0
    assert not opens_on_phones_only(io.BytesIO(picture()))
    assert not opens_on_phones_only(io.BytesIO(b""))


def test_a_picture_for_every_browser_is_a_plain_jpeg() -> None:
    content = iphone_photo()
    image = Image.open(io.BytesIO(upright_jpeg(io.BytesIO(content), "a.heic", len(content))))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (600, 800), {})
    assert near(image.getpixel((10, 10)), (200, 0, 0))

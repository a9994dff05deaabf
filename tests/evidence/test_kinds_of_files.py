"""What is taken is told in the words that people use, and follows the setting."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from minhdinh.common.problems import Problem
from minhdinh.evidence.kinds_of_files import GROUPS, MEDIA_TYPES, types_label
from minhdinh.evidence.photos import Photo, join_photos
from minhdinh.evidence.validators import detect_file
from tests.evidence.factories import jpg_bytes, office_bytes, pdf_bytes

LIMIT = 1024 * 1024


def detect(content: bytes, name: str = "tệp.pdf") -> str:
    return detect_file(io.BytesIO(content), name=name, size=len(content), limit=LIMIT).extension


def test_everything_known_is_told_shortly() -> None:
    assert types_label(MEDIA_TYPES) == ("PDF, ảnh (JPG, PNG, WEBP, HEIC), Word, Excel, PowerPoint, MP4, MP3")


@pytest.mark.parametrize(
    ("allowed", "words"),
    [
        ({"pdf"}, "PDF"),
        ({"pdf", "jpg"}, "PDF, ảnh (JPG)"),
        ({"docx", "pdf"}, "PDF, Word (DOCX)"),
        ({"pdf", "xlsx", "xls", "mp4"}, "PDF, Excel, MP4"),
    ],
)
def test_a_part_of_a_group_names_its_endings(allowed: set[str], words: str) -> None:
    assert types_label(allowed) == words


def test_every_kind_belongs_to_one_group() -> None:
    grouped = [ending for _name, endings in GROUPS for ending in endings]
    assert sorted(grouped) == sorted(MEDIA_TYPES)


@given(st.sets(st.sampled_from(sorted(MEDIA_TYPES)), min_size=1))
def test_what_is_taken_is_always_named(allowed: set[str]) -> None:
    words = types_label(allowed)
    for name, endings in GROUPS:
        assert (name in words) == bool(allowed & set(endings))


def test_the_setting_decides_by_content(settings: Settings) -> None:
    settings.MINHDINH_UPLOAD_TYPES = frozenset({"pdf", "docx"})
    assert detect(pdf_bytes(), "anh.jpg") == "pdf"
    assert detect(office_bytes(), "tệp") == "docx"
    with pytest.raises(Problem) as caught:
        detect(jpg_bytes(), "thu.pdf")
    assert caught.value.message == "Tệp “thu.pdf” không thuộc loại được nhận (PDF, Word (DOCX))."


def test_a_kind_that_is_not_known_is_never_taken(settings: Settings) -> None:
    settings.MINHDINH_UPLOAD_TYPES = frozenset({"pdf", "exe", ""})
    for content in (b"MZ\x90\0" + b"\0" * 60, b"plain words", b"\0"):
        with pytest.raises(Problem):
            detect(content)


def test_what_was_taken_elsewhere_may_be_looked_at_by_its_own_list(settings: Settings) -> None:
    settings.MINHDINH_UPLOAD_TYPES = frozenset({"pdf"})
    content = jpg_bytes()
    found = detect_file(io.BytesIO(content), name="a", size=len(content), limit=LIMIT, allowed=MEDIA_TYPES)
    assert found.extension == "jpg"


def test_photographs_become_a_pdf_where_only_pdf_is_taken(settings: Settings) -> None:
    settings.MINHDINH_UPLOAD_TYPES = frozenset({"pdf"})
    content = jpg_bytes()
    photo = Photo(io.BytesIO(content), "a.jpg", len(content))
    with join_photos([photo], limit=LIMIT) as joined:
        assert (joined.pages, joined.refused) == (1, ())

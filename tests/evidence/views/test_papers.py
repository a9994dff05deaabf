"""Files and photographs of a form as uploads: joined, turned, or as they came."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minhdinh.common.problems import Problems
from minhdinh.evidence import photos
from minhdinh.evidence.views.papers import papers_of
from tests.evidence.factories import jpg_bytes, pdf_bytes
from tests.evidence.reading.papers import iphone_photo


def photo(name: str = "trang.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpg_bytes() if content is None else content)


def given(
    *photos: SimpleUploadedFile, papers: tuple[SimpleUploadedFile, ...] = (), **more: Any
) -> dict[str, Any]:
    return {"photos": list(photos), "papers": list(papers), "turns": "", "join": True, **more}


def test_several_photographs_become_one_pdf_behind_the_files() -> None:
    paper = SimpleUploadedFile("a.pdf", pdf_bytes())
    with papers_of(given(photo(), photo("b.jpg"), papers=(paper,)), "Sổ 1/2") as (uploads, left_out):
        assert [one.name for one in uploads] == ["a.pdf", "Sổ 1-2.pdf"]
        assert uploads[1].stream.read(5) == b"%PDF-"
    assert left_out == []


def test_one_photograph_and_unjoined_ones_stay_as_they_came() -> None:
    with papers_of(given(photo()), "Sổ") as (uploads, _left_out):
        assert [one.name for one in uploads] == ["trang.jpg"]
    with papers_of(given(photo(), photo("b.jpg"), join=False), "Sổ") as (uploads, _left_out):
        assert [one.name for one in uploads] == ["trang.jpg", "b.jpg"]


def test_a_turned_photograph_becomes_a_pdf() -> None:
    with papers_of(given(photo(), turns="90", join=False), "Sổ") as (uploads, _left_out):
        assert [one.name for one in uploads] == ["Sổ.pdf"]


def test_a_broken_photograph_is_named_and_alone_refuses_all() -> None:
    broken = photo("hong.jpg", b"\xff\xd8\xff\xe0 khong phai anh")
    with papers_of(given(photo(), broken), "Sổ") as (uploads, left_out):
        assert len(uploads) == 1
    assert "hong.jpg" in left_out[0].message
    for one in (broken,):
        one.seek(0)
    with pytest.raises(Problems, match=r"hong\.jpg"), papers_of(given(broken, broken), "Sổ"):
        pass


def test_unjoined_only_those_of_iphones_and_turned_ones_become_pdf() -> None:
    sent = (photo("a.jpg"), photo("b.heic", iphone_photo()), photo("c.jpg"))
    with papers_of(given(*sent, turns="0,0,90", join=False), "Sổ") as (uploads, left_out):
        assert [one.name for one in uploads] == ["a.jpg", "Sổ.pdf", "Sổ.pdf"]
        assert uploads[0].stream.read() == jpg_bytes()
    assert left_out == []


@pytest.mark.parametrize("join", [True, False])
def test_one_of_an_iphone_that_is_too_large_is_filed_as_it_was_sent(
    monkeypatch: pytest.MonkeyPatch, join: bool
) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS_READ_WHOLE", 600 * 800 - 1)
    with papers_of(given(photo("a.heic", iphone_photo()), join=join), "Sổ") as (uploads, left_out):
        assert [(one.name, one.stream.read()) for one in uploads] == [("a.heic", iphone_photo())]
    assert left_out == []


@pytest.mark.parametrize("asked", [{"turns": "90"}, {"turns": "90", "join": False}])
def test_one_that_is_too_large_to_be_turned_is_named_with_the_mend(
    monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS_READ_WHOLE", 600 * 800 - 1)
    sent = given(photo("a.heic", iphone_photo()), **asked)
    with pytest.raises(Problems, match=r"a\.heic.*ô chọn tệp"), papers_of(sent, "Sổ"):
        pass

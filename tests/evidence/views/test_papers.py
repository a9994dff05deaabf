"""Files and photographs of a form as uploads: joined, turned, or as they came."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minhdinh.common.problems import Problems
from minhdinh.evidence.views.papers import papers_of
from tests.evidence.factories import jpg_bytes, pdf_bytes


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

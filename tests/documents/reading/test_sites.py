"""The annex of places in Biểu 1."""

import pytest

from minhdinh.documents.reading.sites import site_annex
from tests.documents import sample
from tests.documents.docx_text import highlighted, text_of
from tests.documents.making import make


def site(name, first="met", second="", situation="Đủ phòng", lacking="", main=False):
    return {
        "name": name,
        "main": main,
        "level_1": first,
        "level_2": second,
        "situation": situation,
        "lacking": lacking,
    }


def with_sites(*sites):
    part = {
        "title": "Phụ biểu – Điều kiện giáo dục tại từng địa điểm",
        "legal_reference": "Công văn 5555/BGDĐT-GDPT",
        "criteria": [{"criterion": "1.4", "sites": list(sites)}],
    }
    return sample.dossier() | {"site_conditions": part}


def printed(*sites):
    return text_of(make("bieu-1", with_sites(*sites)))


def test_it_follows_the_data_tables():
    text = printed(
        site("Điểm chính", second="met", main=True),
        site("Đồi Chè", "unmet", situation="Phòng tạm\nmái tôn", lacking="02 phòng"),
    )
    before, annex = text.split("Phụ biểu – Điều kiện giáo dục tại từng địa điểm")
    assert "1. Cơ sở dữ liệu" in before
    assert "2. Các văn bản, bảng tổng hợp kèm theo" in annex
    assert "| Địa điểm | Mức 1 | Mức 2 | Điều kiện thực tế | Còn thiếu |" in annex
    assert "Tiêu chí 1.4. Tự đánh giá, cải tiến" in annex
    assert "| Điểm chính (điểm chính) | Đạt | Đạt | Đủ phòng |" in annex
    assert "Căn cứ: Công văn 5555/BGDĐT-GDPT." in annex
    assert "| Đồi Chè | Chưa đạt | - |" in annex
    assert "mái tôn" in annex


@pytest.mark.parametrize(
    ("row", "gaps"),
    [
        (site("A", second="unmet"), 0),
        (site("A"), 1),
        (site("A", "", situation=""), 4),
        (site("A", "unmet"), 1),
    ],
)
def test_what_nobody_wrote_shows(row, gaps):
    before = len(highlighted(make("bieu-1", sample.dossier())))
    assert len(highlighted(make("bieu-1", with_sites(row)))) - before == gaps


def test_a_school_of_one_place_prints_as_before():
    assert site_annex(sample.dossier()) == ""
    assert "Phụ biểu" not in text_of(make("bieu-1", sample.dossier()))


def test_words_are_no_markup():
    assert "<w:p>" not in printed(site("Đồi <Chè> & suối", situation="a < b")).replace("<PAGE>", "")
    assert "Đồi <Chè> & suối" in printed(site("Đồi <Chè> & suối"))

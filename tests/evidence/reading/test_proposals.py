"""What is proposed from a paper's text."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.evidence.context import Asked
from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.reading.proposals import propose
from minhdinh.evidence.reading.words import read_words
from tests.evidence.reading.papers import Paper, needs_eyes, saved, scan, word_paper

TODAY = dt.date(2026, 11, 22)
OWN = "Trường THCS Sao Mai"
WHOLE = {
    "name": "Quyết định về việc thành lập Hội đồng tự đánh giá năm học 2026-2027",
    "kind": "quyet_dinh_truong",
    "number": "12/QĐ-THCSSM",
    "issued_on": dt.date(2026, 9, 5),
    "issuer": OWN,
}


def test_a_word_file_proposes_everything(tmp_path) -> None:
    reading = read_words(saved(tmp_path, "a.docx", word_paper()), "docx")
    assert propose(reading.text, own_name=OWN, day=TODAY).values == WHOLE


@needs_eyes
@pytest.mark.parametrize("turned", [0.0, 0.7])
def test_a_scan_proposes_the_same(tmp_path, turned: float) -> None:
    reading = read_words(saved(tmp_path, "a.pdf", scan(turned=turned)), "pdf")
    assert reading.state == ReadingState.READ
    assert propose(reading.text, own_name=OWN, day=TODAY).values == WHOLE


@needs_eyes
def test_a_scan_of_a_plan_from_above(tmp_path) -> None:
    paper = Paper(above="UBND TỈNH HÒA BÌNH", agency="SỞ GIÁO DỤC VÀ ĐÀO TẠO", number="215/KH-SGDĐT",
                  day="ngày 17 tháng 10 năm 2026", word="KẾ HOẠCH", subject="Kiểm tra nhiệm vụ năm học")  # fmt: skip
    reading = read_words(saved(tmp_path, "a.pdf", scan(paper)), "pdf")
    found = propose(reading.text, own_name=OWN, day=TODAY).values
    assert (found["number"], found["issued_on"]) == ("215/KH-SGDĐT", dt.date(2026, 10, 17))
    assert (found["issuer"], found["kind"]) == ("Sở Giáo dục và Đào tạo", "van_ban_chi_dao")


def test_criteria_come_with_their_reason() -> None:
    asked = {
        "4.2": Asked("Phòng chống tai nạn thương tích"),
        "1.1": Asked("Chiến lược"),
        "1.2": Asked("Tài chính"),
    }
    found = propose("KẾ HOẠCH\nPhòng chống tai nạn thương tích", asked=asked, day=TODAY)
    assert [one.code for one in found.criteria] == ["4.2"]
    assert found.criteria[0].words == ("phòng chống tai nạn thương tích",)


def test_lines_that_cite_others_do_not_speak_for_a_criterion() -> None:
    asked = {
        "4.2": Asked("Phòng chống tai nạn thương tích"),
        "1.1": Asked("Chiến lược"),
        "1.2": Asked("Tài chính"),
    }
    text = "THÔNG BÁO\nNghỉ lễ\n\nCăn cứ Thông tư về phòng chống tai nạn thương tích;"
    assert propose(text, asked=asked, day=TODAY).criteria == ()


def test_a_day_far_ahead_is_a_slip() -> None:
    assert "issued_on" not in propose("Hòa Bình, ngày 5 tháng 9 năm 2062\nBÁO CÁO", day=TODAY).values


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_gives_values_that_fit(text: str) -> None:
    found = propose(f"TRƯỜNG {text}\nSố: 12/QĐ-{text}\nQUYẾT ĐỊNH\n{text}", own_name=OWN, day=TODAY)
    assert all(value for value in found.values.values())
    assert len(str(found.values.get("name", ""))) <= 400
    assert len(str(found.values.get("number", ""))) <= 120
    assert len(str(found.values.get("issuer", ""))) <= 250

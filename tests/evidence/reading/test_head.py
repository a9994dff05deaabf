"""What a paper says of itself, by the layout of Nghị định 30/2020."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.evidence.reading.head import Head, flattened, read_head, sentence_case
from tests.evidence.reading.papers import Paper

SEPTEMBER = dt.date(2026, 9, 5)
SIGNS = st.sampled_from(["QĐ-THCS", "KH-THCSSM", "BC-TrTH", "QĐ-UBND", "NQ-HĐT", "TB-SGDĐT", "SGDĐT-GDTrH"])
NOISE = {"Đ": "Ð", "1": "l", "0": "O", "ĐỊNH": "ĐINH", "ngày": "ngảy", "tháng": "thảng", "HẠNH": "HANH"}


def paper(*lines: str) -> Head:
    return read_head("\n".join(lines))


def test_a_decision_in_two_columns() -> None:
    found = read_head("\n".join(Paper().lines))
    assert found == Head(
        "12/QĐ-THCSSM",
        SEPTEMBER,
        "TRƯỜNG THCS SAO MAI",
        "Quyết định",
        "Về việc thành lập Hội đồng tự đánh giá năm học 2026-2027",
    )


def test_columns_that_were_read_across() -> None:
    found = paper(
        "UBND PHƯỜNG HÒA BÌNH     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TRƯỜNG THCS SAO MAI      Độc lập - Tự do - Hạnh phúc",
        "Số: 12/QĐ-THCSSM         Hòa Bình, ngày 05 tháng 9 năm 2026",
        "",
        "QUYẾT ĐỊNH",
    )
    assert (found.number, found.issued_on, found.issuer) == ("12/QĐ-THCSSM", SEPTEMBER, "TRƯỜNG THCS SAO MAI")


def test_a_letter_says_what_it_is_about_under_its_number() -> None:
    found = paper(
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Số: 1234/SGDĐT-GDTrH", "V/v hướng dẫn thực hiện nhiệm vụ", "năm học 2026-2027",
        "Hòa Bình, ngày 15 tháng 8 năm 2026", "Kính gửi: Các trường",
    )  # fmt: skip
    assert (found.word, found.subject) == (
        "Công văn", "Về việc hướng dẫn thực hiện nhiệm vụ năm học 2026-2027",
    )  # fmt: skip
    assert found.issued_on == dt.date(2026, 8, 15)


def test_minutes_have_no_number_and_their_day_in_the_text() -> None:
    found = paper("TRƯỜNG THCS SAO MAI", "TỔ TOÁN", "BIÊN BẢN HỌP TỔ CHUYÊN MÔN",
                  "Hôm nay, vào hồi 14 giờ ngày 12 tháng 10 năm 2026, tổ họp")  # fmt: skip
    assert found == Head("", dt.date(2026, 10, 12), "TỔ TOÁN", "Biên bản", "họp tổ chuyên môn")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 12/QĐÐ-THCSSM", "12/QĐ-THCSSM"),
        ("Số 12/QD-THCS", "12/QĐ-THCS"),
        ("Số: l2 / KH - THCS", "12/KH-THCS"),
        ("- Số: O7/2026/NQ-HĐT", "07/2026/NQ-HĐT"),
        ("Số: 12a/QĐ-UBND", "12A/QĐ-UBND"),
        ("Số: 12/BC-TH&THCS", "12/BC-TH&THCS"),
        ("Số:      /QĐ-THCS", ""),
        ("Số: 45", ""),
        ("Số học sinh: 12/30 em", ""),
        ("Số: 12/kế hoạch", ""),
    ],
)
def test_numbers_as_they_are_typed_and_misread(line: str, number: str) -> None:
    assert paper("TRƯỜNG THCS SAO MAI", line, "QUYẾT ĐỊNH").number == number


def test_papers_that_are_cited_are_not_taken_for_this_one() -> None:
    found = paper("TRƯỜNG THCS SAO MAI", "KẾ HOẠCH", "Năm học",
                  "Căn cứ Quyết định số 99/QĐ-UBND ngày 01 tháng 02 năm 2020 của UBND tỉnh;")  # fmt: skip
    assert (found.number, found.issued_on) == ("", None)


def test_the_day_beside_the_place_comes_before_others() -> None:
    found = paper("Kỳ họp ngày 01 tháng 3 năm 2026", "Hòa Bình, ngày 05 tháng 9 năm 2026", "BÁO CÁO")
    assert found.issued_on == SEPTEMBER


@pytest.mark.parametrize(
    "day",
    ["ngày 31 tháng 2 năm 2026", "ngày 5 tháng 9 năm 2206", "ngày tháng năm 2026", "ngày 5 tháng 9 năm 1900"],
)
def test_days_that_cannot_be_are_left_out(day: str) -> None:
    assert read_head(f"Hòa Bình, {day}\nBÁO CÁO", latest_year=2027).issued_on is None


def test_an_agency_of_two_lines() -> None:
    found = paper("UBND THÀNH PHỐ", "TRƯỜNG TRUNG HỌC CƠ SỞ", "SAO MAI", "Số: 1/KH-THCS", "KẾ HOẠCH")
    assert found.issuer == "TRƯỜNG TRUNG HỌC CƠ SỞ SAO MAI"


@pytest.mark.parametrize(("line", "word"), [("QUYẾT ĐINH", "Quyết định"), ("QUYẼT ĐỊNH:", "Quyết định"),
                                            ("KÊ HOACH", "Kế hoạch"), ("NGHỈ QUYÉT", "Nghị quyết")])  # fmt: skip
def test_the_kind_of_paper_with_a_wrong_letter(line: str, word: str) -> None:
    assert paper(line).word == word


@pytest.mark.parametrize("line", ["Quyết định", "KẾ TOÁN", "QUYẾT TÂM THI ĐUA", "123", ""])
def test_what_is_no_kind_of_paper(line: str) -> None:
    assert paper(line).word == ""


@given(number=st.integers(1, 99999), sign=SIGNS, day=st.dates(dt.date(1976, 1, 1), dt.date(2027, 12, 31)))
def test_every_number_and_day_of_the_layout_is_read(number: int, sign: str, day: dt.date) -> None:
    shown = f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    found = read_head("\n".join(Paper(number=f"{number}/{sign}", day=shown).lines), latest_year=2027)
    assert (found.number, found.issued_on) == (f"{number}/{sign}", day)


@given(slips=st.sets(st.sampled_from(sorted(NOISE))))
def test_slips_of_a_recogniser_change_nothing(slips: set[str]) -> None:
    text = "\n".join(Paper().lines)
    for slip in slips:
        text = text.replace(slip, NOISE[slip])
    found = read_head(text)
    assert (found.number[:6], found.issued_on, found.word) == ("12/QĐ-", SEPTEMBER, "Quyết định")


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_is_borne(text: str) -> None:
    found = read_head(text)
    assert len(found.subject) <= 300
    assert len(flattened(text)) == len(text)


def test_sentences_begin_with_a_capital() -> None:
    assert sentence_case("QUYẾT ĐỊNH") == "Quyết định"
    assert sentence_case("") == ""

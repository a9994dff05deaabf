import datetime as dt

import pytest

from minhdinh.standards.rules.legal_citations import (
    Fault,
    Known,
    check_text,
    find_citations,
    library_of,
    number_key,
)

TODAY = dt.date(2020, 9, 14)
LIBRARY = library_of(
    [
        Known("19/2018/TT-BGDĐT", dt.date(2018, 8, 22), dt.date(2018, 10, 10), dt.date(2026, 7, 7), ("57/2026/TT-BGDĐT",)),
        Known("25/2014/TT-BGDĐT", dt.date(2014, 8, 7), dt.date(2014, 9, 22), dt.date(2018, 10, 10), ("19/2018/TT-BGDĐT",)),
        Known("5942/BGDĐT-QLCL", dt.date(2018, 12, 28)),
        Known("22/2024/TT-BGDĐT", dt.date(2024, 12, 10), dt.date(2025, 1, 25)),
        Known("30/2020/NĐ-CP"),
    ]
)  # fmt: skip


def faults(text: str, day: dt.date = TODAY) -> list[str]:
    return [finding.fault.value for finding in check_text(text, LIBRARY, day)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Theo Thông tư 19/2018/TT-BGDĐT của Bộ.", ["19/2018/TT-BGDĐT"]),
        ("thông tư số 25/2014/TT-BGDĐT", ["25/2014/TT-BGDĐT"]),
        ("Công văn số: 5942/BGDĐT-QLCL", ["5942/BGDĐT-QLCL"]),
        ("Hướng dẫn 134/HD-PGD&ĐT và 921/SGDĐT-KT-KĐCLGD", ["134/HD-PGD&ĐT", "921/SGDĐT-KT-KĐCLGD"]),
        ("Nghị định 30/2020/NĐ-CP; Luật 43/2019/QH14", ["30/2020/NĐ-CP", "43/2019/QH14"]),
        ("Quyết định 12/QĐ-TTg", ["12/QĐ-TTg"]),
        ("Thông tư 19/2018 quy định", ["19/2018"]),
        ("đạt 25/25 tiêu chí, 13/19; tháng 9/2020; lớp 5/1; [H1-1.1-01]", []),
        ("", []),
    ],
)
def test_numbers_in_a_text(text: str, numbers: list[str]) -> None:
    assert [one.number for one in find_citations(text)] == numbers


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thông tư 19/2018/TT-BGDĐT ngày 22/8/2018 của Bộ", dt.date(2018, 8, 22)),
        ("Thông tư 19/2018/TT-BGDĐT, ngày 22 tháng 8 năm 2018", dt.date(2018, 8, 22)),
        ("Thông tư 19/2018/TT-BGDĐT ngày 22-08-2018", dt.date(2018, 8, 22)),
        ("Thông tư 19/2018/TT-BGDĐT của Bộ GDĐT ban hành ngày 22.8.2018", dt.date(2018, 8, 22)),
        ("Thông tư 19/2018/TT-BGDĐT; họp ngày 22/8/2018", None),
        ("Thông tư 19/2018/TT-BGDĐT và Công văn 5942/BGDĐT-QLCL ngày 28/12/2018", None),
        ("Thông tư 19/2018/TT-BGDĐT", None),
    ],
)
def test_the_day_beside_a_number(text: str, day: dt.date | None) -> None:
    assert find_citations(text)[0].day == day


def test_what_is_right_is_left_alone() -> None:
    text = (
        "Căn cứ Thông tư 19/2018/TT-BGDĐT ngày 22/8/2018, Công văn 5942/BGDĐT-QLCL ngày 28/12/2018 và Nghị định "
        "30/2020/NĐ-CP ngày 05/3/2020; thực hiện từ 9/2020 - 5/2021."
    )
    assert faults(text) == []


def test_a_wrong_year_names_the_right_day() -> None:
    (finding,) = check_text("Theo Công văn 5942/BGDĐT-QLCL ngày 28/12/2019 về tự đánh giá", LIBRARY, TODAY)
    assert finding.fault == Fault.WRONG_DAY
    assert finding.message == (
        "Văn bản 5942/BGDĐT-QLCL ghi năm 2019, thư viện ghi năm 2018: ngày ban hành là 28/12/2018, "
        "không phải 28/12/2019."
    )
    assert finding.number == "5942/BGDĐT-QLCL"
    assert not finding.mild


def test_cited_before_it_was_issued() -> None:
    assert faults("Dựa vào Hướng dẫn số 77/HD-PGD&ĐT, ngày 03/11/2020 của Phòng") == [
        "unknown_local",
        "not_issued_yet",
    ]
    assert faults("theo Thông tư 22/2024/TT-BGDĐT") == ["not_issued_yet"]


@pytest.mark.parametrize(
    "text",
    [
        "từ 11/2020 - 5/20201",
        "từ 11/2020-5/20201",
        "11/2020 đến tháng 5/20201",
        "13/2020 - 5/2021",
        "5/2021 – 11/2020",
    ],
)
def test_spans_of_months_that_cannot_be(text: str) -> None:
    assert faults(text) == ["wrong_range"]


@pytest.mark.parametrize(
    "text", ["11/2020 - 5/2021", "9/2020–5/2021", "2020-2025", "10/2020", "31/5/2021 - 6/2021"]
)
def test_spans_that_are_fine(text: str) -> None:
    assert faults(text) == []


def test_the_day_of_the_document_decides_about_force() -> None:
    text = "Thông tư 25/2014/TT-BGDĐT ngày 07/8/2014"
    assert faults(text, dt.date(2017, 9, 1)) == []
    (finding,) = check_text(text, LIBRARY, dt.date(2018, 10, 10))
    assert finding.fault == Fault.NO_LONGER_IN_FORCE
    assert "hết hiệu lực từ 10/10/2018. Văn bản thay thế: 19/2018/TT-BGDĐT." in finding.message
    (early,) = check_text(text, LIBRARY, dt.date(2014, 9, 1))
    assert (early.fault, early.mild) == (Fault.NOT_YET_IN_FORCE, True)


def test_numbers_that_the_library_does_not_know() -> None:
    (finding,) = check_text("Thông tư 19/2019/TT-BGDĐT", LIBRARY, TODAY)
    assert finding.fault == Fault.UNKNOWN
    assert "Thư viện có 19/2018/TT-BGDĐT." in finding.message
    assert faults("Quyết định 12/QĐ-THCS") == ["unknown_local"]
    assert faults("Nghị quyết 9/NQ-CP; Quyết định 12/QĐ-TTg") == ["unknown", "unknown"]


def test_a_number_and_its_day_of_different_years() -> None:
    assert faults("Thông tư 40/2015/TT-BGDĐT ngày 01/02/2016") == ["unknown", "wrong_day"]


@pytest.mark.parametrize("written", ["31/02/2018", "22/8/20188", "22/13/2018", "22/8/18"])
def test_days_that_do_not_exist(written: str) -> None:
    assert "impossible_day" in faults(f"Thông tư 19/2018/TT-BGDĐT ngày {written}")


def test_short_names_find_their_document() -> None:
    assert faults("Thông tư 25/2014") == ["no_longer_in_force"]
    assert faults("Thông tư 99/2014") == ["unknown"]


def test_findings_stand_in_the_texts_order() -> None:
    text = "từ 11/2020 - 5/20201; Công văn 5942/BGDĐT-QLCL ngày 28/12/2019"
    found = check_text(text, LIBRARY, TODAY)
    assert [text[one.start : one.end] for one in found] == ["11/2020 - 5/20201", "Công văn 5942/BGDĐT-QLCL"]


def test_keys_do_not_see_case_diacritics_and_signs() -> None:
    assert number_key("19/2018/TT-BGD&ĐT") == number_key("19/2018/tt-bgdđt ") == "19/2018/tt-bgddt"

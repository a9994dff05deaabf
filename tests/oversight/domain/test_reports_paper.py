"""A report as it is printed: parts that say something, numbered."""

import pytest

from minhdinh.oversight.domain.reports_paper import (
    PERIODS,
    lines_of,
    next_period_of,
    paper_of,
    period_of,
    print_with,
    printed,
)
from minhdinh.oversight.enums import ReportKind
from tests.oversight.paperwork import DAY, KEY, SPECIFIC, make_bureau


@pytest.mark.django_db
def test_parts_stand_in_the_order_of_official_reports() -> None:
    bureau = make_bureau()
    paper = paper_of(bureau.filled(last_tasks="- Việc cũ", proposals="- Xin ý kiến"), [])
    assert [one.heading for one in paper.sections] == [
        "1. Nhiệm vụ đã đề ra",
        "2. Tình hình triển khai thực hiện công tác tự đánh giá, đánh giá ngoài",
        "3. Kế hoạch thực hiện công tác học kỳ II, năm học 2013-2014",
        "4. Kiến nghị, đề xuất",
    ]
    plan = paper.sections[2]
    assert [one.heading for one in plan.parts] == ["a. Nhiệm vụ trọng tâm", "b. Các nhiệm vụ cụ thể"]
    assert [one.lines for one in plan.parts] == [(KEY,), (SPECIFIC,)]
    assert paper.subject == "Công tác kiểm định chất lượng giáo dục học kỳ I, năm học 2013-2014"
    assert paper.closing.endswith("học kỳ I, năm học 2013-2014./.")
    assert (paper.number, paper.day) == ("05/BC-PGDĐT", DAY)


@pytest.mark.django_db
def test_empty_parts_are_left_out_and_the_rest_renumbered() -> None:
    bureau = make_bureau()
    paper = paper_of(bureau.filled(key_tasks="", specific_tasks="- Một việc"), [])
    assert [one.heading[:2] for one in paper.sections] == ["1.", "2."]
    assert [one.heading for one in paper.sections[1].parts] == ["a. Các nhiệm vụ cụ thể"]
    assert [
        one.heading[:2] for one in paper_of(bureau.filled(key_tasks="", specific_tasks=""), []).sections
    ] == ["1."]


def test_every_kind_has_its_period() -> None:
    assert set(PERIODS) == set(ReportKind)
    assert period_of(ReportKind.YEAR, "2025-2026") == "năm học 2025-2026"
    assert next_period_of(ReportKind.SECOND, "2025-2026") == "năm học tiếp theo"


def test_blank_lines_are_no_lines() -> None:
    assert lines_of(" a \n\n  \nb") == ("a", "b")
    assert lines_of("") == ()


@pytest.mark.django_db
def test_the_last_named_printer_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minhdinh.oversight.domain.reports_paper._printers", [])
    print_with(lambda paper: b"first")
    print_with(lambda paper: paper.subject.encode())
    paper = paper_of(make_bureau().filled(), [])
    assert printed(paper) == paper.subject.encode()

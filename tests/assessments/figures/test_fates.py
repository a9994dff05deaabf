"""What would become of each figure of a file."""

import pytest

from minhdinh.assessments.data import form_of_school_type
from minhdinh.assessments.figures.fates import CellFate, CellLine, CellPlan, place_words, plan_cells
from minhdinh.assessments.figures.rules.named import Named
from minhdinh.assessments.rules.tables import Address
from tests.assessments.figures.books import LAST, YEARS

FORM = form_of_school_type("thcs").laid_out(["thcs"], YEARS)
GRADES = {"khoi_6": "5", "khoi_7": "5", "khoi_8": "4", "khoi_9": "4"}


def plan(*named: tuple[str, str, str, str], cells: dict[Address, str] | None = None) -> CellPlan:
    found = [Named(one[:3], one[3], f"Trang, ô A{number}") for number, one in enumerate(named, 1)]
    return plan_cells(FORM, cells or {}, found)


def only(*named: tuple[str, str, str, str], cells: dict[Address, str] | None = None) -> CellLine:
    (line,) = plan(*named, cells=cells).lines
    return line


@pytest.mark.parametrize(
    ("standing", "text", "fate"),
    [
        ("", "5", CellFate.NEW), ("4", "5", CellFate.CHANGED), ("5", "5", CellFate.SAME), ("5", " 05 ", CellFate.SAME),
        ("", "-5", CellFate.WRONG), ("5", "#REF!", CellFate.WRONG), ("5", "x" * 300, CellFate.WRONG),
    ],
)  # fmt: skip
def test_a_typed_cell(standing: str, text: str, fate: CellFate) -> None:
    line = only(("classes", "khoi_6", LAST, text), cells={("classes", "khoi_6", LAST): standing})
    assert line.fate is fate
    assert bool(line.why) == (fate is CellFate.WRONG)


@pytest.mark.parametrize(
    "address", [("classes", "khoi_6", "1999-2000"), ("classes", "khoi_1", LAST), ("cũ", "khoi_6", LAST),
                ("facilities", "hoc_tap", LAST), ("classes", "khoi_6", "note"), ("classes", "khoi_6", "label")]
)  # fmt: skip
def test_what_our_tables_have_no_place_for(address: Address) -> None:
    found = plan((*address, "5"))
    assert found.count(CellFate.NO_PLACE) == 1 or found.count(CellFate.WORKED_OUT) == 1
    assert found.writing == 0


def test_a_total_is_compared_with_our_own_sum() -> None:
    cells = {("classes", key, LAST): value for key, value in GRADES.items()}
    right = only(("classes", "cong", LAST, "18"), cells=cells)
    assert right.fate is CellFate.WORKED_OUT
    wrong = only(("classes", "cong", LAST, "19"), cells=cells)
    assert wrong.fate is CellFate.WRONG
    assert wrong.why == "Tệp ghi 19 nhưng các số hợp thành cho 18; hãy kiểm tra lại."


def test_the_sum_counts_what_the_file_itself_brings() -> None:
    named = [("classes", key, LAST, value) for key, value in GRADES.items()]
    found = plan(("classes", "cong", LAST, "18"), *named)
    assert [line.fate for line in found.lines] == [CellFate.WORKED_OUT, *[CellFate.NEW] * 4]


def test_the_same_cell_named_twice_counts_once_and_a_second_value_is_said() -> None:
    at = ("classes", "khoi_6", LAST)
    assert len(plan((*at, "5"), (*at, "5")).lines) == 1
    twice = plan((*at, "5"), (*at, "6"))
    assert twice.values == {at: "5"}
    assert twice.lines[1].why == "Tệp đã có số khác cho ô này: 5 (Trang, ô A1)."


def test_what_was_seen_is_exactly_what_stands_and_would_be_written() -> None:
    at = ("classes", "khoi_6", LAST)
    first = plan((*at, "5")).seen
    assert plan((*at, "5")).seen == first
    assert plan((*at, "6")).seen != first
    assert plan((*at, "5"), cells={at: "4"}).seen != first
    other = ("classes", "khoi_7", LAST)
    assert plan((*at, "5"), cells={other: "9"}).seen == first


@pytest.mark.parametrize(
    ("base", "standing", "text", "fate"),
    [
        ("5", "5", "5", CellFate.SAME), ("5", "7", "5", CellFate.SAME), ("5", "", "5", CellFate.SAME),
        ("5", "7", "05", CellFate.SAME), ("5", "5", "6", CellFate.CHANGED), ("", "", "6", CellFate.NEW),
        ("5", "7", "6", CellFate.CLASH), ("", "7", "6", CellFate.CLASH), ("5", "", "6", CellFate.CLASH),
        ("5", "6", "6", CellFate.SAME), ("x", "7", "6", CellFate.CHANGED), (None, "7", "6", CellFate.CHANGED),
    ],
)  # fmt: skip
def test_a_cell_is_compared_with_what_stood_when_the_template_was_downloaded(
    base: str | None, standing: str, text: str, fate: CellFate
) -> None:
    at = ("classes", "khoi_6", LAST)
    found = plan_cells(FORM, {at: standing} if standing else {}, [Named(at, text, "Trang, ô A1", base)])
    assert [line.fate for line in found.lines] == [fate]
    assert bool(found.values) == fate.writes
    assert found.lines[0].after == (standing if fate is CellFate.SAME else text)


def test_cells_are_named_in_words() -> None:
    assert place_words(FORM, ("pupils", "nu", LAST)) == "Bảng 4a, Nữ, Năm học 2026-2027"
    assert place_words(FORM, ("facilities", "thu_vien", "note")) == "Bảng 2, Thư viện, Ghi chú"
    assert place_words(FORM, ("other", "khac_2", "label")) == "Bảng 5, hàng 2, Tên số liệu"
    assert place_words(FORM, ("cũ", "x", LAST)) == "cũ, x, 2026-2027"
    assert place_words(FORM, ("classes", "khoi_1", LAST)) == "Bảng 1, khoi_1, Năm học 2026-2027"


def test_percentages_are_shown_with_their_comma() -> None:
    at = ("results", "hoc_tap_tot", LAST)
    line = only((*at, "21.04"), cells={at: "20.5"})
    assert (line.before, line.after) == ("20,50", "21,04")

"""The pages' views: counts by fate, changes in words, the sheet beside the picks."""

from minhdinh.assessments.data import form_of_school_type
from minhdinh.assessments.figures.fates import plan_cells
from minhdinh.assessments.figures.files import Suggested
from minhdinh.assessments.figures.presenting import SHOWN_ROWS, build_mapping, build_plan
from minhdinh.assessments.figures.rules.mapping import TableMapping
from minhdinh.assessments.figures.rules.named import Named
from tests.assessments.figures.books import CLASSES, LAST, YEARS, grid

FORM = form_of_school_type("thcs").laid_out(["thcs"], YEARS)
TABLE = FORM.by_key["classes"]


def test_a_plan_has_faults_first_and_what_stays_the_same_apart() -> None:
    texts = {"khoi_6": "5", "khoi_7": "x", "khoi_8": "4", "khoi_9": "4"}
    cells = {("classes", "khoi_8", LAST): "3", ("classes", "khoi_9", LAST): "4"}
    named = [Named(("classes", key, LAST), text, "A1") for key, text in texts.items()]
    page = build_plan(plan_cells(FORM, cells, named))
    assert [line.label for line in page.lines] == ["Không ghi được", "Đổi", "Mới"]
    assert page.lines[1].text == "đổi từ 3 thành 4"
    assert [line.label for line in page.quiet] == ["Không đổi"]
    assert [one["number"] for one in page.counts] == [1, 1, 1, 1]
    assert page.writing == 2


def test_an_empty_plan_has_no_tiles() -> None:
    page = build_plan(plan_cells(FORM, {}, []))
    assert (page.counts, page.lines, page.quiet, page.writing) == ([], [], [], 0)


def test_a_mapping_shows_what_stands_at_each_pick() -> None:
    mapping = TableMapping(0, {LAST: "C"}, {"khoi_6": "5", "khoi_7": "C6"})
    page = build_mapping(FORM, TABLE, [grid(CLASSES)], Suggested(mapping, True, ["khoi 8"]), {"classes": {}})
    assert [(one.value, one.found) for one in page.rows[:3]] == [("5", "Khối 6"), ("C6", "Khối 7"), ("", "")]
    assert page.columns[-1].found == "Số lớp"
    assert page.heads == ["A", "B", "C", "D", "E"]
    assert page.grid[4] == (5, [("A5", "1"), ("B5", "Khối 6"), ("C5", "5"), ("D5", "172"), ("E5", "80")])
    assert page.tabs[0]["note"] == "✓"
    assert (page.kept, page.missing, page.longer, page.percents) == (True, ["khoi 8"], False, False)


def test_a_long_sheet_is_cut_on_the_page() -> None:
    page = build_mapping(FORM, TABLE, [grid([["x"]] * 500)], Suggested(TableMapping(), False, []), {})
    assert len(page.grid) == SHOWN_ROWS
    assert page.longer

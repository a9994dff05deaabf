"""What the tables work out and doubt: exact figures, and properties for any figures."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minhdinh.assessments.data import form_of_school_type
from minhdinh.assessments.rules.table_form import TableForm
from minhdinh.assessments.rules.tables import EMPTY, MISMATCH, NO_NUMBER, ZERO, Address, Cells, Figures

YEARS = ("2024-2025", "2025-2026", "2026-2027")
LAST = YEARS[-1]
FORM: TableForm = form_of_school_type("thcs").laid_out(["thcs"], YEARS)
GRADES = ("khoi_6", "khoi_7", "khoi_8", "khoi_9")
small = st.integers(min_value=0, max_value=5000)


def years(table: str, row: str, *values: object) -> dict[Address, str]:
    return {
        (table, row, year): str(value) for year, value in zip(YEARS, values, strict=True) if value is not None
    }


def grades(table: str, *values: int | None, year: str = LAST) -> dict[Address, str]:
    pairs = zip(GRADES, values, strict=True)
    return {(table, grade, year): str(value) for grade, value in pairs if value is not None}


def staff(row: str, *values: int) -> dict[Address, str]:
    columns = ("total", "female", "minority", "below_standard", "at_standard", "above_standard")
    return {("staff_now", row, column): str(value) for column, value in zip(columns, values, strict=True)}


def kinds_at(cells: Cells, *address: str) -> list[str]:
    return [one.kind for one in Figures(FORM, cells).findings() if one.address == address]


def test_classes_and_pupils_are_summed_over_grades() -> None:
    figures = Figures(FORM, grades("classes", 5, 5, 4, 4) | grades("pupils", 172, 168, 138, 134))
    assert figures.value("classes", "cong", LAST) == 18
    assert figures.value("pupils", "tong", LAST) == 612
    assert figures.value("pupils", "binh_quan_lop", LAST) == Decimal("34.00")


def test_ratios_and_shares_are_rounded_as_printed() -> None:
    cells = grades("classes", 4, 4, 4, 4, year=YEARS[0]) | grades("pupils", 141, 136, 133, 128, year=YEARS[0])
    cells |= years("staff_years", "tong_giao_vien", 25, None, None) | years(
        "pupils", "dung_tuoi", 528, None, None
    )
    figures = Figures(FORM, cells)
    assert figures.value("staff_years", "gv_tren_lop", YEARS[0]) == Decimal("1.56")
    assert figures.value("staff_years", "gv_tren_hs", YEARS[0]) == Decimal("0.046")
    assert figures.value("pupils", "binh_quan_lop", YEARS[0]) == Decimal("33.63")
    assert figures.value("pupils", "dung_tuoi_ti_le", YEARS[0]) == Decimal("98.14")


def test_rooms_are_summed_twice_over() -> None:
    cells: dict[Address, str] = {}
    for group, values in {
        "phong_hoc": (16, 2, 0),
        "phong_bo_mon": (6, 0, 0),
        "phuc_vu_hoc_tap": (3, 0, 0),
        "hanh_chinh": (6, 0, 0),
    }.items():
        for kind, value in zip(("kien_co", "ban_kien_co", "tam"), values, strict=True):
            cells["facilities", f"{group}_{kind}", LAST] = str(value)
    assert Figures(FORM, cells).value("facilities", "cong", LAST) is None
    cells["facilities", "thu_vien", LAST] = "1"
    figures = Figures(FORM, cells)
    assert figures.value("facilities", "phong_hoc", LAST) == 18
    assert figures.value("facilities", "cong", LAST) == 34  # other works may stay empty
    cells["facilities", "khac", LAST] = "2"
    assert Figures(FORM, cells).value("facilities", "cong", LAST) == 36


def test_a_sum_with_a_missing_term_is_not_known() -> None:
    assert Figures(FORM, grades("classes", 5, 5, 4, None)).value("classes", "cong", LAST) is None


def test_nothing_is_divided_by_nothing() -> None:
    cells = grades("classes", 0, 0, 0, 0) | grades("pupils", 1, 1, 1, 1)
    assert Figures(FORM, cells).value("pupils", "binh_quan_lop", LAST) is None


@given(st.lists(small, min_size=4, max_size=4))
def test_a_sum_is_the_sum_of_its_terms(values: list[int]) -> None:
    assert Figures(FORM, grades("pupils", *values)).value("pupils", "tong", LAST) == sum(values)


@given(st.lists(small, min_size=4, max_size=4), st.integers(min_value=0, max_value=3))
def test_a_sum_grows_with_any_of_its_terms(values: list[int], which: int) -> None:
    more = [value + (7 if at == which else 0) for at, value in enumerate(values)]
    lower = Figures(FORM, grades("pupils", *values)).value("pupils", "tong", LAST)
    upper = Figures(FORM, grades("pupils", *more)).value("pupils", "tong", LAST)
    assert lower is not None
    assert upper == lower + 7


@given(st.lists(small, min_size=4, max_size=4), small)
def test_a_share_lies_between_nothing_and_all_or_is_doubted(values: list[int], part: int) -> None:
    cells = grades("pupils", *values) | {("pupils", "dung_tuoi", LAST): str(part)}
    share = Figures(FORM, cells).value("pupils", "dung_tuoi_ti_le", LAST)
    doubted = MISMATCH in kinds_at(cells, "pupils", "dung_tuoi", LAST)
    assert doubted == (part > sum(values))
    assert share is None or doubted or 0 <= share <= 100


addresses = st.sampled_from(
    [
        (table.key, row.key, column.key)
        for table in FORM.tables
        for row in table.rows
        for column in table.columns
    ]
)


@settings(max_examples=60)
@given(st.dictionaries(addresses, st.text(max_size=6) | small.map(str), max_size=25))
def test_whatever_is_typed_the_findings_are_of_cells_that_exist_and_empty_is_empty(cells: Cells) -> None:
    figures = Figures(FORM, cells)
    for finding in figures.findings():
        table = FORM.by_key[finding.table]
        assert finding.row in table.by_key
        assert table.column(finding.column) is not None
        assert finding.message
        if finding.kind == EMPTY:
            assert not figures.typed(*finding.address)
        if finding.kind == ZERO:
            assert figures.value(*finding.address) == 0


@settings(max_examples=40)
@given(st.dictionaries(addresses, small.map(str), max_size=25))
def test_typing_a_cell_takes_away_its_gap_and_no_other(cells: Cells) -> None:
    before = [one.address for one in Figures(FORM, cells).findings() if one.kind == EMPTY]
    if before:
        after = [
            one.address for one in Figures(FORM, {**cells, before[0]: "1"}).findings() if one.kind == EMPTY
        ]
        assert after == before[1:]


def test_an_empty_form_has_a_gap_for_every_cell_that_people_must_type() -> None:
    findings = Figures(FORM, {}).findings()
    assert {one.kind for one in findings} == {EMPTY}
    # 4 grades; 12 kinds of rooms and the library; 4 people x 6; teachers; 17 rows of pupils; 8 results
    assert len(findings) == (4 + 13 + 1 + 17 + 8) * 3 + 24


@pytest.mark.parametrize(
    ("table", "row"), [("pupils", "nu"), ("staff_years", "tong_giao_vien")], ids=["girls", "teachers"]
)
def test_a_typed_zero_is_doubted(table: str, row: str) -> None:
    assert kinds_at({(table, row, LAST): "0"}, table, row, LAST) == [ZERO]
    assert kinds_at({("pupils", "ban_tru", LAST): "0"}, "pupils", "ban_tru", LAST) == []


def test_a_worked_out_zero_is_doubted_too() -> None:
    assert kinds_at(grades("classes", 0, 0, 0, 0), "classes", "cong", LAST) == [ZERO]


def test_a_text_that_is_no_number_is_pointed_at() -> None:
    cells = {("pupils", "nu", LAST): "khoảng 300"}
    findings = [one for one in Figures(FORM, cells).findings() if one.suspicious]
    assert [(one.kind, one.message) for one in findings] == [(NO_NUMBER, "“khoảng 300” không phải là số.")]


def test_more_girls_than_pupils_is_a_mismatch_in_words() -> None:
    cells = grades("pupils", 10, 10, 10, 10) | {("pupils", "nu", LAST): "41"}
    found = [one for one in Figures(FORM, cells).findings() if one.suspicious]
    assert [one.message for one in found] == ["41 lớn hơn “Tổng số học sinh” (40)."]


def test_staff_by_training_must_add_up_to_the_total() -> None:
    assert kinds_at(staff("giao_vien", 26, 18, 2, 0, 23, 3), "staff_now", "giao_vien", "total") == []
    wrong = staff("giao_vien", 26, 18, 2, 1, 23, 3)
    found = [one for one in Figures(FORM, wrong).findings() if one.suspicious]
    assert [one.message for one in found] == ["“Tổng số” là 26 nhưng các cột thành phần cộng lại là 27."]


def test_more_women_than_staff_is_a_mismatch() -> None:
    found = staff("hieu_truong", 1, 2, 0, 0, 1, 0)
    assert kinds_at(found, "staff_now", "hieu_truong", "female") == [MISMATCH]


def test_the_line_of_totals_of_staff_sums_every_column() -> None:
    cells = staff("hieu_truong", 1, 0, 0, 0, 0, 1) | staff("pho_hieu_truong", 1, 1, 0, 0, 1, 0)
    cells |= staff("giao_vien", 26, 18, 2, 0, 23, 3) | staff("nhan_su_ho_tro", 3, 3, 0, 0, 3, 0)
    figures = Figures(FORM, cells)
    total = [figures.value("staff_now", "cong", column.key) for column in FORM.by_key["staff_now"].columns]
    assert total == [31, 22, 2, 0, 27, 4]


def test_two_tables_that_name_the_teachers_must_agree_on_the_assessed_year() -> None:
    cells = staff("giao_vien", 26, 18, 2, 0, 23, 3) | years("staff_years", "tong_giao_vien", 24, 25, 27)
    found = [one for one in Figures(FORM, cells).findings() if one.kind == MISMATCH]
    assert [one.address for one in found] == [("staff_now", "giao_vien", "total")]
    assert "(26 và 27)" in found[0].message
    cells["staff_years", "tong_giao_vien", LAST] = "26"
    assert kinds_at(cells, "staff_now", "giao_vien", "total") == []


def test_results_of_one_kind_may_not_exceed_a_hundred_percent() -> None:
    keys = ("hoc_tap_tot", "hoc_tap_kha", "hoc_tap_chua_dat")
    fitting = {("results", key, LAST): value for key, value in zip(keys, ("50", "49", "1.02"), strict=True)}
    assert kinds_at(fitting, "results", keys[-1], LAST) == []
    over = {**fitting, ("results", keys[0], LAST): "60"}
    assert kinds_at(over, "results", keys[-1], LAST) == [MISMATCH]


def test_optional_and_free_rows_leave_no_gap() -> None:
    gaps = {one.row for one in Figures(FORM, {}).findings()}
    assert not gaps & {"khac", "hs_gioi", "hs_gioi_quoc_gia", "gv_gioi", "khac_1"}


def test_paths_find_cells_with_and_without_a_column() -> None:
    figures = Figures(FORM, grades("classes", 5, 5, 4, 4) | staff("giao_vien", 26, 18, 2, 0, 23, 3))
    assert figures.value_at("classes.cong") == 18
    assert figures.value_at("staff_now.giao_vien.female") == 18
    assert figures.value_at("results_thpt.tot_nghiep") is None
    assert figures.value_at("classes.khoi_1") is None


def test_a_definition_in_a_circle_has_no_value_and_an_end() -> None:
    content = {
        "id": "vong", "title": "Vòng", "school_types": [], "legal_reference": "", "official": False, "years": 1,
        "tables": [{"key": "t", "number": "1", "title": "T", "short": "T", "columns": "years", "rows": [
            {"key": "a", "label": "A", "kind": "summed", "sum": ["b"]},
            {"key": "b", "label": "B", "kind": "summed", "sum": ["a"]},
        ]}],
    }  # fmt: skip
    form = TableForm.from_content(content).laid_out([], ["2026-2027"])
    assert Figures(form, {}).value("t", "a", "2026-2027") is None

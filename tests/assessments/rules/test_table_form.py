"""The definition files: complete, without circles, and laid out for what a school teaches."""

from collections.abc import Iterator

import pytest

from minhdinh.assessments.data import form_of_school_type, table_forms
from minhdinh.assessments.rules.numbers import UNITS
from minhdinh.assessments.rules.table_form import COMPUTED, HEADING, KINDS, SUMMED, Row, Table, TableForm
from minhdinh.organisations.enums import EducationLevel, SchoolType

YEARS = ("2024-2025", "2025-2026", "2026-2027")
FORMS = pytest.mark.parametrize("form", table_forms(), ids=lambda form: form.id)


def pairs(form: TableForm) -> Iterator[tuple[Table, Row]]:
    for table in form.tables:
        for row in table.rows:
            yield table, row


def source(form: TableForm, table: Table, term: str) -> Row | None:
    where, _dot, key = term.rpartition(".")
    found = form.by_key.get(where or table.key)
    return found.by_key.get(key) if found else None


def test_every_type_of_school_has_exactly_one_form() -> None:
    covered = [school_type for form in table_forms() for school_type in form.school_types]
    assert sorted(covered) == sorted(SchoolType.values)
    assert form_of_school_type("thcs").id == "pho-thong"
    with pytest.raises(KeyError):
        form_of_school_type("dai_hoc")


@FORMS
def test_keys_are_unique_and_words_are_known(form: TableForm) -> None:
    assert len(form.by_key) == len(form.tables)
    for table in form.tables:
        assert len(table.by_key) == len(table.rows), table.key
        assert len(table.key) <= 40
    for table, row in pairs(form):
        assert row.kind in KINDS, row.key
        assert row.unit in UNITS, row.key
        assert set(row.levels) | set(table.levels) <= set(EducationLevel.values)
        assert len(row.key) <= 60
        assert row.label or row.kind == "free"


@FORMS
def test_worked_out_rows_name_rows_that_exist(form: TableForm) -> None:
    for table, row in pairs(form):
        assert bool(row.terms) == (row.kind in {SUMMED, COMPUTED}), row.key
        for term in (*row.terms, *row.within):
            found = source(form, table, term)
            assert found is not None, f"{table.key}.{row.key}: {term}"
            assert found.kind != HEADING
        if row.kind == COMPUTED:
            assert len(row.terms) == 2


@FORMS
def test_no_row_is_worked_out_from_itself(form: TableForm) -> None:
    def below(table: Table, row: Row, path: tuple[str, ...]) -> None:
        here = f"{table.key}.{row.key}"
        assert here not in path, path
        for term in row.terms:
            where = form.by_key[term.rpartition(".")[0] or table.key]
            found = source(form, table, term)
            assert found is not None
            below(where, found, (*path, here))

    for table, row in pairs(form):
        below(table, row, ())


@FORMS
def test_checks_and_sizes_name_cells_that_exist(form: TableForm) -> None:
    for table in form.tables:
        columns = {column.key for column in table.columns}
        assert {column.within for column in table.columns} - {""} <= columns
        for total, parts in (table.column_sums or {}).items():
            assert {total, *parts} <= columns
        for keys in table.percent_sums:
            assert all(table.by_key[key].unit == "percent" for key in keys)
    paths = [path for agreement in form.agreements for path in (agreement.left, agreement.right)]
    paths += [path for names in (form.sizes or {}).values() for path in names]
    for path in paths:
        table_key, row, *column = path.split(".")
        table = form.by_key[table_key]
        assert row in table.by_key, path
        assert not column or table.column(column[0]), path


def test_the_sizes_of_the_report_are_all_there() -> None:
    wanted = {"classes", "pupils", "staff", "managers", "teachers", "support"}
    assert all(set(form.sizes or {}) == wanted for form in table_forms())


def test_only_the_form_for_general_schools_is_official() -> None:
    official = {form.id: form.official for form in table_forms()}
    assert official == {"pho-thong": True, "mam-non": False, "gdtx": False}
    general = form_of_school_type("thcs")
    assert [table.key for table in general.tables if not table.official] == [
        "results_tieu_hoc",
        "results_thpt",
    ]
    assert all(not table.official for table in form_of_school_type("mam_non").tables)


def test_a_lower_secondary_school_sees_its_grades_only() -> None:
    form = form_of_school_type("thcs").laid_out(["thcs"], YEARS)
    keys = [row.key for row in form.by_key["classes"].rows]
    assert keys == ["khoi_6", "khoi_7", "khoi_8", "khoi_9", "cong"]
    assert "results" in form.by_key
    assert "results_thpt" not in form.by_key
    assert [column.key for column in form.by_key["pupils"].columns] == list(YEARS)
    assert form.by_key["classes"].columns[0].label == "Năm học 2024-2025"


def test_a_school_of_two_levels_sees_both() -> None:
    form = form_of_school_type("nhieu_cap").laid_out(["tieu_hoc", "thcs"], YEARS)
    keys = [row.key for row in form.by_key["classes"].rows]
    assert keys == [f"khoi_{grade}" for grade in range(1, 10)] + ["cong"]
    assert {"results", "results_tieu_hoc"} <= set(form.by_key)


def test_fixed_columns_stay_whatever_the_years() -> None:
    form = form_of_school_type("thcs").laid_out(["thcs"], YEARS)
    assert [column.key for column in form.by_key["staff_now"].columns][:3] == ["total", "female", "minority"]


def test_laying_out_leaves_the_definition_as_it_was() -> None:
    general = form_of_school_type("thcs")
    general.laid_out(["thcs"], YEARS)
    assert general.by_key["classes"].columns == ()
    assert len(general.by_key["classes"].rows) == 13


def test_the_official_form_keeps_its_rows_and_explains_the_missing_grades() -> None:
    """The form has no row for học tập Đạt and rèn luyện Chưa đạt: rows are never added, a footnote says why."""
    results = form_of_school_type("thcs").laid_out(["thcs"], YEARS).by_key["results"]
    assert [row.key for row in results.rows] == [
        "hoc_tap_tot", "hoc_tap_kha", "hoc_tap_chua_dat", "ren_luyen_tot", "ren_luyen_kha", "ren_luyen_dat",
        "hoan_thanh_lop", "chuyen_cap",
    ]  # fmt: skip
    assert "Thông tư 22/2021" in results.footnotes[0]


def test_zeros_are_doubted_where_the_form_says_so() -> None:
    general = form_of_school_type("thcs")
    doubted = {(table.key, row.key) for table, row in pairs(general) if row.zero_in is not None}
    assert doubted == {
        ("classes", "cong"), ("staff_now", "hieu_truong"), ("staff_now", "giao_vien"),
        ("staff_years", "tong_giao_vien"), ("pupils", "tong"), ("pupils", "nu"), ("pupils", "binh_quan_lop"),
    }  # fmt: skip
    head = general.by_key["staff_now"].by_key["hieu_truong"]
    assert head.doubts_zero("total")
    assert not head.doubts_zero("female")
    assert general.by_key["pupils"].by_key["nu"].doubts_zero("2026-2027")


def earlier(school_type: str, level: str) -> TableForm:
    return form_of_school_type(school_type).laid_out([level], YEARS, earlier=True)


def labels(form: TableForm, table: str) -> dict[str, str]:
    return {row.key: row.label for row in form.by_key[table].rows}


@FORMS
def test_the_words_of_2018_stand_in_forms_of_2018_only(form: TableForm) -> None:
    level = "mam_non" if form.id == "mam-non" else "thcs"
    now, before = (form.laid_out([level], YEARS, earlier=early) for early in (False, True))
    assert now.legal_reference == form.legal_reference
    assert "57/2026" not in before.legal_reference or form.id == "gdtx"  # no rules of 2018 for these schools
    assert not any(row.earlier_only for table in now.tables for row in table.rows)


def test_a_primary_school_counts_its_leader_of_pioneers_before_2026_only() -> None:
    assert labels(earlier("tieu_hoc", "tieu_hoc"), "staff_now")["tong_phu_trach"] == "Tổng phụ trách Đội"
    assert "tong_phu_trach" not in labels(earlier("thcs", "thcs"), "staff_now")
    now = form_of_school_type("tieu_hoc").laid_out(["tieu_hoc"], YEARS)
    assert "tong_phu_trach" not in labels(now, "staff_now")
    assert earlier("tieu_hoc", "tieu_hoc").by_key["staff_now"].by_key["tong_phu_trach"].may_be_empty


def test_results_are_called_as_in_2018_beside_the_words_of_today() -> None:
    found = labels(earlier("thcs", "thcs"), "results")
    assert found["hoc_tap_tot"] == "Tỉ lệ % học sinh xếp loại học lực giỏi (kết quả học tập mức Tốt)"
    assert (
        found["ren_luyen_dat"] == "Tỉ lệ % học sinh xếp loại hạnh kiểm trung bình (kết quả rèn luyện mức Đạt)"
    )
    assert found["tot_nghiep"] == "Tỉ lệ % học sinh tốt nghiệp"
    assert earlier("thcs", "thcs").by_key["results"].footnotes == ()


@pytest.mark.parametrize(("school_type", "level"), [("thcs", "thcs"), ("mam_non", "mam_non")])
def test_a_form_of_2018_names_its_own_paper_and_is_not_called_official(school_type: str, level: str) -> None:
    form = earlier(school_type, level)
    assert form.legal_reference.startswith("Công văn 59")
    assert (form.official, "Sở" in form.note) == (False, True)
    assert labels(form, "staff_now")["nhan_su_ho_tro"] == "Nhân viên"
    assert form.by_key["staff_now"].title.endswith("nhân viên tại thời điểm tự đánh giá")

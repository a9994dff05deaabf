"""Typed cells in, worked-out tables out: saving, counting, the dossier's shape, and the page."""

import pytest
from django.test import Client

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.tables import (
    dossier_tables,
    save_cell,
    save_cells,
    school_size,
    table_form,
    table_state,
    table_view,
)
from minhdinh.assessments.models import DataCell, SelfAssessment
from minhdinh.assessments.presenters.tables import build_table_page, state_words, table_json
from minhdinh.assessments.rules.tables import Address
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.assessments.setup.desk import Desk, make_desk, queries_of

pytestmark = pytest.mark.django_db
YEARS = ("2024-2025", "2025-2026", "2026-2027")
LAST = YEARS[-1]
GRADES = {"khoi_6": "5", "khoi_7": "5", "khoi_8": "4", "khoi_9": "4"}


def type_in(desk: Desk, cells: dict[Address, str]) -> list[str]:
    refused = save_cells(actor=system_actor(desk.school.pk), assessment=desk.assessment, cells=cells)
    return [one.message for one in refused]


def classes(year: str = LAST) -> dict[Address, str]:
    return {("classes", row, year): value for row, value in GRADES.items()}


def stored(desk: Desk) -> dict[Address, str]:
    rows = DataCell.objects.filter(assessment=desk.assessment)
    return {(row.table, row.row, row.column): row.value for row in rows}


def cell(desk: Desk, table: str, row: str, column: str = LAST) -> str:
    tables = {one["key"]: one for one in dossier_tables(desk.assessment)}
    columns = [column.key for column in table_form(desk.assessment).by_key[table].columns]
    found = next(one for one in tables[table]["rows"] if one["key"] == row)
    text: str = found["cells"][columns.index(column)]
    return text


def send(client: Client, desk: Desk, table: str, cells: dict[str, str]) -> dict[str, object]:
    """Post cells as the grid does; return the JSON of the answer."""
    answer = client.post(
        desk.url("tables"), {"table": table, "cells": cells}, content_type="application/json"
    )
    found: dict[str, object] = {**answer.json(), "status": answer.status_code}
    return found


def test_the_form_has_the_school_years_that_the_regulation_asks_for(desk: Desk) -> None:
    with desk.scope():
        assert [column.key for column in table_form(desk.assessment).by_key["classes"].columns] == list(YEARS)


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        (["mam_non"], "mam-non"),
        (["gdtx"], "gdtx"),
        (["thpt"], "pho-thong"),
        (["tieu_hoc", "thcs"], "pho-thong"),
    ],
)
def test_each_type_of_school_has_its_form(levels: list[str], wanted: str) -> None:
    desk = make_desk(levels)
    with desk.scope():
        assert table_form(desk.assessment).id == wanted
        assert table_state(desk.assessment).empty > 20


def test_what_is_typed_is_kept_plain_and_printed_vietnamese(desk: Desk) -> None:
    with desk.scope():
        cells = {
            ("classes", "khoi_6", LAST): "5",
            ("pupils", "nu", LAST): "1.298",
            ("results", "hoc_tap_tot", LAST): "21,04 %",
            ("facilities", "thu_vien", "note"): " mới xây ",
            ("other", "khac_1", "label"): "Số máy tính",
            ("other", "khac_1", LAST): "35 máy",
        }
        assert type_in(desk, cells) == []
        kept = stored(desk)
        assert kept["pupils", "nu", LAST] == "1298"
        assert kept["results", "hoc_tap_tot", LAST] == "21.04"
        assert kept["facilities", "thu_vien", "note"] == "mới xây"
        assert cell(desk, "classes", "khoi_6") == "05"
        assert cell(desk, "pupils", "nu") == "1.298"
        assert cell(desk, "results", "hoc_tap_tot") == "21,04"
        assert cell(desk, "other", "khac_1") == "35 máy"


def test_exact_figures_of_a_school(desk: Desk) -> None:
    pupils = {"khoi_6": "172", "khoi_7": "168", "khoi_8": "138", "khoi_9": "134", "dung_tuoi": "604"}
    with desk.scope():
        type_in(desk, classes() | {("pupils", row, LAST): value for row, value in pupils.items()})
        type_in(desk, {("staff_years", "tong_giao_vien", LAST): "26"})
        assert cell(desk, "classes", "cong") == "18"
        assert cell(desk, "pupils", "tong") == "612"
        assert cell(desk, "pupils", "binh_quan_lop") == "34"
        assert cell(desk, "pupils", "dung_tuoi_ti_le") == "98,69"
        assert cell(desk, "staff_years", "gv_tren_lop") == "1,44"
        assert cell(desk, "staff_years", "gv_tren_hs") == "0,042"
        assert cell(desk, "classes", "cong", YEARS[0]) == ""


def test_typing_again_replaces_and_an_empty_text_clears(desk: Desk) -> None:
    at = ("classes", "khoi_6", LAST)
    with desk.scope():
        for value in ("4", "5", ""):
            type_in(desk, {at: value})
            assert stored(desk) == {at: value}
        assert table_view(desk.assessment).value(*at) is None


def test_what_fits_is_saved_and_what_does_not_is_told_cell_by_cell(desk: Desk) -> None:
    cells = classes() | {("classes", "khoi_6", YEARS[0]): "năm", ("classes", "cong", LAST): "18"}
    with desk.scope():
        messages = type_in(desk, cells)
        assert len(stored(desk)) == 4
    assert messages[0].startswith("“năm” không phải số nguyên")
    assert "hệ thống tính" in messages[1]


def test_one_cell_alone_raises_what_is_wrong_with_it(desk: Desk) -> None:
    actor = system_actor(desk.school.pk)
    with desk.scope():
        with pytest.raises(Problem, match="không phải số nguyên") as caught:
            save_cell(
                actor=actor, assessment=desk.assessment, table="pupils", row="nu", column=LAST, value="12,5"
            )
        assert caught.value.field == f"nu:{LAST}"
        with pytest.raises(Problem, match="200 ký tự"):
            save_cell(
                actor=actor,
                assessment=desk.assessment,
                table="pupils",
                row="nu",
                column="note",
                value="x" * 201,
            )


@pytest.mark.parametrize(
    "place",
    [
        ("nothing", "khoi_6", LAST),
        ("classes", "khoi_1", LAST),
        ("classes", "khoi_6", "2019-2020"),
        ("classes", "khoi_6", "note"),
        ("facilities", "hoc_tap", LAST),
        ("pupils", "nu", "label"),
        ("results_thpt", "tot_nghiep", LAST),
    ],
)
def test_a_place_that_the_schools_form_does_not_have_is_not_here(desk: Desk, place: Address) -> None:
    with desk.scope():
        with pytest.raises(NotHere):
            type_in(desk, {place: "1", ("classes", "khoi_6", LAST): "5"})
        assert stored(desk) == {}


def test_saving_shows_that_somebody_is_at_work(desk: Desk) -> None:
    with desk.scope():
        before = SelfAssessment.objects.get(pk=desk.assessment.pk).last_activity_at
        type_in(desk, classes())
        after = SelfAssessment.objects.get(pk=desk.assessment.pk).last_activity_at
    assert before is not None
    assert after is not None
    assert after > before


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER, Role.CONTRIBUTOR])
def test_only_report_writers_type_figures(desk: Desk, role: str) -> None:
    with desk.scope(), pytest.raises(NotAllowed):
        save_cells(actor=desk.actor(role), assessment=desk.assessment, cells=classes())


def test_a_report_handed_in_meanwhile_refuses_the_cell(desk: Desk) -> None:
    """The state is read again inside the transaction: the page's own copy may be old."""
    with desk.scope():
        SelfAssessment.objects.filter(pk=desk.assessment.pk).update(state="submitted", complete=True)
        assert desk.assessment.state == "draft"
        with pytest.raises(Problem, match="không sửa được"):
            type_in(desk, classes())
        assert stored(desk) == {}


def test_the_state_counts_gaps_and_doubts(desk: Desk) -> None:
    with desk.scope():
        before = table_state(desk.assessment)
        type_in(desk, {("pupils", "nu", LAST): "0", ("classes", "khoi_6", LAST): "5"})
        after = table_state(desk.assessment)
    assert (before.suspicious, after.suspicious) == (0, 1)
    assert before.empty - after.empty == 2
    assert state_words(after) == f"{after.empty} ô trống, 1 ô cần xem lại"


def test_the_dossier_has_every_official_table_in_the_documented_shape(desk: Desk) -> None:
    with desk.scope():
        tables = dossier_tables(desk.assessment)
    assert [table["key"] for table in tables] == [
        "classes", "facilities", "staff_now", "staff_years", "pupils", "results",
    ]  # fmt: skip
    assert tables[0]["title"] == "1. Số lớp học"
    assert tables[0]["columns"] == [f"Năm học {year}" for year in YEARS]
    assert tables[2]["columns"][0] == "Tổng số"
    for table in tables:
        assert {"key", "title", "columns", "rows", "footnotes"} <= set(table)
        for row in table["rows"]:
            assert {"key", "label", "number", "cells", "note"} <= set(row)
            assert len(row["cells"]) == len(table["columns"])
    heading = tables[1]["rows"][0]
    assert (heading["heading"], heading["number"], heading["cells"]) == (True, "I", ["", "", ""])


def test_unofficial_and_free_tables_are_printed_once_they_say_something() -> None:
    desk = make_desk(["tieu_hoc"])
    with desk.scope():
        assert "results_tieu_hoc" not in [table["key"] for table in dossier_tables(desk.assessment)]
        type_in(
            desk, {("results_tieu_hoc", "tre_6_tuoi", LAST): "100", ("other", "khac_2", "label"): "Máy tính"}
        )
        type_in(desk, {("other", "khac_2", LAST): "12"})
        tables = {table["key"]: table for table in dossier_tables(desk.assessment)}
    assert tables["results_tieu_hoc"]["official"] is False
    assert [row["label"] for row in tables["other"]["rows"]] == ["Máy tính"]


def test_a_preschool_prints_its_tables_though_no_form_is_official() -> None:
    desk = make_desk(["mam_non"])
    with desk.scope():
        keys = [table["key"] for table in dossier_tables(desk.assessment)]
    assert keys == ["classes", "facilities", "staff_now", "staff_years", "pupils"]


def test_the_reports_sizes_come_from_the_cells_that_the_form_names(desk: Desk) -> None:
    staff = {"hieu_truong": "1", "pho_hieu_truong": "1", "giao_vien": "26", "nhan_su_ho_tro": "3"}
    with desk.scope():
        assert set(school_size(desk.assessment).values()) == {""}
        type_in(desk, classes() | {("staff_now", row, "total"): value for row, value in staff.items()})
        size = school_size(desk.assessment)
    assert size == {
        "classes": "18", "pupils": "", "staff": "31", "managers": "02", "teachers": "26", "support": "03",
    }  # fmt: skip


def test_the_page_of_a_table_has_its_cells_locked_where_they_are_worked_out(desk: Desk) -> None:
    with desk.scope():
        type_in(desk, classes())
        page = build_table_page(table_view(desk.assessment), "classes")
        with pytest.raises(NotHere):
            build_table_page(table_view(desk.assessment), "results_thpt")
    total = page.rows[-1]
    assert [one.locked for one in total.cells] == [True, True, True]
    assert (total.cells[-1].value, total.cells[-1].name) == ("18", f"cong:{LAST}")
    assert page.tabs[0]["note"] == "8"
    assert not page.grouped


def test_staff_stand_under_a_common_head(desk: Desk) -> None:
    with desk.scope():
        page = build_table_page(table_view(desk.assessment), "staff_now")
    assert page.grouped
    assert [(group, len(columns)) for group, columns in page.column_groups] == [
        ("", 3),
        ("Trình độ đào tạo", 3),
    ]


def test_doubts_are_written_out_with_row_and_column(desk: Desk) -> None:
    with desk.scope():
        type_in(desk, {("pupils", "nu", LAST): "0"})
        found = table_json(table_view(desk.assessment), "pupils")
    assert found["doubts"] == ["Nữ, năm học 2026-2027: “- Nữ” đang là 0; hãy xem lại số này."]
    assert found["warnings"] == {f"nu:{LAST}": "“- Nữ” đang là 0; hãy xem lại số này."}


def test_the_grid_saves_and_gets_the_worked_out_cells_back(desk: Desk) -> None:
    answer = send(desk.client(), desk, "classes", {f"{row}:{LAST}": value for row, value in GRADES.items()})
    assert answer["status"] == 200
    assert str(answer["saved_label"]).startswith("Đã lưu ")
    assert answer["values"][f"cong:{LAST}"] == "18"  # type: ignore[index]
    assert (answer["refused"], answer["summary"]) == ({}, "8 ô trống")


def test_the_grid_is_told_which_cells_were_refused(desk: Desk) -> None:
    answer = send(desk.client(), desk, "classes", {f"khoi_6:{LAST}": "năm", f"khoi_7:{LAST}": "5"})
    assert list(answer["refused"]) == [f"khoi_6:{LAST}"]  # type: ignore[call-overload]
    with desk.scope():
        assert list(stored(desk)) == [("classes", "khoi_7", LAST)]


@pytest.mark.parametrize("body", ["[]", "{", '{"table": "classes"}', '{"table": "classes", "cells": [1]}'])
def test_what_the_grid_never_sends_is_refused(desk: Desk, body: str) -> None:
    answer = desk.client().post(desk.url("tables"), body, content_type="application/json")
    assert answer.status_code == 422


def test_without_scripts_the_whole_table_is_saved(desk: Desk) -> None:
    data = {
        "table": "classes",
        **{f"{row}:{LAST}": value for row, value in GRADES.items()},
        f"khoi_6:{YEARS[0]}": "x",
    }
    answer = desk.client().post(desk.url("tables"), data, follow=True)
    assert answer.redirect_chain == [(desk.url("tables", "bang=classes"), 302)]
    text = answer.content.decode()
    assert "Đã lưu số liệu" in text
    assert "không phải số nguyên" in text
    with desk.scope():
        assert len(stored(desk)) == 4


def test_roles_see_what_they_may_do(desk: Desk) -> None:
    assert "grid-input" in desk.client(Role.SECRETARY).get(desk.url("tables")).content.decode()
    reader = desk.client(Role.MEMBER)
    assert "grid-input" not in reader.get(desk.url("tables")).content.decode()
    assert send(reader, desk, "classes", {f"khoi_6:{LAST}": "5"})["status"] == 403
    assert desk.client(Role.CONTRIBUTOR).get(desk.url("tables")).status_code == 403
    assert make_desk().client(Role.PRINCIPAL).get(desk.url("tables")).status_code == 404
    assert desk.client().get(desk.url("tables", "bang=nothing")).status_code == 404


def test_a_form_that_is_not_official_says_so() -> None:
    desk = make_desk(["mam_non"])
    assert "Chưa có mẫu chính thức" in desk.client().get(desk.url("tables")).content.decode()


def test_every_table_of_every_type_of_school_can_be_drawn() -> None:
    for levels in (["mam_non"], ["tieu_hoc", "thcs", "thpt"], ["gdtx"]):
        desk = make_desk(levels)
        client = desk.client()
        with desk.scope():
            keys = list(table_form(desk.assessment).by_key)
        for key in keys:
            assert client.get(desk.url("tables", f"bang={key}")).status_code == 200


def test_the_page_asks_the_database_equally_often_for_one_cell_and_for_many(desk: Desk) -> None:
    client = desk.client()
    counts = []
    for cells in ({("classes", "khoi_6", LAST): "1"}, classes() | classes(YEARS[0]) | classes(YEARS[1])):
        with desk.scope():
            type_in(desk, cells)
        counts.append(queries_of(client, desk.url("tables")))
    assert counts[0] == counts[1]

import datetime as dt

import pytest

from minhdinh.assessments.data import form_of_school_type
from minhdinh.assessments.models import DataCellChange
from minhdinh.assessments.presenters.cell_history import build_cell_history, cell_label, place_of
from minhdinh.common.problems import NotHere

LAST = "2026-2027"
FORM = form_of_school_type("thcs").laid_out(["thcs"], ["2025-2026", LAST])
PUPILS = FORM.by_key["pupils"]
MOMENT = dt.datetime(2026, 11, 21, 3, 4, 5, tzinfo=dt.UTC)


def change(row: str = "nu", column: str = LAST, before: str = "", after: str = "1200") -> DataCellChange:
    return DataCellChange(
        table="pupils",
        row=row,
        column=column,
        before=before,
        after=after,
        author_name="Lê Thu Hà",
        saved_at=MOMENT,
    )


def cells(one: DataCellChange) -> dict[str, str]:
    page = build_cell_history(PUPILS, None, [one], "?bang=pupils")
    (row,) = page.table["rows"]  # type: ignore[misc]
    found: dict[str, str] = row["cells"]
    return found


def test_a_line_says_when_where_from_what_to_what_and_who() -> None:
    assert cells(change(before="900")) == {
        "at": "10:04:05 21/11/2026",
        "cell": "Nữ, năm học 2026-2027",
        "before": "900",
        "after": "1.200",
        "by": "Lê Thu Hà",
    }
    assert cells(change(after=""))["after"] == "(trống)"


def test_notes_are_words_not_figures() -> None:
    found = cells(change(column="note", after="1200"))
    assert (found["cell"], found["after"]) == ("Nữ, ghi chú", "1200")


def test_a_cell_that_the_form_has_no_more_keeps_its_keys() -> None:
    found = cells(change(row="bo_roi", column="2019-2020", after="7"))
    assert (found["cell"], found["after"]) == ("bo_roi, 2019-2020", "7")


def test_lines_of_the_whole_table_lead_to_their_cells() -> None:
    whole = build_cell_history(PUPILS, None, [change()], "?bang=pupils")
    alone = build_cell_history(PUPILS, ("nu", LAST), [change()], "?bang=pupils")
    assert [row["url"] for row in whole.table["rows"]] == [f"?bang=pupils&o=nu:{LAST}"]  # type: ignore[index,attr-defined]
    assert [row["url"] for row in alone.table["rows"]] == [""]  # type: ignore[index,attr-defined]
    assert (whole.cell, alone.cell) == ("", "Nữ, năm học 2026-2027")


def test_a_free_row_without_a_name_is_told_by_its_number() -> None:
    other = FORM.by_key["other"]
    key = next(iter(other.by_key))
    assert cell_label(other, key, "label").endswith(", tên số liệu")
    assert not cell_label(other, key, LAST).startswith(",")


@pytest.mark.parametrize(
    ("wanted", "place"),
    [("", None), (f"nu:{LAST}", ("nu", LAST)), ("nu:note", ("nu", "note"))],
)
def test_places_are_read_from_the_address(wanted: str, place: tuple[str, str] | None) -> None:
    assert place_of(PUPILS, wanted) == place


@pytest.mark.parametrize("wanted", ["nu", "nu:", "x:2026-2027", "nu:2019-2020", ":", "nu:cong:1"])
def test_other_places_are_not_here(wanted: str) -> None:
    with pytest.raises(NotHere):
        place_of(PUPILS, wanted)

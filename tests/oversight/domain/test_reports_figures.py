"""Tables put by and added up."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.reports_figures import (
    FIRST_TABLE,
    frozen,
    request_choices,
    same_figures,
    summed,
    table_choices,
    tables_now,
    thawed,
)
from minhdinh.oversight.statistics.registry import TABLES
from minhdinh.oversight.statistics.shown import shown_row
from minhdinh.oversight.statistics.table import (
    Cell,
    Column,
    Heading,
    Kind,
    Line,
    Row,
    Share,
    StatTable,
    Value,
)
from tests.oversight.paperwork import make_bureau
from tests.oversight.seed import ROWS, YEAR, District

HEADING = Heading("a", "Cơ quan A", "2025-2026", dt.date(2026, 1, 5))
COLUMNS = (
    Column("label", "Cấp học", Kind.LABEL),
    Column("count", "Số"),
    Column("share", "Tỉ lệ", Kind.SHARE),
)
OFFICE = Organisation(code="tong", name="Cơ quan trên")
counts = st.one_of(st.none(), st.integers(0, 400))
shares = st.one_of(st.none(), st.builds(Share, st.integers(0, 40), st.integers(1, 400)))


def table(*rows: tuple[str, Value, Value], line: Line = Line.ROW) -> StatTable:
    made = tuple(Row(label, (Cell(count, {"x": "1"}), Cell(share)), line) for label, count, share in rows)
    return StatTable("t", "Bảng", HEADING, COLUMNS, made, ("chú thích",))


@given(st.lists(st.tuples(st.sampled_from(["MN", "TH", "THCS"]), counts, shares), max_size=5))
def test_what_is_put_by_reads_the_same(rows: list[tuple[str, Value, Value]]) -> None:
    made = table(*rows)
    back = thawed(json.loads(json.dumps(frozen(made))))
    assert [shown_row(one, back) for one in back.rows] == [shown_row(one, made) for one in made.rows]
    assert (back.id, back.title, back.heading, back.columns) == (made.id, made.title, HEADING, COLUMNS)
    assert back.footnotes == made.footnotes
    assert all(cell.behind is None for row in back.rows for cell in row.cells)


def test_the_seeds_table_put_by(district: District) -> None:
    made = tables_now([FIRST_TABLE], district.office, YEAR, dt.date(2014, 1, 11))[0]
    back = thawed(json.loads(json.dumps(frozen(made))))
    assert [shown_row(one, back) for one in back.rows] == ROWS


@pytest.mark.django_db
@pytest.mark.parametrize("name", [one.id for one in TABLES])
def test_every_table_can_be_put_by(name: str) -> None:
    bureau = make_bureau()
    made = tables_now([name], bureau.office, YEAR)[0]
    back = thawed(json.loads(json.dumps(frozen(made))))
    assert [shown_row(one, back) for one in back.rows] == [shown_row(one, made) for one in made.rows]


def test_shares_are_added_by_their_numbers() -> None:
    added = summed([table(("MN", 8, Share(3, 8))), table(("MN", 12, Share(12, 12)))], OFFICE)
    assert added is not None
    assert [shown_row(row, added) for row in added.rows] == [["MN", "20", "75"]]
    assert added.heading.office_name == "Cơ quan trên"


def test_blank_everywhere_stays_blank_and_blank_somewhere_is_nothing_added() -> None:
    added = summed(
        [table(("MN", None, None), ("TH", None, None)), table(("MN", None, None), ("TH", 4, Share(1, 4)))],
        OFFICE,
    )
    assert added is not None
    assert [shown_row(row, added) for row in added.rows] == [["MN", "", ""], ["TH", "04", "25"]]


def test_a_row_that_only_one_office_has_stands_where_it_stood_there() -> None:
    total = (("Cộng", 1, None),)
    first = table(("MN", 1, None), *total)
    second = table(("MN", 1, None), ("THPT", 5, None), *total)
    added = summed([first, second], OFFICE)
    assert added is not None
    assert [row.label for row in added.rows] == ["MN", "THPT", "Cộng"]
    assert [row.cells[0].value for row in added.rows] == [2, 5, 2]


def test_rows_of_one_label_below_different_headings_are_kept_apart() -> None:
    rows = (
        Row("Theo cấp học", (), Line.HEADING),
        Row("Khác", (Cell(1), Cell(None))),
        Row("Theo địa bàn", (), Line.HEADING),
        Row("Khác", (Cell(10), Cell(None))),
    )
    made = StatTable("t", "Bảng", HEADING, COLUMNS, rows)
    added = summed([made, made], OFFICE)
    assert added is not None
    assert [row.label for row in added.rows] == ["Theo cấp học", "Khác", "Theo địa bàn", "Khác"]
    assert [row.cells[0].value for row in added.rows if row.cells] == [2, 20]


@given(st.lists(st.integers(0, 300), min_size=1, max_size=6))
def test_a_sum_does_not_depend_on_the_order(numbers: list[int]) -> None:
    tables = [table(("MN", number, Share(number, 300))) for number in numbers]
    there, back = summed(tables, OFFICE), summed(tables[::-1], OFFICE)
    assert there is not None
    assert back is not None
    assert there.rows == back.rows
    assert there.rows[0].cells[0].value == sum(numbers)


def test_nothing_adds_up_to_nothing() -> None:
    assert summed([], OFFICE) is None


def test_figures_of_another_day_are_the_same_figures() -> None:
    one = table(("MN", 1, None))
    later = StatTable(one.id, one.title, Heading("a", "Cơ quan A", "2025-2026", dt.date(2026, 2, 1)),
                      one.columns, one.rows, one.footnotes)  # fmt: skip
    assert same_figures([frozen(one)], [later])
    assert not same_figures([frozen(one)], [table(("MN", 2, None))])
    assert not same_figures([], [one])


def test_the_official_table_is_offered_first_and_lists_of_names_are_not_asked() -> None:
    assert table_choices()[0][0] == FIRST_TABLE
    offered = {one for one, _title in request_choices()}
    assert FIRST_TABLE in offered
    assert not offered & {"registered-schools", "unregistered-schools"}
    assert {one for one, _title in table_choices()} == {one.id for one in TABLES}

"""Charts: bars as wide as their figures, with the same words as the table, nothing where there is nothing to draw."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

from minhdinh.oversight.statistics.charts import MOST_ROWS, bars
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, Share, StatTable

HEADING = Heading("so", "Sở", "2026-2027", dt.date(2026, 11, 5))
COLUMNS = (
    Column("label", "Cấp học", Kind.LABEL),
    Column("done", "Đã hoàn thành"),
    Column("share", "Tỉ lệ (%)", Kind.SHARE),
)


def table(*rows: Row, drawn: tuple[str, ...] = ("share",)) -> StatTable:
    return StatTable("thu", "Bảng thử", HEADING, COLUMNS, rows, drawn=drawn)


def row(label: str, part: int, total: int, line: Line = Line.ROW) -> Row:
    return Row(label, (Cell(part), Cell(Share(part, total))), line)


def drawings(one: StatTable) -> list[tuple[str, str]]:
    return [(chart.title, chart.svg) for chart in bars(one)]


def drawn(chart: str) -> ET.Element:
    return ET.fromstring(chart)  # also says that it is well-formed


def widths(chart: str) -> list[str]:
    return [rect.get("width", "") for rect in drawn(chart).iter("rect")][1::2]


def test_shares_are_drawn_in_per_cent_of_the_width() -> None:
    ((_title, chart),) = drawings(
        table(row("Mầm non", 3, 8), row("Cộng", 3, 8, Line.TOTAL), Row("Phần", line=Line.HEADING))
    )
    assert widths(chart) == ["37.50%", "37.50%"]
    assert [text.text for text in drawn(chart).iter("text")][:2] == ["Mầm non", "37,50 %"]


def test_counts_are_drawn_against_the_largest_without_the_sum() -> None:
    ((_title, chart),) = drawings(
        table(row("A", 5, 10), row("B", 10, 10), row("Cộng", 15, 20, Line.TOTAL), drawn=("done",))
    )
    assert widths(chart) == ["50.00%", "100.00%"]


def test_a_chart_says_what_it_shows() -> None:
    ((title, chart),) = drawings(table(row("Mầm non", 3, 8)))
    assert title == "Đã hoàn thành, tỉ lệ %"
    picture = drawn(chart)
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == "Đã hoàn thành, tỉ lệ %. Mầm non: 37,50 %"
    assert [one.text for one in picture.iter("title")] == ["Đã hoàn thành, tỉ lệ %"]


def test_nothing_is_drawn_of_nothing() -> None:
    assert bars(table(row("A", 0, 10))) == []
    assert bars(table()) == []
    assert bars(table(Row("A", (Cell(None), Cell(None))))) == []
    assert bars(table(row("A", 1, 2), drawn=())) == []


def test_words_are_escaped_and_no_style_is_written() -> None:
    ((_title, chart),) = drawings(table(row("<b>A & B</b>", 1, 2)))
    assert "<b>" not in chart
    assert "style=" not in chart
    assert next(text.text for text in drawn(chart).iter("text")) == "<b>A & B</b>"


def test_very_many_rows_are_not_drawn() -> None:
    ((_title, chart),) = drawings(table(*(row(str(number), 1, 2) for number in range(MOST_ROWS + 5))))
    assert len(re.findall("<text", chart)) == 2 * MOST_ROWS

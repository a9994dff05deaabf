"""The words of the board's cells and the links of its counts."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from minhdinh.oversight.domain.board import BoardFilter, Counts, Group
from minhdinh.oversight.enums import Stage
from minhdinh.oversight.tables.board import (
    TONES,
    columns,
    due_label,
    group_lines,
    idle_label,
    level_label,
    link,
    stage_bars,
    total_line,
)


def test_every_stage_has_a_tone() -> None:
    assert set(TONES) == set(Stage)


@pytest.mark.parametrize(("level", "words"), [(None, "–"), (0, "Chưa đạt Mức 1"), (3, "Mức 3")])
def test_levels(level: int | None, words: str) -> None:
    assert level_label(level) == words


@pytest.mark.parametrize(("days", "words"), [(0, "hôm nay"), (1, "hôm qua"), (41, "41 ngày trước")])
def test_how_long_nothing_was_done(days: int, words: str) -> None:
    assert idle_label(timezone.now() - dt.timedelta(days=days)) == words
    assert idle_label(None) == "chưa có"


@pytest.mark.parametrize(
    ("late", "due", "completed", "expected"),
    [
        (-5, None, False, ("Chậm 5 ngày", "wait")),
        (-5, 3, True, ("Chậm 5 ngày", "wait")),
        (None, 3, False, ("Còn 3 ngày", "edit")),
        (None, 0, False, ("Hạn hôm nay", "edit")),
        (None, None, True, ("Đã hoàn thành", "ok")),
        (None, None, False, ("–", "none")),
    ],
)
def test_how_a_school_stands_to_the_days(
    late: int | None, due: int | None, completed: bool, expected: tuple[str, str]
) -> None:
    def day(apart: int | None) -> dt.date | None:
        return None if apart is None else timezone.localdate() + dt.timedelta(days=apart)

    row = SimpleNamespace(late_since=day(late), due_next=day(due), completed=completed)
    assert due_label(row) == expected


def test_a_link_keeps_the_filter_and_drops_what_is_empty() -> None:
    wanted = BoardFilter(q="an bình", stage="3")
    assert link(wanted) == "?q=an+b%C3%ACnh&stage=3"
    assert link(wanted, stage="", late="1") == "?q=an+b%C3%ACnh&late=1"
    assert link(BoardFilter(sort="-stage")) == "?sort=-stage"
    assert link(BoardFilter()) == "?"


def test_numbers_as_official_tables_print_them() -> None:
    schools = Group("thcs", "thcs", total=28, completed=16, late=3, stages={7: 16, 0: 12})
    young = Group("mam_non", "mam_non", total=8, completed=3, stages={7: 3, 0: 5})
    both = Group("", "", total=36, completed=19, late=3, stages={7: 19, 0: 17})
    counts = Counts(both, {"thcs": schools, "mam_non": young}, {})
    lines = [*group_lines(counts, BoardFilter(), [], "2026-2027"), total_line(counts, BoardFilter())]
    assert [(line["label"], [number["text"] for number in line["numbers"]]) for line in lines] == [
        ("Trường mầm non", ["08", "03", "37,50", "0", "0"]),
        ("Trường THCS", ["28", "16", "57,14", "0", "03"]),
        ("Cộng", ["36", "19", "52,78", "0", "03"]),
    ]
    assert lines[0]["numbers"][1]["url"] == "?school_type=mam_non&done=1"
    assert lines[0]["numbers"][4]["url"] == ""
    bars = stage_bars(counts, BoardFilter(stage="7"))
    assert [(bar["count"], bar["share"], bar["active"]) for bar in bars if bar["count"]] == [
        (17, 89, False),
        (19, 100, True),
    ]
    assert len(bars) == len(Stage)


def test_columns_follow_what_there_is_to_show() -> None:
    keys = [column["key"] for column in columns(parents=False)]
    assert "parent" not in keys
    assert "pick" not in keys
    assert [column["key"] for column in columns(parents=True, picks=True)][:4] == [
        "pick",
        "name",
        "type",
        "parent",
    ]

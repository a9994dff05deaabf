"""The table of registrations: words, pills, addresses, a line of the workbook."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.intake.listing import MINE, CaseFilter, StageCount, Totals
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.tables import (
    due_pill,
    export_columns,
    export_row,
    holder_words,
    is_waiting_for,
    link,
    tiles_of,
    turn_pill,
)
from tests.appraisals.registered import TT57, World, make_registered
from tests.factories import CommuneFactory

DAY = dt.timedelta(days=1)
TODAY = timezone.localdate()


@pytest.fixture
def world(db: None) -> World:
    return make_registered()


def at(world: World, stage: str, due: dt.date | None = None) -> Case:
    world.put(stage)
    with scopes_disabled():
        row = world.fresh()
    row.due_on = due
    return row


def test_whose_turn_by_name(world: World) -> None:
    assert world.commune is not None
    expected = {
        "preparing": "Trường",
        "checking": world.commune.name,
        "receiving": world.department.name,
        "study": "Hội đồng thẩm định",
        "recognised": "Không còn việc",
    }
    for stage, words in expected.items():
        assert holder_words(at(world, stage)) == words


def test_what_waits_for_this_very_office_stands_out(world: World) -> None:
    assert world.commune is not None
    row = at(world, "checking")
    assert is_waiting_for(row, world.commune)
    assert "Cơ quan này" in turn_pill(row, world.commune)
    for office in (world.department, CommuneFactory(under=world.department)):
        assert turn_pill(row, office) == world.commune.name
    assert "Không được công nhận" in turn_pill(at(world, "refused"), world.department)


def test_days(world: World) -> None:
    for due, words in (
        (None, "–"),
        (TODAY + 4 * DAY, f"{TODAY + 4 * DAY:%d/%m/%Y}"),
    ):
        assert due_pill(at(world, "receiving", due), TODAY) == words
    assert "pill wait" in due_pill(at(world, "receiving", TODAY + 3 * DAY), TODAY)
    assert "pill wait" in due_pill(at(world, "receiving", TODAY), TODAY)
    assert "Quá hạn" in due_pill(at(world, "receiving", TODAY - DAY), TODAY)
    assert due_pill(at(world, "refused", TODAY - DAY), TODAY) == "–"


def test_a_link_keeps_what_is_filtered() -> None:
    wanted = CaseFilter(q="hoa & mai", stage="a:b")
    assert link(wanted) == "?q=hoa+%26+mai&stage=a%3Ab"
    assert link(wanted, stage="", holder=MINE) == "?q=hoa+%26+mai&holder=mine"
    assert link(CaseFilter()) == "?"


def test_a_pressed_figure_leads_back_to_all() -> None:
    counts = Totals(2, 1, (StageCount(TT57, "receiving", 3),))
    tiles = tiles_of(counts, CaseFilter(stage=f"{TT57}:receiving"))
    assert [(one["count"], one["active"]) for one in tiles] == [(2, False), (1, False), (3, True)]
    assert [one["url"] for one in tiles] == ["?holder=mine", "?overdue=1", "?"]
    mine = tiles_of(counts, CaseFilter(holder=MINE))[0]
    assert (mine["active"], mine["url"]) == (True, "?")


def test_a_line_has_a_value_for_every_heading(world: World) -> None:
    for stage in ("preparing", "receiving", "recognised"):
        row = at(world, stage, TODAY)
        line = export_row(1, row)
        assert len(line) == len(export_columns())
        shown = dict(zip(export_columns(), line, strict=True))
        assert (shown["Trường"], shown["Mức tự nhận"]) == (world.school.name, 1)
        assert bool(shown["Kết quả"]) is (stage == "recognised")
        assert bool(shown["Đang chờ"]) is (stage != "recognised")

import pytest

from minhdinh.assessments.domain.queries import sheets_of
from minhdinh.assessments.domain.result import result_of
from minhdinh.assessments.presenters.board import build_boards, build_steps, headline, target_label
from tests.assessments.cases import Case, decide, decide_all, make_case, small_set


def boards(case: Case):
    return build_boards(case.fresh(), list(sheets_of(case.assessment)))


def test_every_level_has_its_look_and_its_words(small: Case) -> None:
    decide(small, "1.1", 2)
    decide(small, "1.3", 0)
    (board,) = boards(small)
    assert [(tile.code, tile.css, tile.tone, tile.label) for tile in board.tiles] == [
        ("1.1", "m2", "ok", "Đạt Mức 2"),
        ("1.3", "m0", "none", "Không đạt Mức 1"),
        ("2.3", "", "none", "Chưa xét"),
    ]
    assert board.tally == "1 đạt Mức 2 · 1 không đạt Mức 1 · 1 chưa xét"
    assert [tile.mandatory for tile in board.tiles] == [False, True, False]
    assert board.tiles[1].url == small.url("tieu-chi/thcs/1.3/")


@pytest.mark.usefixtures("db", "_scopes_open")
def test_each_level_of_a_school_has_its_board_and_its_tally() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    decide(case, "1.1", track="tieu_hoc")
    assert [(board.label, board.tally) for board in boards(case)] == [
        ("Tiểu học", "1 đạt Mức 1 · 2 chưa xét"),
        ("Trung học cơ sở", "3 chưa xét"),
    ]


def test_the_headline_is_the_level_or_what_keeps_it_open(small: Case) -> None:
    row = small.fresh()
    assert headline(row, result_of(row)) == "Chưa xếp mức: còn 03 tiêu chí chưa xét"
    decide_all(small)
    row = small.fresh()
    assert headline(row, result_of(row)) == "Đạt Mức 1"


def test_the_way_up_names_each_criterion_with_its_page(decided: Case) -> None:
    row = decided.fresh()
    result = result_of(row)
    steps = build_steps(row, result, list(sheets_of(row)))
    assert target_label(row, result) == "Mức 2"
    assert "1.3" in [step.criterion for step in steps]
    assert {(step.now, step.needed, step.track) for step in steps} == {("đạt Mức 1", "Mức 2", "")}
    assert all(step.url and step.title for step in steps)


def test_at_the_top_there_is_no_way_up(small: Case) -> None:
    decide_all(small, 2)
    row = small.fresh()
    result = result_of(row)
    assert (target_label(row, result), build_steps(row, result, [])) == ("", [])

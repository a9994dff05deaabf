"""Where a slot of one set leads in another."""

import pytest

from minhdinh.assessments.carrying.pieces import ALL_TRACKS
from minhdinh.assessments.carrying.routes import (
    CHOSEN,
    GONE,
    LEFT_OUT,
    NO_CROSSWALK,
    NO_TRACK,
    NOT_A_PLACE,
    Routes,
)
from minhdinh.assessments.carrying.target import TargetYear
from minhdinh.assessments.models import SelfAssessment
from minhdinh.standards.catalogue import StandardSet, crosswalk, packaged_set
from tests.assessments.cases import small_set

OLD, NEW = "tt18-2018-trung-hoc", "tt57-2026-pho-thong"


def target(catalogue: StandardSet, *tracks: str) -> TargetYear:
    return TargetYear(SelfAssessment(year="2026-2027"), catalogue, tracks or ("thcs",))


def same() -> Routes:
    return Routes(packaged_set(NEW), target(packaged_set(NEW)))


def crossing(*tracks: str, **choices: tuple[str, ...]) -> Routes:
    named = {key.replace("_", "."): value for key, value in choices.items()}
    return Routes(packaged_set(OLD), target(packaged_set(NEW), *tracks), crosswalk(OLD, NEW), named)


@pytest.mark.parametrize(
    "slot",
    [
        "statement:thcs:1.1:1:1.1.1a",
        "statement:thcs:4.3:2:4.3.2g",
        "remark:3:trend",
        "report:III.4.c",
    ],
)
def test_by_the_same_set_every_place_is_the_same(slot: str) -> None:
    assert same().way_of(slot).targets == (slot,)


@pytest.mark.parametrize(
    "slot", ["", "khong", "statement:thcs", "report:khong", "remark:9:limits", "remark:1:la"]
)
def test_what_is_no_place_leads_nowhere(slot: str) -> None:
    way = same().way_of(slot)
    assert (way.targets, way.why_not) == ((), NOT_A_PLACE)


def test_a_requirement_that_a_newer_version_dropped_is_gone() -> None:
    routes = Routes(packaged_set(NEW), target(small_set()))
    routes.same_set = True
    assert routes.way_of("statement:thcs:4.3:1:4.3.1a").why_not == GONE
    assert routes.criterion_for("4.3") == ""


def test_a_level_of_school_that_is_not_there_is_named() -> None:
    routes = Routes(packaged_set(NEW), target(packaged_set(NEW), "thpt"))
    assert routes.way_of("statement:thcs:1.1:1:1.1.1a").why_not == NO_TRACK
    assert routes.tracks_for("thpt") == ("thpt",)


def test_a_text_for_all_levels_goes_to_each() -> None:
    routes = Routes(packaged_set(NEW), target(packaged_set(NEW), "thcs", "thpt"))
    assert routes.way_of(f"statement:{ALL_TRACKS}:1.1:1:1.1.1a").targets == (
        "statement:thcs:1.1:1:1.1.1a",
        "statement:thpt:1.1:1:1.1.1a",
    )


def test_by_a_crosswalk_the_note_says_how_much_and_why() -> None:
    way = crossing().way_of("statement:thcs:1.4:1:1.4.1a")
    assert way.targets == ("statement:thcs:2.1:1:2.1.1a",)
    assert way.note.startswith("Cùng nội dung. Số lượng hiệu trưởng")


def test_an_undivided_older_set_serves_every_level() -> None:
    way = crossing("thcs", "thpt").way_of("statement:thcs:1.4:1:1.4.1a")
    assert way.targets == ("statement:thcs:2.1:1:2.1.1a", "statement:thpt:2.1:1:2.1.1a")


def test_what_has_no_place_says_why_in_the_crosswalks_words() -> None:
    way = crossing().way_of("statement:thcs:1.3:2:1.3.2a")
    assert way.targets == ()
    assert "không còn là yêu cầu" in way.why_not


def test_a_school_chooses_otherwise_or_leaves_out() -> None:
    routes = crossing(**{"1_4_1a": ("1.2.1a",), "1_1_1a": ()})
    assert routes.way_of("statement:thcs:1.4:1:1.4.1a").targets == ("statement:thcs:1.2:1:1.2.1a",)
    assert routes.way_of("statement:thcs:1.4:1:1.4.1a").note == CHOSEN
    assert routes.way_of("statement:thcs:1.1:1:1.1.1a").why_not == LEFT_OUT


def test_without_a_crosswalk_statements_stay_and_parts_of_the_report_come() -> None:
    routes = Routes(packaged_set("tt42-2012-trung-hoc"), target(packaged_set(NEW)))
    first = next(packaged_set("tt42-2012-trung-hoc").iter_requirements())
    slot = f"statement:thcs:{first.criterion}:{first.level}:{first.id}"
    assert routes.way_of(slot).why_not == NO_CROSSWALK
    assert routes.way_of("report:I.2.a").targets == ("report:I.2.a",)
    assert routes.way_of("remark:1:strengths").why_not == NOT_A_PLACE


def test_remarks_follow_the_standards_of_the_crosswalk() -> None:
    assert crossing().way_of("remark:5:strengths").targets == ("remark:3:strengths",)
    assert crossing().way_of("remark:3:limits").targets == ("remark:4:limits",)
    assert crossing().way_of("remark:3:opening").why_not == NOT_A_PLACE


@pytest.mark.parametrize(
    ("part", "wanted"), [("strengths", "strengths"), ("weaknesses", "limits"), ("plan", "priorities")]
)
def test_parts_of_an_older_sheet_join_the_remarks(part: str, wanted: str) -> None:
    way = crossing().way_of(f"sheet:thcs:5.1:{part}")
    assert way.targets == (f"remark:3:{wanted}",)
    assert "Gộp vào nhận xét" in way.note


def test_parts_of_a_sheet_keep_their_place_by_the_same_older_set() -> None:
    routes = Routes(packaged_set(OLD), target(packaged_set(OLD)))
    assert routes.way_of("sheet:thcs:5.1:plan").targets == ("sheet:thcs:5.1:plan",)


def test_a_criterion_goes_where_most_of_its_texts_go() -> None:
    assert crossing().criterion_for("3.6") == "4.1"
    assert crossing().criterion_for("9.9") == ""
    assert same().criterion_for("1.3") == "1.3"


def test_a_target_the_newer_set_answers_itself_takes_no_text() -> None:
    for one in packaged_set(NEW).iter_requirements():
        if one.derived:
            assert same().requirements_for(one.id).targets == ()

"""The summary columns say what the engine says, after any sequence of verbs."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.result import result_of
from minhdinh.assessments.domain.summary import refresh_summary
from minhdinh.assessments.domain.support import recount
from minhdinh.assessments.models import SelfAssessment, Sheet, Track
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.uses import Place, unlink_item
from minhdinh.evidence.models import EvidenceItem
from tests.assessments.cases import SMALL, Case, decide_all, item, link, make_case, small_set, undone, write

Verb = Callable[[Case, str, str, int], None]


def press(case: Case, track: str, criterion: str, number: int) -> None:
    level = [None, 0, 1, 2][number]
    press_level(actor=case.system, sheet=case.sheet(criterion, track), level=level)


def answer(case: Case, track: str, criterion: str, number: int) -> None:
    value = [None, "met", "unmet", "met"][number]
    sheet = case.sheet(criterion, track)
    set_answer(actor=case.system, sheet=sheet, requirement=f"{criterion}.1a", value=value)


def text(case: Case, track: str, criterion: str, number: int) -> None:
    write(case, case.slot(criterion, 1 + number % 2, track), "có hồ sơ" if number < 3 else "")


def cite(case: Case, track: str, criterion: str, number: int) -> None:
    proof = [EvidenceItem.objects.order_by("pk")[0]] if number % 2 else []
    write(case, case.slot(criterion, 1, track), "có hồ sơ", proof)


def serve(case: Case, track: str, criterion: str, number: int) -> None:
    row = EvidenceItem.objects.order_by("pk")[0]
    if number:
        link(case, row, criterion, track)
    else:
        unlink_item(actor=case.system, item=row, place=Place(case.assessment.pk, track, criterion))
    recount(case.system, case.assessment)


def expire(case: Case, _track: str, _criterion: str, number: int) -> None:
    EvidenceItem.objects.update(valid_to="2020-01-01" if number else None)
    recount(case.system, case.assessment)


VERBS: list[Verb] = [press, press, press, answer, text, text, cite, serve, serve, expire]
MOVES = st.lists(
    st.tuples(
        st.sampled_from(VERBS),
        st.sampled_from(["tieu_hoc", "thcs"]),
        st.sampled_from(SMALL),
        st.integers(0, 3),
    ),
    max_size=25,
)


@pytest.fixture
def two_levels(db: None, _scopes_open: None) -> Case:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    item(case)
    return case


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES, begun=st.booleans())
def test_the_columns_equal_the_engines_result_after_any_verbs(
    two_levels: Case, moves: list[tuple[Verb, str, str, int]], begun: bool
) -> None:
    with undone():
        two_levels.assessment = two_levels.fresh()
        if begun:
            decide_all(two_levels)
        for verb, track, criterion, number in moves:
            try:
                verb(two_levels, track, criterion, number)
            except Problem:
                continue
        assert_true(two_levels.fresh())


def assert_true(row: SelfAssessment) -> None:
    result = result_of(row)
    sheets = list(Sheet.objects.filter(assessment=row))
    assert (row.level, row.complete) == (result.level, result.complete)
    assert row.sheets_total == len(sheets)
    assert row.sheets_decided == sum(sheet.level is not None for sheet in sheets)
    by_track = {track.education_level: track.level for track in Track.objects.filter(assessment=row)}
    assert by_track == {name: own.level for name, own in result.tracks.items()}
    for sheet in sheets:
        if sheet.level is not None:
            assert sheet.statement_levels >= max(sheet.level, 1)
            assert sheet.level == 0 or sheet.usable_evidence >= 1


def test_a_school_of_several_levels_takes_the_lowest(two_levels: Case) -> None:
    decide_all(two_levels, 2)
    assert two_levels.fresh().level == 2
    press_level(actor=two_levels.system, sheet=two_levels.sheet("1.3", "thcs"), level=1)
    row = two_levels.fresh()
    assert row.level == 1
    assert [track.level for track in Track.objects.filter(assessment=row).order_by("position")] == [2, 1]
    press_level(actor=two_levels.system, sheet=two_levels.sheet("1.3", "tieu_hoc"), level=0)
    assert two_levels.fresh().level == 0


def test_one_open_criterion_of_one_track_leaves_the_school_open(two_levels: Case) -> None:
    decide_all(two_levels)
    press_level(actor=two_levels.system, sheet=two_levels.sheet("2.3", "tieu_hoc"), level=None)
    row = two_levels.fresh()
    assert (row.level, row.complete, row.sheets_decided, row.sheets_total) == (None, False, 5, 6)


def test_columns_that_went_wrong_are_mended(two_levels: Case) -> None:
    decide_all(two_levels)
    SelfAssessment.objects.update(level=None, complete=False, sheets_decided=0)
    Track.objects.update(level=None)
    refresh_summary(two_levels.fresh())
    assert_true(two_levels.fresh())
    assert two_levels.fresh().level == 1

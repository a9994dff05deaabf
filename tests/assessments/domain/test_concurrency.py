"""Several people at once: threads with connections of their own, and random interleavings of two writers."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.approval import submit
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.domain.passages import PassageConflict, Saved, save_passage
from minhdinh.assessments.domain.result import result_of
from minhdinh.assessments.domain.tables import Refused, save_cells
from minhdinh.assessments.models import (
    DataCell,
    DataCellChange,
    Passage,
    PassageRevision,
    SelfAssessment,
    Sheet,
)
from minhdinh.common.problems import Problem
from minhdinh.lib.richtext import plain_text
from tests.assessments.cases import (
    YEAR,
    Case,
    decide_all,
    make_case,
    new_save_id,
    rich,
    small_set,
    together,
    undone,
)
from tests.factories import SchoolFactory


@pytest.fixture
def shared(transactional_db: None, django_db_serialized_rollback: None, _scopes_open: None) -> Case:
    """Return a small case that other connections see."""
    return make_case(standard_set=small_set())


def saving(case: Case, text: str, version: int = 0, slot: str = "") -> Callable[[], Saved]:
    return lambda: save_passage(
        actor=case.system,
        assessment=case.fresh(),
        slot=slot or case.slot(),
        version=version,
        body=rich(text),
        save_id=new_save_id(),
    )


def test_of_two_first_saves_one_stands_and_the_other_learns_of_it(shared: Case) -> None:
    results = together(saving(shared, "bản của An"), saving(shared, "bản của Bình"))
    won = [result for result in results if isinstance(result, Saved)]
    lost = [result for result in results if isinstance(result, PassageConflict)]
    assert (len(won), len(lost)) == (1, 1), results
    assert (lost[0].current.version, lost[0].current.text) == (1, Passage.objects.get().text)
    assert PassageRevision.objects.count() == 1


def test_of_many_saves_on_one_version_exactly_one_stands(shared: Case) -> None:
    saving(shared, "gốc")()
    results = together(*(saving(shared, f"bản {number}", version=1) for number in range(5)))
    assert sum(isinstance(result, Saved) for result in results) == 1, results
    assert {result.current.version for result in results if isinstance(result, PassageConflict)} == {2}


def test_a_retry_that_overtakes_its_first_try_saves_once(shared: Case) -> None:
    def same() -> Saved:
        return save_passage(
            actor=shared.system,
            assessment=shared.fresh(),
            slot=shared.slot(),
            version=0,
            body=rich("gửi hai lần"),
            save_id="cung-mot-lan",
        )

    results = together(same, same, same)
    assert [result.version for result in results] == [1, 1, 1]
    assert sorted(result.is_new for result in results) == [False, False, True]


def test_writing_and_judging_one_sheet_at_once_undo_nothing_of_each_other(shared: Case) -> None:
    decide_all(shared)
    sheets = [shared.sheet("1.3") for _person in range(3)]
    together(
        saving(shared, "viết thêm ở Mức 2", slot=shared.slot("1.3", 2)),
        lambda: press_level(actor=shared.system, sheet=sheets[0], level=0),
        lambda: set_answer(actor=shared.system, sheet=sheets[1], requirement="1.3.2a", value="met"),
        lambda: set_answer(actor=shared.system, sheet=sheets[2], requirement="1.3.2b", value="unmet"),
    )
    sheet = shared.sheet("1.3")
    assert (sheet.level, sheet.statement_levels, sheet.requirements_answered) == (0, 2, 2)
    assert_summary_is_true(shared)


def test_levels_of_different_sheets_pressed_at_once_are_all_in_the_summary(shared: Case) -> None:
    decide_all(shared)
    codes = ("1.1", "1.3", "2.3")
    sheets = [shared.sheet(code) for code in codes]
    together(*(lambda one=one: press_level(actor=shared.system, sheet=one, level=0) for one in sheets))
    assert [shared.sheet(code).level for code in codes] == [0, 0, 0]
    assert_summary_is_true(shared)


def test_a_report_is_handed_in_once(shared: Case) -> None:
    decide_all(shared)
    drafts = [shared.fresh() for _person in range(3)]
    results = together(*(lambda one=one: submit(actor=shared.system, assessment=one) for one in drafts))
    assert sum(result is None for result in results) == 1, results
    assert sum(isinstance(result, Problem) for result in results) == 2


def test_what_is_saved_while_the_report_is_handed_in_is_either_in_it_or_refused(shared: Case) -> None:
    decide_all(shared)
    draft = shared.fresh()
    saved, handed_in = together(
        saving(shared, "phút cuối", slot="report:I.2.a"),
        lambda: submit(actor=shared.system, assessment=draft),
    )
    assert handed_in is None
    assert isinstance(saved, Saved) == Passage.objects.filter(slot="report:I.2.a").exists()


def test_a_year_opened_by_two_people_at_once_is_one_year(shared: Case) -> None:
    school = SchoolFactory()

    def opening() -> SelfAssessment:
        return open_assessment(
            actor=Case(school, shared.assessment).system,
            organisation=school,
            year=YEAR,
            standard_set=shared.assessment.standard_set,
            reason="Bộ của bài thử",
        )

    first, second = together(opening, opening)
    assert first == second
    assert Sheet.objects.filter(assessment=first).count() == 3


def assert_summary_is_true(case: Case) -> None:
    row, result = case.fresh(), result_of(case.fresh())
    levels = list(Sheet.objects.filter(assessment=row).values_list("level", flat=True))
    assert (row.level, row.complete) == (result.level, result.complete)
    assert (row.sheets_total, row.sheets_decided) == (
        len(levels),
        len([one for one in levels if one is not None]),
    )


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["An", "Bình"]),
        st.sampled_from(["save", "retry", "reload", "take theirs"]),
        st.text("abc đ", max_size=6),
    ),
    max_size=14,
)


class Writer:
    """One browser: the version it knows, its last request (for a retry), and what the server acknowledged."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.version = 0
        self.last: dict[str, Any] | None = None
        self.acknowledged: list[str] = []

    def send(self, request: dict[str, Any]) -> None:
        self.last = request
        try:
            saved = save_passage(
                actor=self.case.system, assessment=self.case.assessment, slot=self.case.slot(), **request
            )
        except PassageConflict as conflict:
            self.version = conflict.current.version
        else:
            self.version = max(self.version, saved.version)
            self.acknowledged.append(plain_text(request["body"]))

    def act(self, move: str, text: str) -> None:
        if move == "save":
            self.send({"version": self.version, "body": rich(text), "save_id": new_save_id()})
        elif move == "retry" and self.last is not None:
            self.send(self.last)
        elif move == "reload":
            row = Passage.objects.filter(slot=self.case.slot()).first()
            self.version = row.version if row else 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_no_acknowledged_text_is_ever_lost(small: Case, moves: list[tuple[str, str, str]]) -> None:
    with undone():
        writers = {name: Writer(small) for name in ("An", "Bình")}
        for name, move, text in moves:
            writers[name].act(move, text)
        kept = [plain_text(row.body) for row in PassageRevision.objects.order_by("version")]
        for writer in writers.values():
            assert all(text in kept for text in writer.acknowledged)
        assert [row.version for row in PassageRevision.objects.order_by("version")] == list(
            range(1, len(kept) + 1)
        )
        standing = Passage.objects.filter(slot=small.slot()).first()
        assert (plain_text(standing.body) if standing else None) == (kept[-1] if kept else None)


def typing(case: Case, value: str) -> Callable[[], list[Refused]]:
    place = ("classes", "khoi_6", YEAR)
    return lambda: save_cells(
        actor=case.system, assessment=case.fresh(), cells={place: value}, started_from={place: ""}
    )


def test_of_two_who_type_one_cell_one_stands_and_the_other_keeps_both_values(shared: Case) -> None:
    results = together(typing(shared, "5"), typing(shared, "6"))
    lost = [one for result in results for one in result]
    assert [len(result) for result in results].count(0) == 1, results
    (change,) = DataCellChange.objects.all()
    assert lost[0].clash is not None
    assert {lost[0].clash.theirs, lost[0].clash.yours} == {"5", "6"}
    assert change.after == lost[0].clash.theirs == DataCell.objects.get().value

"""What a second file with other words changes, and what it leaves."""

import datetime as dt

import pytest

from minhdinh.access.actor import Actor, system_actor
from minhdinh.appraisals.domain.recorded import EVALUATION, record_evaluation
from minhdinh.assessments.domain.recorded import RECORDED
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.lib.sheet_reading import SheetRow
from minhdinh.organisations.imports.checked import RowStatus
from minhdinh.oversight.history.checking import check_history
from minhdinh.oversight.history.facts import source_of
from minhdinh.oversight.history.writing import Outcome, write_rows
from minhdinh.recognition.domain.decisions import DECISION, record_decision
from tests.factories import World

YEAR = "2013-2014"
CODE = "thcs-an-binh"


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.commune.pk)


def load(world: World, actor: Actor, file_name: str = "a.xlsx", **cells: str) -> tuple[Outcome, list[str]]:
    """Import one row of the world's school; return the outcome and the announced changes."""
    values = {"code": CODE, "name": "Trường", "school_type": "THCS", "year": YEAR, **cells}
    rows = check_history([SheetRow(2, values)], world.commune)
    assert rows[0].faults == []
    return write_rows(actor=actor, office=world.commune, rows=rows, file_name=file_name), rows[0].data[
        "changes"
    ]


def known(world: World) -> tuple[object, ...]:
    ids = [world.school.pk]
    return tuple(
        kind.existing(ids).get((world.school.pk, YEAR), []) for kind in (RECORDED, EVALUATION, DECISION)
    )


def test_a_changed_value_changes_the_fact_and_tells_it(world: World, actor: Actor) -> None:
    load(world, actor, completed="x", level="1")
    outcome, changes = load(world, actor, "b.xlsx", completed="x", level="2")
    assert outcome == Outcome(new=0, changed=1, unchanged=0, schools=0)
    assert changes == ["Kết quả tự đánh giá: mức tự đánh giá: 1 → 2."]
    row = RECORDED.existing([world.school.pk])[world.school.pk, YEAR][0]
    assert (row.level, row.source) == (2, "Tệp b.xlsx")
    entry = Entry.objects.filter(organisation_id=world.school.pk).order_by("id").last()
    assert entry is not None
    assert sentence(entry.action, entry.data).endswith("mức tự đánh giá: 1 → 2")


def test_a_column_that_the_file_lacks_leaves_what_is_known(world: World, actor: Actor) -> None:
    load(world, actor, completed="x", level="2", evaluated="x", grade="1", number="1/QĐ")
    outcome, changes = load(world, actor, "b.xlsx")
    assert (outcome.unchanged, changes) == (1, [])
    recorded, evaluated, decided = known(world)
    assert (recorded[0].completed, recorded[0].level) == (True, 2)  # type: ignore[index]
    assert len(evaluated) == len(decided) == 1  # type: ignore[arg-type]


def test_an_empty_cell_takes_back_what_a_file_told(world: World, actor: Actor) -> None:
    load(world, actor, evaluated="x", grade="1", number="1/QĐ", completed="x")
    outcome, changes = load(world, actor, "b.xlsx", evaluated="", grade="", number="", completed="")
    assert outcome.changed == 1
    assert changes[0] == "Kết quả tự đánh giá: hoàn thành báo cáo tự đánh giá: có → không."
    assert changes[1].startswith("Bỏ đánh giá ngoài")
    assert changes[2].startswith("Bỏ quyết định công nhận (số quyết định: 1/QĐ")
    assert known(world)[1:] == ([], [])


def test_what_an_officer_typed_in_stays(world: World, actor: Actor) -> None:
    record_evaluation(actor=system_actor(), school=world.school, year=YEAR, level=2)
    record_decision(actor=system_actor(), school=world.school, year=YEAR, number="9/QĐ", grade=1)
    _outcome, changes = load(world, actor, evaluated="", grade="", number="")
    assert changes == []
    assert [len(rows) for rows in known(world)[1:]] == [1, 1]  # type: ignore[arg-type]


def test_the_same_number_is_the_same_decision_whoever_wrote_it(world: World, actor: Actor) -> None:
    record_decision(actor=system_actor(), school=world.school, year=YEAR, number="9/QĐ", grade=1)
    _outcome, changes = load(world, actor, grade="2", number="9/QĐ", decided_on="15/06/2014")
    assert "cấp độ kiểm định: 1 → 2" in changes[0]
    (decision,) = DECISION.existing([world.school.pk])[world.school.pk, YEAR]
    assert (decision.grade, decision.decided_on) == (2, dt.date(2014, 6, 15))


def test_a_mended_number_is_not_a_second_decision(world: World, actor: Actor) -> None:
    load(world, actor, grade="1", number="1/QD")
    load(world, actor, "b.xlsx", grade="1", number="1/QĐ")
    (decision,) = DECISION.existing([world.school.pk])[world.school.pk, YEAR]
    assert decision.number == "1/QĐ"


def test_an_evaluation_known_already_is_not_touched(world: World, actor: Actor) -> None:
    record_evaluation(actor=system_actor(), school=world.school, year=YEAR, level=2, note="ghi tay")
    load(world, actor, evaluated="x")
    (found,) = EVALUATION.existing([world.school.pk])[world.school.pk, YEAR]
    assert (found.level, found.note, found.source) == (2, "ghi tay", "")


def test_the_preview_says_new_where_a_known_school_gets_its_first_fact(world: World) -> None:
    values = {"code": CODE, "name": "Trường", "school_type": "THCS", "year": YEAR}
    assert check_history([SheetRow(2, values)], world.commune)[0].status == RowStatus.NEW


def test_the_source_of_a_long_file_name_fits() -> None:
    assert source_of("a" * 300) == "Tệp " + "a" * 196

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.models import Answer, DataCell, DataCellChange, Passage, PassageRevision
from tests.assessments.cases import Case, make_case, small_set, write


def again(row: Passage | PassageRevision | Answer | DataCell, **changes: object) -> None:
    """Save a copy of a row."""
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    with transaction.atomic():
        row.save()


def test_a_slot_holds_one_passage(small: Case) -> None:
    write(small, small.slot())
    with pytest.raises(IntegrityError):
        again(Passage.objects.get())


def test_a_version_and_a_save_are_kept_once(small: Case) -> None:
    write(small, small.slot())
    for changes in ({}, {"version": 2}, {"save_id": "khac-hẳn-rồi"}):
        row = PassageRevision.objects.get()
        with pytest.raises(IntegrityError):
            again(row, **changes)
    again(PassageRevision.objects.get(), version=2, save_id="mot-lan-khac")
    assert PassageRevision.objects.count() == 2


def test_a_requirement_has_one_answer(small: Case) -> None:
    set_answer(actor=small.system, sheet=small.sheet(), requirement="1.3.1a", value="met")
    with pytest.raises(IntegrityError):
        again(Answer.objects.get(), value="unmet")


def test_a_cell_is_typed_once(small: Case) -> None:
    cell = DataCell(
        school=small.school, assessment=small.assessment, table="lop", row="k6", column="y1", value="3"
    )
    cell.save()
    with pytest.raises(IntegrityError):
        again(cell)
    assert str(DataCell.objects.get()) == "lop.k6.y1"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("_scopes_open")
def test_a_change_of_a_cell_never_points_into_another_school() -> None:
    small, other = make_case(standard_set=small_set()), make_case(standard_set=small_set())
    place = {"table": "lop", "row": "k6", "column": "y1", "after": "3", "saved_at": timezone.now()}
    DataCellChange.objects.create(school=small.school, assessment=small.assessment, **place)
    with pytest.raises(IntegrityError):
        DataCellChange.objects.update(assessment=other.assessment)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("_scopes_open")
def test_a_passage_never_points_into_another_school() -> None:
    small, other = make_case(standard_set=small_set()), make_case(standard_set=small_set())
    write(small, small.slot())
    with pytest.raises(IntegrityError):
        Passage.objects.update(sheet=other.sheet())
    with pytest.raises(IntegrityError):
        Passage.objects.update(assessment=other.assessment)


def test_rows_are_named_for_logs(small: Case) -> None:
    write(small, small.slot())
    set_answer(actor=small.system, sheet=small.sheet(), requirement="1.3.1a", value="met")
    assert str(Passage.objects.get()) == small.slot()
    assert str(PassageRevision.objects.get()).endswith(" v1")
    assert str(Answer.objects.get()) == "1.3.1a: met"

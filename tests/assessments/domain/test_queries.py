import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.domain.queries import (
    assessment_by_id,
    assessment_of_year,
    passages_of,
    passages_of_sheet,
    revisions_of,
    sheet_at,
    sheets_of,
    tracks_of,
    years_of_school,
)
from minhdinh.assessments.models import Passage
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from tests.assessments.cases import YEAR, Case, make_case, small_set, write


def test_a_year_is_found_for_its_school_only(small: Case) -> None:
    other = make_case(standard_set=small_set())
    assert assessment_of_year(small.school.pk, YEAR) == small.assessment
    assert assessment_of_year(small.school.pk, "2025-2026") is None
    assert assessment_by_id(other.school.pk, small.assessment.pk) is None
    assert assessment_by_id(small.school.pk, small.assessment.pk) == small.assessment


def test_another_schools_rows_stay_closed_inside_a_scope(small: Case) -> None:
    other = make_case(standard_set=small_set())
    with school_scope(small.school.pk):
        assert assessment_of_year(other.school.pk, YEAR) is None
        assert list(sheets_of(other.assessment)) == []
        assert sheet_at(other.assessment, "thcs", "1.3") is None


def test_the_latest_opened_is_the_one_people_mean(small: Case) -> None:
    version = load_set(packaged_set("tt57-2026-pho-thong")).row
    second = open_assessment(
        actor=system_actor(small.school.pk),
        organisation=small.school,
        year=YEAR,
        standard_set=version,
        reason="Làm lại theo bộ đầy đủ",
    )
    assert assessment_of_year(small.school.pk, YEAR) == second


def test_years_are_listed_once_newest_first(small: Case) -> None:
    for year in ("2027-2028", "2026-2027"):
        open_assessment(
            actor=small.system,
            organisation=small.school,
            year=year,
            standard_set=small.assessment.standard_set,
            reason="Bộ của bài thử",
        )
    assert years_of_school(small.school.pk) == ["2027-2028", "2026-2027"]


@pytest.mark.usefixtures("db", "_scopes_open")
def test_sheets_come_in_the_order_of_tracks_and_criteria() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    found = [(sheet.track.education_level, sheet.criterion) for sheet in sheets_of(case.assessment)]
    assert found == [(level, code) for level in ("tieu_hoc", "thcs") for code in ("1.1", "1.3", "2.3")]
    assert [track.education_level for track in tracks_of(case.assessment)] == ["tieu_hoc", "thcs"]


def test_a_sheet_knows_the_assessment_it_was_asked_of(small: Case) -> None:
    sheet = sheet_at(small.assessment, "thcs", "1.3")
    assert sheet is not None
    assert sheet.assessment is small.assessment
    assert sheet_at(small.assessment, "thcs", "9.9") is None
    assert sheet_at(small.assessment, "thpt", "1.3") is None


def test_passages_by_slot_and_their_history(small: Case) -> None:
    write(small, small.slot(), "một")
    write(small, small.slot(), "hai")
    write(small, "report:I.2.a")
    assert set(passages_of_sheet(small.sheet())) == {small.slot()}
    assert set(passages_of(small.assessment)) == {small.slot(), "report:I.2.a"}
    passage = Passage.objects.get(slot=small.slot())
    assert [(row.version, row.text) for row in revisions_of(passage)] == [(2, "hai"), (1, "một")]

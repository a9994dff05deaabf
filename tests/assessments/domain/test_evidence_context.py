import pytest

from minhdinh.access.actor import system_actor
from minhdinh.assessments.domain.evidence_context import evidence_context, is_assessment_open
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.context import assessment_is_open, year_context
from tests.assessments.cases import YEAR, Case, make_case, small_set


def test_what_evidence_knows_of_a_year(small: Case) -> None:
    found = evidence_context(small.school.pk, YEAR)
    assert found is not None
    assert (found.assessment_id, found.tracks) == (small.assessment.pk, (("thcs", "Trung học cơ sở"),))
    assert [one.code for one in found.criteria] == ["1.1", "1.3", "2.3"]
    assert found.criteria[2].standard == "2. Phát triển đội ngũ"
    assert found.convention.id == "mc-2026"
    assert (found.open, found.only_track) == (True, "thcs")
    assert found.criterion_url("thcs", "1.3") == small.url("tieu-chi/thcs/1.3/")


def test_a_year_that_was_not_opened_is_unknown(small: Case) -> None:
    assert evidence_context(small.school.pk, "2030-2031") is None
    assert system_actor().organisation_id is None


@pytest.mark.usefixtures("db", "_scopes_open")
def test_a_school_of_several_levels_has_no_only_track() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    found = evidence_context(case.school.pk, YEAR)
    assert found is not None
    assert ([track for track, _label in found.tracks], found.only_track) == (["tieu_hoc", "thcs"], "")


@pytest.mark.parametrize(("state", "is_open"), [(state, state == State.DRAFT) for state in State.values])
def test_links_change_while_the_report_is_worked_on(small: Case, state: str, is_open: bool) -> None:
    SelfAssessment.objects.update(state=state, complete=True)
    found = evidence_context(small.school.pk, YEAR)
    assert found is not None
    assert found.open is is_open
    assert is_assessment_open(small.assessment.pk) is is_open
    assert not is_assessment_open(small.assessment.pk + 1000)


def test_the_evidence_room_asks_this_one(small: Case) -> None:
    found = year_context(small.school.pk, YEAR)
    assert found is not None
    assert found.assessment_id == small.assessment.pk
    assert assessment_is_open(small.assessment.pk)

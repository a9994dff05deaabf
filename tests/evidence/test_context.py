"""What a school year is about, as the room above tells it."""

import pytest

from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.evidence.context import assessment_is_open, year_context
from tests.evidence.factories import YEAR, House, make_house

pytestmark = pytest.mark.django_db


def test_a_year_is_described_by_its_standard_set(house: House) -> None:
    with school_scope(house.school.pk):
        context = year_context(house.school.pk, YEAR)
    assert context is not None
    assert context.assessment_id == house.assessment.pk
    assert context.tracks == (("thcs", "Trung học cơ sở"),)
    assert context.only_track == "thcs"
    assert len(context.criteria) == 15
    assert str(context.criteria[2]).startswith("1.3. Quản lý kế hoạch")
    assert context.criteria[0].standard.startswith("1. ")
    assert context.convention.id == "mc-2026"
    assert context.open
    assert context.criterion_url("thcs", "1.3").startswith(f"/truong/sao-mai/{YEAR}/")


def test_what_a_year_has_and_has_not(house: House) -> None:
    with school_scope(house.school.pk):
        context = year_context(house.school.pk, YEAR)
    assert context is not None
    assert (context.has_criterion("1.3"), context.has_criterion("9.9"), context.has_criterion("")) == (
        True,
        False,
        False,
    )
    assert (context.has_track("thcs"), context.has_track("thpt")) == (True, False)


def test_several_levels_are_several_tracks() -> None:
    house = make_house(levels=("tieu_hoc", "thcs"))
    with school_scope(house.school.pk):
        context = year_context(house.school.pk, YEAR)
    assert context is not None
    assert [track for track, _label in context.tracks] == ["tieu_hoc", "thcs"]
    assert context.only_track == ""


def test_a_year_that_was_not_opened_has_none(house: House) -> None:
    with school_scope(house.school.pk):
        assert year_context(house.school.pk, "2030-2031") is None


@pytest.mark.parametrize("state", State.values)
def test_only_a_draft_is_open(house: House, state: str) -> None:
    with scopes_disabled():
        SelfAssessment.objects.filter(pk=house.assessment.pk).update(state=state, complete=True)
        assert assessment_is_open(house.assessment.pk) == (state == State.DRAFT)
        assert year_context(house.school.pk, YEAR).open == (state == State.DRAFT)  # type: ignore[union-attr]

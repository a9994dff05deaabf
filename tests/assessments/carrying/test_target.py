"""The receiving year, opened or not."""

import pytest

from minhdinh.assessments.carrying.target import target_of, target_to_open
from minhdinh.assessments.models import SelfAssessment
from tests.assessments.carrying.years import NEXT, fill, same_set
from tests.assessments.cases import make_case

pytestmark = pytest.mark.usefixtures("_scopes_open", "db")


def test_an_opened_year_knows_what_is_written() -> None:
    years = same_set()
    fill(years.new)
    found = target_of(years.new.fresh())
    assert found.assessment == years.new.assessment
    assert (found.year, found.set_id, found.tracks) == (NEXT, "tt57-nho", ("thcs",))
    assert "report:I.2.a" in found.taken


def test_a_year_to_open_is_like_the_opened_one_and_writes_nothing() -> None:
    case = make_case(levels=("thcs", "thpt"))
    found = target_to_open(case.school, NEXT, case.assessment.standard_set)
    assert found.assessment is None
    assert (found.year, found.tracks, found.taken) == (NEXT, ("thcs", "thpt"), frozenset())
    assert SelfAssessment.objects.count() == 1

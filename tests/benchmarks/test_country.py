"""The made-up country is one that the program itself would have made."""

import datetime as dt

import pytest

from benchmarks.country import NEWEST, make_country
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import Answer, SelfAssessment, Sheet
from minhdinh.organisations.domain.placements import misplaced
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.domain.population import school_years
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 1)


@pytest.fixture
def counts() -> dict[str, int]:
    return make_country(0.001)


def test_every_school_stands_in_one_place_below_its_ministry(counts: dict[str, int]) -> None:
    ministry = Organisation.objects.get(code="bo")
    assert counts["placements"] == Placement.objects.count() == 43
    assert misplaced() == []
    assert school_years(ministry, NEWEST, DAY).count() == 43


def test_the_newest_year_has_its_sheets_and_answers(counts: dict[str, int]) -> None:
    with scopes_disabled():
        newest = SelfAssessment.objects.filter(year=NEWEST)
        assert 0 < newest.count() < counts["self-assessments"]
        assert Sheet.objects.exclude(assessment__in=newest).count() == 0
        assert Sheet.objects.count() == counts["sheets"]
        assert Answer.objects.count() == counts["answers"] > 20 * newest.count()


@pytest.mark.usefixtures("counts")
def test_new_rows_go_on_after_the_loaded_ones() -> None:
    last = Organisation.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert OrganisationFactory().pk > last

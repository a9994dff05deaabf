"""Days that offices above a school set, and packaged duties that they move."""

import datetime as dt

import pytest

from minhdinh.assessments.domain.duties import last_days
from minhdinh.assessments.domain.office_days import day_of_row, days_above, days_for, moved, offices_above
from minhdinh.assessments.models import Milestone
from minhdinh.organisations.models import Organisation
from tests.assessments.cases import YEAR, Case, make_case
from tests.factories import CommuneFactory, DepartmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_scopes_open")]
REPORT = "tt57/report_approved"


@pytest.fixture
def below() -> Case:
    """Return a case whose school stands below a department and a commune."""
    return make_case(under=CommuneFactory(under=DepartmentFactory()))


def office(case: Case, level: int) -> Organisation:
    return Organisation.objects.get(pk=offices_above(case.assessment)[level])


def row(place: Organisation, day: int, month: int = 6, **values: str) -> Milestone:
    given = {"title": "Mốc", "legal_reference": "CV 1", "from_year": YEAR, "made_by_name": "Mẫu", **values}
    return Milestone.objects.create(office=place, day=day, month=month, **given)


def test_the_offices_above_are_those_of_the_path(below: Case) -> None:
    above = offices_above(below.assessment)
    assert [Organisation.objects.get(pk=pk).kind_id for pk in above] == ["department", "commune"]
    assert below.school.pk not in above


def test_only_days_of_offices_above_and_of_the_year_count(below: Case) -> None:
    kept = [row(office(below, 0), 1), row(office(below, 1), 2, to_year="2030-2031")]
    row(office(below, 0), 3, from_year="2027-2028")
    row(office(below, 0), 4, from_year="2020-2021", to_year="2025-2026")
    row(DepartmentFactory(), 5)
    found = days_above([below.assessment])
    assert len(found) == 4
    assert days_for(below.assessment, found) == kept


def test_a_moved_duty_is_found_by_its_calendar(below: Case) -> None:
    kept = row(office(below, 0), 1, duty=REPORT)
    row(office(below, 0), 2, duty="tt17-2018/report_approved")
    row(office(below, 0), 3, duty="tt57/no_such_duty")
    row(office(below, 0), 4)
    assert moved(below.assessment, days_above([below.assessment])) == {"report_approved": kept}


@pytest.mark.parametrize("first", [0, 1])
def test_the_earliest_day_of_several_offices_counts(below: Case, first: int) -> None:
    early = row(office(below, first), 31, 5, duty=REPORT)
    row(office(below, 1 - first), 20, 6, duty=REPORT)
    found = moved(below.assessment, days_above([below.assessment]))
    assert found["report_approved"].pk == early.pk


@pytest.mark.parametrize(("day", "month", "expected"), [(31, 5, (2027, 5, 31)), (30, 7, (2027, 6, 14))])
def test_an_office_does_not_put_off_a_day_of_the_regulation(
    below: Case, day: int, month: int, expected: tuple[int, int, int]
) -> None:
    row(office(below, 0), day, month, duty=REPORT)
    assert last_days(below.assessment)["report_approved"] == dt.date(*expected)


def test_early_is_told_by_the_school_year_not_by_the_month(below: Case) -> None:
    autumn = row(office(below, 0), 30, 11, duty=REPORT)
    row(office(below, 1), 10, 2, duty=REPORT)
    assert day_of_row(autumn, YEAR) == dt.date(2026, 11, 30)
    assert moved(below.assessment, days_above([below.assessment]))["report_approved"].pk == autumn.pk

"""The year that a list is for."""

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.models import SelfAssessment
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.evidence.importing import opening
from minhdinh.evidence.importing.opening import register_year_opener, year_for
from minhdinh.organisations.models import Organisation
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from tests.evidence.factories import SET, YEAR, House, make_actor
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Organisation:
    load_set(packaged_set(SET))
    return SchoolFactory(profile__school_type="thcs", profile__education_levels=["thcs"])


def test_an_opened_year_is_taken_as_it_is(house: House) -> None:
    with school_scope(house.school.pk):
        found = year_for(actor=system_actor(house.school.pk), organisation=house.school, year=YEAR)
    assert found.assessment_id == house.assessment.pk


def test_a_year_that_is_not_open_is_opened_once(school: Organisation) -> None:
    actor = system_actor(school.pk)
    with school_scope(school.pk):
        first = year_for(actor=actor, organisation=school, year=YEAR)
        again = year_for(actor=actor, organisation=school, year=YEAR)
        assert SelfAssessment.objects.count() == 1
    assert first.assessment_id == again.assessment_id
    assert first.has_criterion("1.1")


def test_a_dry_run_leaves_nothing_behind(school: Organisation) -> None:
    before = Entry.objects.count()
    with school_scope(school.pk):
        found = year_for(actor=system_actor(school.pk), organisation=school, year=YEAR, dry_run=True)
        assert not SelfAssessment.objects.exists()
    assert found.open
    assert Entry.objects.count() == before


def test_who_may_not_open_a_year(house: House) -> None:
    with school_scope(house.school.pk), pytest.raises(NotAllowed):
        year_for(actor=make_actor(house, "contributor"), organisation=house.school, year="2027-2028")


def test_without_the_room_that_opens(school: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_openers", [])
    with school_scope(school.pk), pytest.raises(Problem, match="chưa mở"):
        year_for(actor=system_actor(school.pk), organisation=school, year=YEAR)
    register_year_opener(open_assessment)
    assert opening._openers == [open_assessment]

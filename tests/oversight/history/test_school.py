import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import ScopeError
from minhdinh.appraisals.domain.recorded import record_evaluation, record_registration
from minhdinh.assessments.domain.recorded import record_assessment
from minhdinh.common.problems import NotHere
from minhdinh.oversight.history.school import decision_of, facts_of
from minhdinh.recognition.domain.decisions import record_decision
from minhdinh.recognition.models import Decision
from tests.factories import World


def test_facts_stand_by_year_newest_first(world: World) -> None:
    given = {"actor": system_actor(), "school": world.school}
    record_assessment(**given, year="2013-2014", completed=True, level=1)
    record_registration(**given, year="2014-2015")
    record_evaluation(**given, year="2014-2015", level=1)
    for number in ("1/QĐ", "2/QĐ"):
        record_decision(**given, year="2015-2016", number=number, grade=1)
    record_assessment(actor=system_actor(), school=world.other_school, year="2019-2020", completed=True)
    newest, middle, oldest = facts_of(world.school)
    assert [newest.year, middle.year, oldest.year] == ["2015-2016", "2014-2015", "2013-2014"]
    assert [row.number for row in newest.decisions] == ["1/QĐ", "2/QĐ"]
    assert middle.registration is not None
    assert middle.evaluation is not None
    assert (middle.recorded, middle.decisions) == (None, [])
    assert oldest.recorded is not None
    assert oldest.recorded.level == 1


def test_four_reads_however_many_years(world: World, django_assert_num_queries) -> None:
    for year in range(2000, 2020):
        record_registration(actor=system_actor(), school=world.school, year=f"{year}-{year + 1}")
    with django_assert_num_queries(4):
        assert len(facts_of(world.school)) == 20


def test_a_decision_of_another_school_is_not_found(world: World) -> None:
    decision = record_decision(
        actor=system_actor(), school=world.school, year="2015-2016", number="1/QĐ", grade=1
    )
    assert decision_of(world.school, decision.pk) == decision
    with pytest.raises(NotHere):
        decision_of(world.other_school, decision.pk)
    with pytest.raises(ScopeError):
        Decision.objects.count()

"""The registration of the demo: at the council's desk, begun by some of its members."""

from minhdinh.appraisals.domain.bodies.declaring import is_clear
from minhdinh.appraisals.models import Body, Case, CaseStep, Question, Registration, Slip, Visit
from minhdinh.demo.loading.actors import organisation, person
from minhdinh.organisations.domain.queries import actor_for


def the_case() -> Case:
    (case,) = Case.objects.all()
    return case


def test_it_went_from_the_school_over_the_commune_to_a_council(province):
    case = the_case()
    assert (case.school.code, case.regime, case.stage) == ("th-sao-mai-1", "tt57-2026", "study")
    assert list(CaseStep.objects.values_list("act", flat=True)) == ["send", "forward", "accept", "form"]
    assert case.number.startswith("0001/")
    assert {row.key: row.state for row in case.conditions.all()} == {"a": "met", "d": "met"}
    assert Registration.objects.filter(school=case.school, year=case.year).count() == 1


def test_the_council_has_begun_and_left_something_to_do(province):
    body = Body.objects.get(case=the_case())
    members = list(body.members.all())
    assert [one.role for one in members].count("leader") == 1
    assert len(members) == 5
    assert len({key for one in members for key in one.criteria}) == 15
    assert sum(is_clear(one) for one in members) == 3
    assert Slip.objects.filter(sent_at__isnull=False).count() == 2
    assert Question.objects.filter(answered_at__isnull=True).count() == 1
    assert Visit.objects.filter(held_at__isnull=True).count() == 1


def test_a_member_comes_in_as_examiner_only(province):
    school = organisation("th-sao-mai-1")
    actor = actor_for(person("hieutruong"), school)
    assert actor is not None
    assert set(actor.roles) == {"examiner"}

import pytest

from minhdinh.access.permissions import Permission
from minhdinh.demo.loading.actors import Cast, DemoContentError, acting, organisation, person


def test_people_act_with_their_own_roles(province):
    school = organisation("thcs-sao-mai")
    cast = Cast(school)
    assert cast["thuky"].can(Permission.EVIDENCE_VERIFY)
    assert not cast["giaovien"].can(Permission.EVIDENCE_VERIFY)
    assert cast["thuky"].user_id == person("thuky").pk
    assert cast["thuky"] is cast["thuky"]


def test_the_system_administrator_does_not_act_in_schools(province):
    with pytest.raises(DemoContentError, match="quantri at thcs-sao-mai"):
        acting("quantri", organisation("thcs-sao-mai"))


def test_mistakes_in_the_content_are_named(province):
    with pytest.raises(DemoContentError, match="organisation khong-co"):
        organisation("khong-co")
    with pytest.raises(DemoContentError, match="person khong-co"):
        person("khong-co")

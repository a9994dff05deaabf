"""The criteria that a body divides come from the sealed report, not from what the school has today."""

import pytest

from minhdinh.access.scope import path_scope, school_scope, scopes_disabled
from minhdinh.appraisals.domain.bodies.criteria import criteria_of
from minhdinh.assessments.models import Sheet
from minhdinh.common.problems import Problem
from minhdinh.evidence.models import Blob
from tests.appraisals.registered import World, make_registered
from tests.assessments.cases import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_registered(stage="accepted")


def test_every_criterion_of_the_report_in_its_order(world: World) -> None:
    with path_scope(world.department.path):
        found = criteria_of(world.fresh())
    assert [one.key for one in found] == [f"{world.case.track}:{code}" for code in SMALL]
    assert [one.label for one in found] == list(SMALL)
    assert all(one.title for one in found)


def test_the_school_may_read_it_too(world: World) -> None:
    with school_scope(world.school.pk):
        assert len(criteria_of(world.fresh())) == len(SMALL)


def test_what_the_school_changes_later_changes_nothing(world: World) -> None:
    with scopes_disabled():
        before = criteria_of(world.fresh())
        Sheet.objects.filter(assessment=world.case.assessment, criterion="1.1").update(criterion="9.9")
        assert criteria_of(world.fresh()) == before


def test_an_altered_seal_is_no_list(world: World) -> None:
    with scopes_disabled():
        case = world.fresh()
        case.seal.sha256 = "0" * 64
        Blob.objects.filter(pk=case.seal.blob_id).update(sha256="0" * 64)
        case.seal.save()
        with pytest.raises(Problem):
            criteria_of(world.fresh())

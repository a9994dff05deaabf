"""The ways from a registration's pages to its papers."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.cases.links import links_of
from minhdinh.appraisals.domain.intake.links import office_links
from minhdinh.appraisals.enums import Act
from minhdinh.documents.case_links import office_papers, school_papers
from tests.appraisals.registered import make_registered
from tests.factories import DepartmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open_scopes():
    with scopes_disabled():
        yield


def test_the_school_is_led_there_once_it_has_sent():
    world = make_registered()
    case = world.fresh()
    assert list(school_papers(case, world.principal())) == []
    case.steps.create(
        school_id=case.school_id,
        sequence=1,
        act=Act.SEND,
        from_stage="preparing",
        to_stage="checking",
        by_name="Hiệu trưởng",
        taken_at=case.stage_since,
    )
    urls = [one.url for one in links_of(case, world.principal())]
    assert world.url("giay-to/") in urls


def test_both_offices_are_led_there_and_no_other():
    world = make_registered(stage="receiving")
    case, actor = world.fresh(), world.specialist()
    urls = [one.url for one in office_links(case, actor, world.department)]
    assert world.office_url("giay-to/") in urls
    assert list(office_papers(case, actor, world.commune))
    assert list(office_papers(case, actor, DepartmentFactory())) == []

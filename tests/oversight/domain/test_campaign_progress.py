import pytest

from minhdinh.oversight.domain.campaign_progress import campaigns_for_school, target_lines
from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.models import CampaignTarget
from tests.factories import SchoolFactory, World, make_world
from tests.oversight.boards import YEAR, assess, campaign, school_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_targets_against_what_is(world: World, django_assert_max_num_queries) -> None:
    made = campaign(world.department)
    for kind, school_type, percent in (
        (StepKind.SELF_ASSESSMENT, "thcs", 50),
        (StepKind.SELF_ASSESSMENT, "mam_non", 90),
        (StepKind.DATA, "", 67),
        (StepKind.EXTERNAL, "gdtx", 10),
    ):
        CampaignTarget.objects.create(campaign=made, kind=kind, school_type=school_type, percent=percent)
    school_at(world.commune, "sealed")
    school_at(world.commune, "approved")
    school_at(world.other_commune, "decided", profile__school_type="mam_non")
    with django_assert_max_num_queries(5):
        lines = target_lines(made, world.department)
    assert [(line.label, line.done, line.total, line.share, line.met) for line in lines] == [
        ("Trường THCS", 2, 4, "50", True),
        ("Trường mầm non", 0, 1, "0", False),
        ("Tất cả các trường", 3, 5, "60", False),
        ("Cơ sở giáo dục thường xuyên", 0, 0, "0", False),
    ]
    assert [line.bar for line in lines] == [50, 0, 60, 0]
    below = target_lines(made, world.other_commune)
    assert [(line.done, line.total) for line in below] == [(0, 1), (0, 1), (1, 2), (0, 0)]


def test_a_campaign_without_targets_asks_nothing_of_the_database(
    world: World, django_assert_num_queries
) -> None:
    made = campaign(world.department)
    with django_assert_num_queries(1):
        assert target_lines(made, world.department) == []


def test_what_a_school_sees(world: World, django_assert_max_num_queries) -> None:
    campaign(world.department, (StepKind.DATA, -2), (StepKind.SELF_ASSESSMENT, 10), (StepKind.OTHER, 3))
    campaign(world.commune, school_types=["mam_non"])
    campaign(world.other_commune)
    campaign(world.commune, closed_on="2026-01-01")
    assess(world.school, complete=True)
    with django_assert_max_num_queries(6):
        (own,) = campaigns_for_school(world.school, YEAR)
    assert [(one.step.kind, one.days, one.done) for one in own.steps] == [
        ("data", -2, True),
        ("other", 3, None),
        ("self_assessment", 10, False),
    ]
    assert campaigns_for_school(world.school, "2000-2001") == []
    assert campaigns_for_school(SchoolFactory(under=world.other_commune), "2000-2001") == []

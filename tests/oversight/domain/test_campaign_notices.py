import pytest

from minhdinh.jobs.models import Job
from minhdinh.notifications.models import Notice
from minhdinh.oversight.domain import campaign_notices
from minhdinh.oversight.domain.campaign_notices import announce, tell_schools
from minhdinh.oversight.tasks import run_announcement
from tests.factories import SchoolFactory, World, acting, make_world, member
from tests.oversight.boards import YEAR, campaign
from tests.oversight.domain.test_reminder_delivery import Steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_told_once_by_key(world: World) -> None:
    made = campaign(world.department)
    for _ in range(2):
        assert tell_schools(made, "Đổi hạn", "campaign:1:change:1") == 2
    assert Notice.objects.count() == 2
    tell_schools(made, "Đổi hạn", "campaign:1:change:2")
    assert Notice.objects.count() == 4


def test_many_schools_are_told_by_a_job(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign_notices, "INLINE", 1)
    monkeypatch.setattr(campaign_notices, "PIECE", 2)
    for school in SchoolFactory.create_batch(3, under=world.commune):
        member(school, "principal")
    made = campaign(world.department)
    announce(acting(world.officer, world.department), made, "Đổi hạn", "k")
    job = Job.objects.get()
    assert not Notice.objects.exists()
    steps = Steps()
    result = run_announcement(steps, **job.params)
    assert (result["message"], Notice.objects.count()) == ("Đã báo 5 trường.", 5)
    assert steps.messages == ["Đã báo 2/5 trường", "Đã báo 4/5 trường", "Đã báo 5/5 trường"]
    assert result["result_url"] == f"/co-quan/so/{YEAR}/dot-cong-tac/{made.pk}/"

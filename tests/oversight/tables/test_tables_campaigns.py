import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.oversight.domain.campaign_reach import campaigns_over
from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.models import Campaign, CampaignStep
from minhdinh.oversight.tables.campaigns import campaign_words, countdown, next_steps, steps_table
from tests.factories import make_world
from tests.oversight.boards import YEAR, campaign


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-3, ("quá hạn 3 ngày", "wait")), (0, ("hạn hôm nay", "edit")), (12, ("còn 12 ngày", "edit"))],
)
def test_counting_down(days: int, expected: tuple[str, str]) -> None:
    step = CampaignStep(kind=StepKind.DATA, due=timezone.localdate() + dt.timedelta(days=days))
    assert countdown(step) == expected
    (line,) = steps_table([step])
    assert (line["kind"], line["words"]) == ("Nhập dữ liệu lên phần mềm", expected[0])


@pytest.mark.django_db
def test_what_comes_next_of_each_running_campaign() -> None:
    world = make_world()
    campaign(world.department, (StepKind.DATA, -9), (StepKind.REGISTRATION, 4), (StepKind.EXTERNAL, 40))
    campaign(world.department, (StepKind.DATA, -9), (StepKind.SELF_ASSESSMENT, -2))
    campaign(world.department, closed_on=timezone.localdate())
    Campaign.objects.create(office=world.department, year=YEAR, name="Chưa có việc")
    found = next_steps(world.commune, YEAR, campaigns_over(world.commune, YEAR))
    assert [(one["step"].kind, one["words"]) for one in found] == [
        ("self_assessment", "quá hạn 2 ngày"),
        ("registration", "còn 4 ngày"),
    ]
    assert found[0]["url"].startswith(f"/co-quan/xa-an-binh/{YEAR}/dot-cong-tac/")


@pytest.mark.django_db
def test_whom_a_campaign_reaches_in_words() -> None:
    world = make_world()
    assert campaign_words(campaign(world.department)) == "mọi loại trường"
    made = campaign(
        world.department, school_types=["mam_non", "thcs"], ownership="public", communes=[world.commune]
    )
    assert campaign_words(made) == "Trường mầm non, Trường THCS · công lập · Ủy ban nhân dân xã An Bình"

import pytest
from django.db import IntegrityError, transaction

from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.models import CampaignChange, CampaignTarget
from tests.factories import make_world
from tests.oversight.boards import campaign, letter

pytestmark = pytest.mark.django_db


def test_targets_are_percentages_and_stand_once() -> None:
    made = campaign(make_world().department)
    CampaignTarget.objects.create(campaign=made, kind=StepKind.DATA, percent=90)
    for wrong in ({"percent": 0}, {"percent": 101}, {"percent": 80, "kind": StepKind.DATA}):
        values = {"kind": StepKind.EXTERNAL, **wrong}
        with pytest.raises(IntegrityError), transaction.atomic():
            CampaignTarget.objects.create(campaign=made, **values)
    assert str(made.targets.get()) == "Nhập dữ liệu lên phần mềm: 90 %"


def test_steps_come_by_their_days_and_say_what_they_are() -> None:
    made = campaign(make_world().department, (StepKind.EXTERNAL, 9), (StepKind.DATA, 2), (StepKind.OTHER, 5))
    made.steps.filter(kind=StepKind.OTHER).update(title="Họp sơ kết")
    assert [str(step) for step in made.steps.all()] == [
        "Nhập dữ liệu lên phần mềm",
        "Họp sơ kết",
        "Được đánh giá ngoài",
    ]
    assert str(made) == "Đợt mẫu"


def test_the_history_stays_when_a_step_goes() -> None:
    made = campaign(make_world().department)
    step = made.steps.get()
    change = CampaignChange.objects.create(
        campaign=made, step=step, what="Đổi hạn", reason="Bão", by_name="A"
    )
    step.delete()
    change.refresh_from_db()
    assert (change.step, str(change)) == (None, "Đổi hạn")
    assert str(letter(made)) == "cong-van.pdf"

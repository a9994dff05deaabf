"""The door of the plan's pages."""

from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.improvement.models import Action, ImprovementPlan
from minhdinh.lib.school_year import shift
from minhdinh.lib.text import vn_date
from tests.assessments.cases import YEAR
from tests.improvement.plans import Desk, make_desk

TODAY = vn_date(timezone.localdate())
VIEWS = ("bang", "cot", "thoi-gian", "lạ", "")


def test_a_year_without_a_plan_offers_to_open_one(db: None) -> None:
    desk = make_desk(opened=False)
    assert "Lập kế hoạch cải tiến" in desk.client().get(desk.url()).content.decode()
    assert "Lập kế hoạch cải tiến</button>" not in desk.client(Role.MEMBER).get(desk.url()).content.decode()
    assert desk.client().get(desk.url("van-de/")).status_code == 302
    assert desk.client().post(desk.url("van-de/chon/")).status_code == 404
    assert desk.client().post(desk.url("lap/")).status_code == 302
    assert desk.client().get(desk.url("van-de/")).status_code == 200


def test_an_action_of_another_plan_is_not_here(desk: Desk) -> None:
    other = ImprovementPlan.objects.create(school=desk.school, year=shift(YEAR, 1))
    stray = Action.objects.create(school=desk.school, plan=other, content="Việc năm sau")
    for rest in ("", "sua/"):
        assert desk.client().get(desk.url(f"viec/{stray.pk}/{rest}")).status_code == 404

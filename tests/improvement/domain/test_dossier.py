import json
from decimal import Decimal

from django.utils import timezone

from minhdinh.improvement.domain.dossier import carrying_out, improvement_dossier
from minhdinh.improvement.domain.monitoring import FoundOfAction, MonitoringValues, save_monitoring
from minhdinh.improvement.domain.plans import publish_plan
from minhdinh.improvement.domain.texts import CUSTOMARY
from minhdinh.improvement.enums import ActionState, Moment
from minhdinh.improvement.models import ImprovementPlan
from tests.assessments.cases import YEAR
from tests.counting import CaptureQueriesContext, connection
from tests.improvement.plans import Desk

TODAY = timezone.localdate()


def filled_plan(desk: Desk) -> ImprovementPlan:
    issue = desk.issue(criterion="1.3", cause="Kinh phí hạn hẹp.")
    action = desk.action(
        issue_id=issue.pk, time_text="1/2026", target_value=Decimal("62.50"), target_unit="%"
    )
    desk.action("Việc chung")
    desk.approve()
    before = TODAY.replace(year=TODAY.year - 1)
    figures = {
        "value_before": Decimal(40),
        "on_before": before,
        "value_after": Decimal("62.5"),
        "on_after": TODAY,
    }
    desk.report(action, ActionState.DOING, note="Đã họp", unit="%", **figures)
    save_monitoring(
        actor=desk.actor(),
        plan=desk.plan,
        moment=Moment.MID_YEAR,
        values=MonitoringValues(
            day=TODAY, result="Tốt", assessor="Hội đồng", of_actions={action.pk: FoundOfAction("Khá", "Thêm")}
        ),
    )
    publish_plan(actor=desk.actor(), plan=desk.plan, place="Bảng tin", day=TODAY)
    return desk.plan


def test_the_plan_as_plain_data(desk: Desk) -> None:
    found = improvement_dossier(filled_plan(desk))
    assert json.loads(json.dumps(found)) == found
    assert (found["year"], found["source_year"], found["school"]["name"]) == (
        YEAR,
        YEAR,
        "Trường THCS An Bình",
    )
    assert found["texts"]["purpose"] == CUSTOMARY["purpose"]
    [issue] = found["issues"]
    first, second = found["actions"]
    assert (issue["criterion"], issue["cause"], issue["actions"]) == (
        "1.3",
        "Kinh phí hạn hẹp.",
        [first["id"]],
    )
    assert (first["target_value"], first["ends_on"], first["late"]) == ("62,5", "2026-01-31", True)
    assert (first["criterion"], second["criterion"]) == ("1.3", "")
    assert first["progress"][0]["value_after"] == "62,5"
    assert found["monitorings"][0]["moment_label"] == "Cuối học kỳ I"
    assert found["monitorings"][0]["results"][0]["adjustment"] == "Thêm"
    assert found["publications"] == [{"place": "Bảng tin", "day": TODAY.isoformat(), "link": ""}]


def test_the_report_on_carrying_out_counts(desk: Desk) -> None:
    found = carrying_out(filled_plan(desk))
    assert found["counts"] == {
        "issues": 1, "left_open": 0, "actions": 2, "done": 0, "doing": 1, "not_started": 1, "blocked": 0,
        "not_done": 0, "late": 1, "monitorings": 1,
    }  # fmt: skip
    assert [one["content"] for one in found["unfinished"]] == ["Bổ sung sách cho thư viện", "Việc chung"]


def test_a_plan_without_a_report_behind_it(desk: Desk) -> None:
    plan = desk.plan
    plan.source = None
    found = improvement_dossier(plan)
    assert (found["source_year"], found["legal_basis"], found["actions"]) == (None, "", [])


def test_many_actions_cost_as_much_as_one(desk: Desk) -> None:
    plan = filled_plan(desk)
    improvement_dossier(plan)
    with CaptureQueriesContext(connection) as few:
        improvement_dossier(plan)
    plan.state = "draft"
    plan.save()
    for number in range(5):
        desk.action(f"Việc {number}")
    with CaptureQueriesContext(connection) as many:
        improvement_dossier(desk.plan)
    assert len(many) <= len(few) + 1  # the plan itself is read again

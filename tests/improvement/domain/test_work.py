import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import ROLE_PERMISSIONS, Role
from minhdinh.assessments.work import Worker, WorkItem
from minhdinh.improvement.domain.carrying import carry_actions
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.improvement.domain.work import waiting_work
from minhdinh.improvement.enums import ActionState
from minhdinh.lib.school_year import shift
from tests.assessments.cases import YEAR
from tests.improvement.plans import Desk


def work(desk: Desk, role: Role) -> list[WorkItem]:
    person = desk.case.user(role)
    worker = Worker(person.pk, person.full_name, ROLE_PERMISSIONS[role])
    return [item for who, item in waiting_work(desk.case.assessment, [worker]) if who == person.pk]


def test_a_plan_waits_for_the_principal_then_its_actions_for_their_owners(desk: Desk) -> None:
    issue = desk.issue(criterion="1.3")
    owner = desk.case.user(Role.MEMBER)
    action = desk.action(owner_user_id=owner.pk, issue_id=issue.pk, time_text="tháng 12/2026")
    assert [one.kind for one in work(desk, Role.PRINCIPAL)] == ["plan"]
    assert work(desk, Role.MEMBER) == []
    desk.approve()
    [item] = work(desk, Role.MEMBER)
    assert (item.kind, item.due, item.criterion) == ("action", dt.date(2026, 12, 31), "1.3")
    assert item.url.endswith(f"/cai-tien/viec/{action.pk}/")
    desk.report(action, ActionState.DONE, note="Xong")
    assert work(desk, Role.MEMBER) == []


def test_a_plan_without_anything_to_do_waits_for_nobody(desk: Desk) -> None:
    assert work(desk, Role.PRINCIPAL) == []


def test_an_action_carried_into_the_next_year_waits_there(desk: Desk) -> None:
    owner = desk.case.user(Role.MEMBER)
    desk.action(owner_user_id=owner.pk)
    desk.approve()
    assert len(work(desk, Role.MEMBER)) == 1
    later = open_plan(actor=desk.actor(), school=desk.school, year=shift(YEAR, 1))
    carry_actions(actor=desk.actor(), from_plan=desk.plan, to_plan=later)
    assert work(desk, Role.MEMBER) == []


def test_the_second_assessment_of_a_year_tells_nothing_twice(desk: Desk) -> None:
    desk.action()
    desk.case.assessment.leading = False
    assert work(desk, Role.PRINCIPAL) == []


def test_an_owed_monitoring_waits_for_who_writes_the_plan(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.action()
    desk.approve()
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2027, 7, 1, 3, 0, tzinfo=dt.UTC))
    assert [one.due for one in work(desk, Role.SECRETARY)] == [dt.date(2027, 1, 31), dt.date(2027, 6, 30)]
    assert work(desk, Role.VIEWER) == []

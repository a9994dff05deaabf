import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.improvement.domain.issues import leave_issue_open
from minhdinh.improvement.domain.plans import (
    PlanValues,
    adjust_plan,
    approve_plan,
    customary_source,
    open_plan,
    publish_plan,
    save_plan,
    unpublish_plan,
)
from minhdinh.improvement.domain.queries import publications_of
from minhdinh.improvement.domain.texts import CUSTOMARY, texts_of
from minhdinh.improvement.enums import PlanState
from minhdinh.improvement.models import ImprovementPlan
from minhdinh.lib.school_year import shift
from minhdinh.notifications.models import Notice
from tests.assessments.cases import YEAR
from tests.improvement.plans import Desk

TODAY = timezone.localdate()
WRITERS = {Role.PRINCIPAL, Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY}


def test_a_plan_is_opened_once_a_year_from_the_self_assessment(desk: Desk) -> None:
    again = open_plan(actor=desk.actor(), school=desk.school, year=YEAR)
    assert again.pk == desk.plan.pk
    assert desk.plan.source == desk.case.assessment
    assert ImprovementPlan.objects.count() == 1


def test_next_years_plan_is_drawn_from_this_years_report(desk: Desk) -> None:
    assert customary_source(desk.school.pk, shift(YEAR, 1)) == desk.case.assessment
    assert customary_source(desk.school.pk, shift(YEAR, 2)) is None


@pytest.mark.parametrize("role", sorted(Role))
def test_who_may_write_and_who_may_approve(desk: Desk, role: Role) -> None:
    school_roles = {Role.VIEWER, Role.MEMBER, Role.CONTRIBUTOR, Role.SCHOOL_ADMIN, *WRITERS}
    if role not in school_roles:
        return
    actor = desk.actor(role)
    desk.action()
    if role in WRITERS:
        save_plan(actor=actor, plan=desk.plan, values=PlanValues(number="1"))
    else:
        with pytest.raises(NotAllowed):
            save_plan(actor=actor, plan=desk.plan, values=PlanValues(number="1"))
    if role == Role.PRINCIPAL:
        approve_plan(actor=actor, plan=desk.plan, number="1/KH", date=TODAY)
        assert not desk.plan.is_draft
    else:
        with pytest.raises(NotAllowed):
            approve_plan(actor=actor, plan=desk.plan, number="1/KH", date=TODAY)


def test_texts_are_the_forms_own_until_the_school_writes(desk: Desk) -> None:
    assert texts_of(desk.plan)["grounds"] == CUSTOMARY["grounds"]
    words = {**texts_of(desk.plan), "achieved": "Đạt Mức 2.\nGiữ vững nền nếp."}
    save_plan(actor=desk.actor(), plan=desk.plan, values=PlanValues(texts={**words, "lạ": "bỏ"}))
    assert desk.plan.texts == {"achieved": "Đạt Mức 2.\nGiữ vững nền nếp."}
    save_plan(actor=desk.actor(), plan=desk.plan, values=PlanValues(texts={**words, "grounds": ""}))
    assert texts_of(desk.plan)["grounds"] == ""


def test_a_source_of_another_school_is_refused(desk: Desk) -> None:
    with pytest.raises(Problem, match="Không có báo cáo"):
        save_plan(actor=desk.actor(), plan=desk.plan, values=PlanValues(source_id=999_999))


def test_approval_asks_for_actions_a_number_and_a_day_that_has_come(desk: Desk) -> None:
    principal = desk.actor(Role.PRINCIPAL)
    with pytest.raises(Problem, match="chưa có việc"):
        approve_plan(actor=principal, plan=desk.plan, number="1/KH", date=TODAY)
    issue = desk.issue()
    desk.action("Việc chung")
    with pytest.raises(Problem, match="1 vấn đề chưa có việc"):
        approve_plan(actor=principal, plan=desk.plan, number="1/KH", date=TODAY)
    leave_issue_open(actor=principal, issue=issue, reason="Năm sau mới có kinh phí.")
    with pytest.raises(Problem, match="số của kế hoạch"):
        approve_plan(actor=principal, plan=desk.plan, number="  ", date=TODAY)
    with pytest.raises(Problem, match="tương lai"):
        approve_plan(actor=principal, plan=desk.plan, number="1/KH", date=TODAY + dt.timedelta(days=1))
    approve_plan(actor=principal, plan=desk.plan, number="1/KH", date=TODAY)
    assert (desk.plan.state, desk.plan.number, desk.plan.date) == (PlanState.APPROVED, "1/KH", TODAY)
    with pytest.raises(Problem, match="đã duyệt"):
        approve_plan(actor=principal, plan=desk.plan, number="2/KH", date=TODAY)


def test_owners_are_told_of_the_approval(desk: Desk) -> None:
    owner = desk.case.user(Role.MEMBER)
    desk.action(owner_user_id=owner.pk)
    desk.approve()
    assert Notice.objects.get(person=owner).text.startswith("Kế hoạch cải tiến năm học")


def test_an_approved_plan_is_closed_until_it_is_taken_back_with_a_reason(desk: Desk) -> None:
    desk.action()
    desk.approve()
    with pytest.raises(Problem, match="đã duyệt"):
        desk.action("Việc nữa")
    with pytest.raises(Problem, match="lý do"):
        adjust_plan(actor=desk.actor(Role.PRINCIPAL), plan=desk.plan, reason=" ")
    with pytest.raises(NotAllowed):
        adjust_plan(actor=desk.actor(), plan=desk.plan, reason="Thiếu kinh phí")
    adjust_plan(actor=desk.actor(Role.PRINCIPAL), plan=desk.plan, reason="Thiếu kinh phí")
    assert desk.plan.is_draft
    assert desk.plan.first_approved_at is not None
    desk.action("Việc nữa")
    with pytest.raises(Problem, match="đang soạn"):
        adjust_plan(actor=desk.actor(Role.PRINCIPAL), plan=desk.plan, reason="Nữa")


def test_publication(desk: Desk) -> None:
    actor = desk.actor()
    with pytest.raises(Problem, match="chưa duyệt"):
        publish_plan(actor=actor, plan=desk.plan, place="Bảng tin", day=TODAY)
    desk.action()
    desk.approve()
    row = publish_plan(
        actor=actor, plan=desk.plan, place=" Bảng  tin ", day=TODAY, link="https://thcs-an-binh.example/kh"
    )
    assert row.place == "Bảng tin"
    unpublish_plan(actor=actor, publication=publications_of(desk.plan)[0])
    assert publications_of(desk.plan) == []


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "thcs.example", "https://a b", "https://a\x00b", "https://" + "x" * 1000]
)
def test_a_link_that_is_none_is_refused(desk: Desk, link: str) -> None:
    desk.action()
    desk.approve()
    with pytest.raises(Problem, match="Đường dẫn"):
        publish_plan(actor=desk.actor(), plan=desk.plan, place="Trang của trường", day=TODAY, link=link)


def test_a_number_that_is_too_long_is_told(desk: Desk) -> None:
    with pytest.raises(Problem, match="quá dài"):
        save_plan(actor=desk.actor(), plan=desk.plan, values=PlanValues(number="9" * 61))

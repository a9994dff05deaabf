import datetime as dt

from minhdinh.assessments.models import Comment, SuggestionChoice
from minhdinh.demo.loading.improvement import improvement_content
from minhdinh.improvement.enums import ActionState, IssueState
from minhdinh.improvement.models import Action, FocalIssue, ImprovementPlan, PlanPublication, Progress


def test_the_main_school_alone_has_a_plan_and_it_is_approved(province):
    plan = ImprovementPlan.objects.get()
    assert (plan.school.code, plan.year, plan.number) == ("thcs-sao-mai", "2026-2027", "96/KH-THCSSM")
    assert not plan.is_draft
    assert PlanPublication.objects.get().place == "Bảng tin nhà trường"


def test_issues_come_from_the_remarks_and_one_stays_open(province):
    content = improvement_content()
    states = dict(FocalIssue.objects.values_list("standard", "answer_state"))
    assert states == {
        **dict.fromkeys(content["issues"], IssueState.TAKEN),
        **dict.fromkeys(content["left_open"], IssueState.LEFT_OPEN),
    }
    assert all(one.source_text for one in FocalIssue.objects.all())


def test_actions_are_at_different_states(province):
    states = dict(Action.objects.values_list("issue__standard", "state"))
    assert states == {
        "1": ActionState.DOING,
        "2": ActionState.BLOCKED,
        "4": ActionState.NOT_STARTED,
    }
    counted = Progress.objects.get(action__issue__standard="1")
    assert (counted.value_before, counted.value_after, counted.unit) == (0, 14, "phòng")
    assert counted.day <= dt.date(2026, 10, 20)


def test_a_sheet_is_talked_about_and_a_gap_is_admitted(province):
    head, answer = Comment.objects.order_by("pk")
    assert (head.sheet.criterion, head.requirement) == ("1.3", "1.3.1b")
    assert answer.thread_id == head.pk
    missing = SuggestionChoice.objects.get(negative=True)
    assert (missing.requirement, bool(missing.weakness), bool(missing.action)) == ("4.2.2b", True, True)

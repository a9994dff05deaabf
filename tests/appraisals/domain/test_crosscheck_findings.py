"""Comments of a cross-check answered by the school's improvement plan: seen in both places (D3)."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.crosscheck_comments import save_comment
from minhdinh.appraisals.domain.crosscheck_findings import crosscheck_findings, ref_of
from minhdinh.improvement.domain.issues import leave_open, take_proposals
from minhdinh.improvement.domain.planning import ActionValues, add_action
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.enums import IssueSource
from minhdinh.improvement.models import ImprovementPlan
from tests.appraisals.desk import Desk
from tests.assessments.cases import YEAR
from tests.counting import queries_of
from tests.factories import acting, member


@pytest.fixture
def plan(desk: Desk) -> ImprovementPlan:
    with school_scope(desk.school.pk):
        return open_plan(actor=desk.case.actor(), school=desk.school, year=YEAR)


def test_a_sent_comment_is_a_finding_and_a_draft_is_none(desk: Desk, plan: ImprovementPlan) -> None:
    reviewer = desk.named()
    desk.comment(reviewer)
    with school_scope(desk.school.pk):
        assert list(crosscheck_findings(desk.case.assessment)) == []
    comment = desk.sent(reviewer)
    with school_scope(desk.school.pk):
        [found] = crosscheck_findings(desk.case.assessment)
        assert (found.ref, found.criterion, found.standard) == (ref_of(comment), "1.3", "1")
        assert found.text == "Nên nêu số liệu ba năm."
        assert found.label == f"Trường THCS Phú Sơn kiểm tra chéo, tiêu chí 1.3, năm học {YEAR}"
        assert found.url == f"{desk.school_url()}#gop-y-{comment.pk}"
        assert [one.source for one in proposals(plan)] == [IssueSource.FINDING]


def test_praise_alone_asks_for_nothing(desk: Desk) -> None:
    reviewer = desk.named()
    with school_scope(desk.school.pk):
        save_comment(
            actor=acting(reviewer.user, desk.school),
            reviewer=reviewer,
            track=desk.case.track,
            criterion="1.1",
            words={"strength": "Rất rõ ràng."},
        )
    desk.sent(reviewer)
    with school_scope(desk.school.pk):
        assert [one.criterion for one in crosscheck_findings(desk.case.assessment)] == ["1.3"]


def test_the_answer_stands_on_the_page_of_the_comments(desk: Desk, plan: ImprovementPlan) -> None:
    comment = desk.sent(desk.named())
    actor = desk.case.actor()
    with school_scope(desk.school.pk):
        [issue] = take_proposals(actor=actor, plan=plan, refs=[ref_of(comment)])
        add_action(actor=actor, plan=plan, values=ActionValues(content="Bổ sung số liệu", issue_id=issue.pk))
    page = desk.case.client().get(desk.school_url()).content.decode()
    assert f"Năm học {YEAR}: đưa vào kế hoạch, 1 việc" in page
    plan_page = desk.case.client().get(f"/truong/{desk.school.code}/{YEAR}/cai-tien/van-de/").content.decode()
    assert "Góp ý, kiến nghị của bên ngoài: Trường THCS Phú Sơn" in plan_page


def test_a_finding_left_open_shows_why_in_both_places(desk: Desk, plan: ImprovementPlan) -> None:
    comment = desk.sent(desk.named())
    reason = "Số liệu đã có ở bảng dữ liệu."
    with school_scope(desk.school.pk):
        leave_open(actor=desk.case.actor(), plan=plan, ref=ref_of(comment), reason=reason)
    member(desk.school, Role.VIEWER)
    for address in (desk.school_url(), f"/truong/{desk.school.code}/{YEAR}/cai-tien/van-de/"):
        assert reason in desk.case.client(Role.VIEWER).get(address).content.decode()


def test_the_page_of_comments_asks_once_for_all_answers(desk: Desk, plan: ImprovementPlan) -> None:
    reviewer = desk.named()
    client = desk.case.client()
    desk.comment(reviewer, "1.1")
    desk.comment(reviewer, "2.3")
    comment = desk.sent(reviewer)
    few = queries_of(client, desk.school_url())
    with school_scope(desk.school.pk):
        refs = [one.ref for one in proposals(plan)]
        assert ref_of(comment) in refs
        take_proposals(actor=desk.case.actor(), plan=plan, refs=refs)
    assert queries_of(client, desk.school_url()) <= few + 1  # the actions of all issues at once

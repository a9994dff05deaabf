"""A weakness that a person chooses on a criterion's sheet is found in the Word file of the draft of Biểu 2."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.suggestions.choosing import choose_nothing
from minhdinh.documents.domain.make import make_document
from minhdinh.improvement.domain.issues import leave_open, take_proposals
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.domain.queries import plan_of_year
from minhdinh.improvement.models import ImprovementPlan
from tests.assessments.cases import YEAR, Case, make_case
from tests.assessments.suggestions.desk import REQUIREMENT
from tests.documents.office import words_of

WEAKNESS = "Chưa có chiến lược phát triển giai đoạn mới, còn dùng văn bản của giai đoạn cũ."
ACTION = "Xây dựng và trình duyệt chiến lược phát triển của trường."


@pytest.fixture(params=[("thcs",), ("tieu_hoc", "thcs", "thpt")], ids=["one", "three"])
def case(request: pytest.FixtureRequest, db: None, no_office: None, _scopes_open: None) -> Case:
    return make_case(levels=request.param)


def choose_weakness(case: Case, track: str = "thcs") -> None:
    choose_nothing(
        actor=case.actor(),
        sheet=case.sheet("1.1", track),
        requirement=REQUIREMENT,
        weakness=WEAKNESS,
        action=ACTION,
    )


def plan_of(case: Case) -> ImprovementPlan:
    open_plan(actor=case.actor(), school=case.school, year=YEAR, source=case.assessment)
    found = plan_of_year(case.school.pk, YEAR)
    assert found is not None
    return found


def printed(case: Case, form: str = "bieu-2") -> str:
    return words_of(
        make_document(
            actor=case.actor(Role.PRINCIPAL), assessment=case.assessment, form=form, file_format="docx"
        )
    )


def test_what_was_chosen_stands_in_the_draft(case: Case) -> None:
    choose_weakness(case)
    plan = plan_of(case)
    assert WEAKNESS not in printed(case)
    (proposal,) = proposals(plan)
    take_proposals(actor=case.actor(), plan=plan, refs=[proposal.ref])
    text = printed(case)
    issues, _heading, actions = text.partition("V. KẾ HOẠCH CẢI TIẾN CHẤT LƯỢNG")
    (line,) = [row for row in issues.splitlines() if WEAKNESS in row]
    assert "Tiêu chí 1.1" in line
    assert f"(yêu cầu {REQUIREMENT})" in line
    assert ACTION in actions
    assert "<watermark>" in text
    several = len(case.school.profile.education_levels) > 1
    assert ("(Trung học cơ sở)" in line) is several


def test_a_weakness_that_is_left_open_is_not_printed_there(case: Case) -> None:
    choose_weakness(case)
    plan = plan_of(case)
    (proposal,) = proposals(plan)
    leave_open(actor=case.actor(), plan=plan, ref=proposal.ref, reason="Chờ hướng dẫn của xã.")
    assert WEAKNESS not in printed(case)
    assert WEAKNESS in printed(case, "bao-cao-cai-tien")


@pytest.mark.usefixtures("db", "no_office", "_scopes_open")
def test_the_same_weakness_of_two_cap_hoc_is_two_lines() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"))
    choose_weakness(case, "tieu_hoc")
    choose_weakness(case, "thcs")
    plan = plan_of(case)
    take_proposals(actor=case.actor(), plan=plan, refs=[one.ref for one in proposals(plan)])
    lines = [row for row in printed(case).splitlines() if row.startswith("|") and WEAKNESS in row]
    assert ["(Tiểu học)" in lines[0], "(Trung học cơ sở)" in lines[1]] == [True, True]

import datetime as dt

import pytest

from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.council import CouncilValues, MemberValues, save_council
from minhdinh.assessments.domain.dossier import build_dossier
from minhdinh.assessments.domain.dossier_people import council_part, people_part, plan_part
from minhdinh.assessments.domain.plan import PlanValues, StepValues, save_plan
from minhdinh.assessments.dossier_schema import faults
from minhdinh.assessments.models import CouncilMember
from tests.assessments.cases import Case, make_case, seat_council, small_set


def seat_groups(case: Case) -> None:
    members = [
        MemberValues("Phạm Quang Minh", "chair", "Hiệu trưởng"),
        MemberValues("Lê Thu Hà", "secretary", "Giáo viên", "Nhóm 1", "Tổng hợp", leads_group=True),
        MemberValues("Đỗ Hải Lâm", "member", "Tổ trưởng", "Nhóm 1"),
        MemberValues("Vũ Thị Lan", "member", "Giáo viên", "Nhóm 1", in_council=False),
    ]
    values = CouncilValues("12/QĐ-THCS", dt.date(2026, 9, 6), "Trường nhỏ", members)
    save_council(actor=case.system, assessment=case.assessment, values=values)


def assign(case: Case, **criteria: list[str]) -> None:
    by_name = {row.name.split()[-1]: row.pk for row in CouncilMember.objects.all()}
    pairs = {(case.sheet(code).pk, by_name[name]) for name, codes in criteria.items() for code in codes}
    save_assignments(actor=case.system, assessment=case.assessment, pairs=pairs, leads={})


def test_a_council_that_was_not_set_up_is_empty(small: Case) -> None:
    assert council_part(small.assessment) == {
        "decision_number": "",
        "decision_date": None,
        "members": [],
        "groups": [],
    }
    assert people_part(small.assessment) == {"head": None, "chair": None, "secretary": None}


def test_members_with_their_roles_and_criteria_in_order(small: Case) -> None:
    seat_groups(small)
    assign(small, Hà=["2.3", "1.1"], Lâm=["1.3"])
    part = council_part(small.fresh())
    assert (part["decision_number"], part["decision_date"]) == ("12/QĐ-THCS", "2026-09-06")
    assert [one["name"] for one in part["members"]] == ["Phạm Quang Minh", "Lê Thu Hà", "Đỗ Hải Lâm"]
    assert part["members"][1] == {
        "name": "Lê Thu Hà",
        "position": "Giáo viên",
        "role": "secretary",
        "role_label": "Thư ký",
        "group": "Nhóm 1",
        "task": "Tổng hợp",
        "criteria": ["1.1", "2.3"],
    }


def test_a_group_has_its_lead_its_people_and_their_criteria_once(small: Case) -> None:
    seat_groups(small)
    assign(small, Hà=["1.1", "1.3"], Lâm=["1.3"], Lan=["2.3"])
    (group,) = council_part(small.fresh())["groups"]
    assert group == {
        "name": "Nhóm 1",
        "lead": "Lê Thu Hà",
        "members": ["Lê Thu Hà", "Đỗ Hải Lâm", "Vũ Thị Lan"],
        "criteria": ["1.1", "1.3", "2.3"],
    }


def test_who_signs(small: Case) -> None:
    seat_groups(small)
    profile = small.school.profile
    profile.head_name = "Phạm Quang Minh"
    profile.save()
    people = people_part(small.fresh())
    assert people["head"] == {"name": "Phạm Quang Minh", "position": "Hiệu trưởng"}
    assert people["chair"] == {"name": "Phạm Quang Minh", "position": "Hiệu trưởng"}
    assert people["secretary"] == {"name": "Lê Thu Hà", "position": "Giáo viên"}


def test_the_plan_before_and_after_it_is_written(small: Case) -> None:
    assert plan_part(small.assessment)["steps"] == []
    steps = [StepValues("Thu thập minh chứng", dt.date(2026, 10, 1), None, "Các nhóm", "liên tục")]
    values = PlanValues("46/KH", dt.date(2026, 9, 10), "Xác định mức độ", steps=steps)
    save_plan(actor=small.system, assessment=small.assessment, values=values)
    part = plan_part(small.fresh())
    assert (part["number"], part["date"], part["purpose"]) == ("46/KH", "2026-09-10", "Xác định mức độ")
    assert part["steps"] == [
        {
            "content": "Thu thập minh chứng",
            "from": "2026-10-01",
            "to": None,
            "owner": "Các nhóm",
            "note": "liên tục",
        }
    ]


def test_the_number_of_members_costs_no_query(small: Case, django_assert_num_queries) -> None:
    seat_council(small)
    assessment = small.fresh()
    with django_assert_num_queries(4):
        council_part(assessment)


def test_who_works_in_a_group_without_a_seat_is_a_helper(small: Case) -> None:
    seat_groups(small)
    assign(small, Lan=["2.3"])
    (helper,) = council_part(small.fresh())["helpers"]
    assert (helper["name"], helper["role_label"], helper["group"]) == (
        "Vũ Thị Lan",
        "Thành viên nhóm",
        "Nhóm 1",
    )
    assert helper["criteria"] == ["2.3"]
    assert "by_track" not in helper


@pytest.mark.usefixtures("db", "_scopes_open")
def test_several_cap_hoc_are_told_apart_in_the_shape_of_the_schema() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    seat_groups(case)
    people = {row.name.split()[-1]: row.pk for row in CouncilMember.objects.all()}
    pairs = {(case.sheet("1.3").pk, people["Hà"]), (case.sheet("1.1", "thcs").pk, people["Hà"])}
    pairs.add((case.sheet("2.3", "thcs").pk, people["Lan"]))
    save_assignments(actor=case.system, assessment=case.assessment, pairs=pairs, leads={})
    part = council_part(case.fresh())
    assert part["members"][1]["criteria"] == ["1.3", "1.1"]
    assert part["members"][1]["by_track"] == [
        {"education_level": "tieu_hoc", "criteria": ["1.3"]},
        {"education_level": "thcs", "criteria": ["1.1"]},
    ]
    assert part["groups"][0]["by_track"][1] == {"education_level": "thcs", "criteria": ["1.1", "2.3"]}
    assert faults(build_dossier(case.fresh())) == []

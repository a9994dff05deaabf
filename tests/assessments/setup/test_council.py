"""Saving the council: who sits in it, what it may depart from, what people keep."""

import datetime as dt
from dataclasses import replace

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.assignments import save_assignments
from minhdinh.assessments.domain.council import (
    CouncilValues,
    MemberValues,
    council_rule,
    council_warnings,
    save_council,
    warnings_of,
)
from minhdinh.assessments.models import CouncilMember, SelfAssessment, WorkingGroup
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.standards.catalogue import packaged_set
from tests.assessments.setup.desk import Desk, five, make_desk, seat
from tests.factories import member

pytestmark = pytest.mark.django_db


def saved(desk: Desk, *members: MemberValues, **values: object) -> list[str]:
    found = save_council(
        actor=system_actor(desk.school.pk),
        assessment=desk.assessment,
        values=CouncilValues(members=list(members), **values),  # type: ignore[arg-type]
    )
    return [warning.message for warning in found]


def written(desk: Desk) -> list[str]:
    """Return the audit codes of this self-assessment, oldest first."""
    target = f"assessments.SelfAssessment:{desk.assessment.pk}"
    return [entry.action for entry in entries_of_target(target)][::-1]


def test_a_fitting_council_is_saved_in_its_order_without_a_warning(desk: Desk) -> None:
    with desk.scope():
        found = saved(desk, *five(), decision_number=" 65/QĐ ", decision_date=dt.date(2026, 9, 5))
        rows = desk.members()
        assert found == []
        assert [row.name for row in rows][:2] == ["Phạm Quang Minh", "Hoàng Ngọc Bích"]
        assert [row.order for row in rows] == [1, 2, 3, 4, 5]
        stored = SelfAssessment.objects.get(pk=desk.assessment.pk)
        assert (stored.decision_number, stored.decision_date) == ("65/QĐ", dt.date(2026, 9, 5))
        assert council_warnings(stored) == []


def test_the_rule_comes_from_the_set_with_its_article(desk: Desk) -> None:
    rule = council_rule(desk.assessment.standard_set.catalogue)
    assert (rule.least_members, rule.odd) == (5, True)
    assert "Điều 9" in rule.reference
    older = council_rule(packaged_set("tt18-2018-trung-hoc"))
    assert (older.least_members, older.odd) == (7, False)


def test_a_departing_council_is_saved_all_the_same_and_warned_about(desk: Desk) -> None:
    with desk.scope():
        found = saved(desk, *five()[:3])
        assert len(desk.members()) == 3
    assert [("ít nhất 05" in message, "quyết định" in message) for message in found] == [
        (False, True),
        (True, False),
    ]
    assert written(desk)[-1] == "assessment.council_saved"


def test_keeping_it_with_a_reason_is_recorded(desk: Desk) -> None:
    with desk.scope():
        saved(desk, *five()[:3], reason=" Trường nhỏ, chỉ có 4 viên chức ")
        assert (
            SelfAssessment.objects.get(pk=desk.assessment.pk).council_reason
            == "Trường nhỏ, chỉ có 4 viên chức"
        )
    assert written(desk)[-1] == "assessment.council_overruled"


def test_a_reason_without_a_departure_overrules_nothing(desk: Desk) -> None:
    with desk.scope():
        saved(desk, *five(), decision_number="65", decision_date=dt.date(2026, 9, 5), reason="để phòng")
    assert "assessment.council_overruled" not in written(desk)


def test_people_outside_the_council_are_not_counted(desk: Desk) -> None:
    helper = MemberValues("Trần Văn Sáu", "member", group="Nhóm 1", in_council=False)
    values = CouncilValues("65", dt.date(2026, 9, 5), members=[*five(), helper])
    assert warnings_of(desk.assessment.standard_set.catalogue, values) == []
    counted = replace(values, members=[*five(), replace(helper, in_council=True)])
    assert len(warnings_of(desk.assessment.standard_set.catalogue, counted)) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (MemberValues("  ", "member"), "Dòng 2: chưa ghi họ và tên"),
        (MemberValues("Lê Văn Ba", "boss"), "Dòng 2: vai trò không có"),
    ],
)
def test_a_row_that_makes_no_sense_is_named_and_nothing_is_saved(
    desk: Desk, wrong: MemberValues, sentence: str
) -> None:
    with desk.scope():
        seat(desk, MemberValues("Phạm Quang Minh", "chair"))
        with pytest.raises(Problem, match=sentence):
            saved(desk, MemberValues("Người khác", "chair"), wrong)
        assert [row.name for row in desk.members()] == ["Phạm Quang Minh"]


def test_an_account_stands_in_a_council_once(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR)
    twice = [
        MemberValues("Một", "chair", user_id=person.pk),
        MemberValues("Hai", "member", user_id=person.pk),
    ]
    with desk.scope(), pytest.raises(Problem, match="hai lần"):
        saved(desk, *twice)


def test_an_account_of_another_school_is_refused(desk: Desk) -> None:
    other = make_desk()
    foreigner = other.person(Role.PRINCIPAL)
    with desk.scope():
        with pytest.raises(Problem, match="không thuộc trường"):
            saved(desk, MemberValues("Người lạ", "chair", user_id=foreigner.pk))
        assert desk.members() == []


def test_an_account_that_has_left_the_school_is_refused_anew_but_may_stay_seated(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR)
    with desk.scope():
        (row,) = seat(desk, MemberValues("Ngô Lan Phương", "chair", user_id=person.pk))
        person.memberships.update(ended=True)
        seat(desk, MemberValues("Ngô Lan Phương", "chair", user_id=person.pk, member_id=row.pk))
        seat(desk, MemberValues("Người mới", "chair"))
        with pytest.raises(Problem, match="không thuộc trường"):
            saved(desk, MemberValues("Ngô Lan Phương", "chair", user_id=person.pk))


def test_people_keep_their_row_and_criteria_when_the_list_is_saved_again(desk: Desk) -> None:
    with desk.scope():
        rows = seat(desk, *five())
        sheet = desk.sheet("1.1").pk
        save_assignments(
            actor=system_actor(desk.school.pk),
            assessment=desk.assessment,
            pairs={(sheet, rows[3].pk)},
            leads={},
        )
        moved = [replace(values, member_id=row.pk) for values, row in zip(five(), rows, strict=True)][::-1]
        after = seat(desk, *moved)
        assert [row.pk for row in after] == [row.pk for row in rows][::-1]
        assert after[1].assignments.count() == 1


def test_a_person_is_recognised_by_account_where_the_row_lost_its_number(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR)
    with desk.scope():
        (row,) = seat(desk, MemberValues("Lê Thu Hà", "chair", user_id=person.pk))
        (again,) = seat(desk, MemberValues("Lê Thu Hà", "secretary", user_id=person.pk))
        assert (again.pk, again.role) == (row.pk, "secretary")


def test_two_people_may_change_places(desk: Desk) -> None:
    first, second = desk.person(Role.CONTRIBUTOR), desk.person(Role.CONTRIBUTOR)
    with desk.scope():
        rows = seat(
            desk,
            MemberValues("Một", "chair", user_id=first.pk),
            MemberValues("Hai", "secretary", user_id=second.pk),
        )
        after = seat(
            desk,
            MemberValues("Hai", "chair", user_id=second.pk, member_id=rows[0].pk),
            MemberValues("Một", "secretary", user_id=first.pk, member_id=rows[1].pk),
        )
        assert [(row.user_id, row.role) for row in after] == [(second.pk, "chair"), (first.pk, "secretary")]


def test_a_row_number_of_another_school_makes_a_new_row(desk: Desk) -> None:
    other = make_desk()
    with other.scope():
        (foreign,) = seat(other, MemberValues("Người trường khác", "chair"))
    with desk.scope():
        (row,) = seat(desk, MemberValues("Người trường này", "chair", member_id=foreign.pk))
        assert row.pk != foreign.pk
    with other.scope():
        assert CouncilMember.objects.get(pk=foreign.pk).name == "Người trường khác"


def test_groups_are_made_of_their_names_and_go_when_nobody_is_in_them(desk: Desk) -> None:
    with desk.scope():
        seat(
            desk,
            MemberValues("Một", "chair", group="Nhóm 1", leads_group=True),
            MemberValues("Hai", "member", group=" Nhóm  1 "),
            MemberValues("Ba", "member", group="Nhóm 2"),
        )
        groups = list(WorkingGroup.objects.filter(assessment=desk.assessment))
        assert [group.name for group in groups] == ["Nhóm 1", "Nhóm 2"]
        assert [row.name for row in groups[0].members.order_by("order")] == ["Một", "Hai"]
        (row,) = seat(desk, MemberValues("Một", "chair", group="Nhóm 3"))
        assert [group.name for group in WorkingGroup.objects.filter(assessment=desk.assessment)] == ["Nhóm 3"]
        assert row.group is not None


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER, Role.CONTRIBUTOR, Role.SCHOOL_ADMIN])
def test_only_those_in_charge_may_write_a_council(desk: Desk, role: str) -> None:
    with desk.scope():
        with pytest.raises(NotAllowed):
            save_council(actor=desk.actor(role), assessment=desk.assessment, values=CouncilValues())
        assert written(desk) == ["assessment.opened"]


def test_the_secretary_of_another_school_may_not(desk: Desk) -> None:
    stranger = make_desk().actor(Role.SECRETARY)
    with desk.scope(), pytest.raises(NotAllowed):
        save_council(actor=stranger, assessment=desk.assessment, values=CouncilValues())


def test_a_report_that_was_handed_in_keeps_its_council(desk: Desk) -> None:
    with desk.scope():
        SelfAssessment.objects.filter(pk=desk.assessment.pk).update(state="submitted", complete=True)
        desk.assessment.refresh_from_db()
        with pytest.raises(Problem, match="không sửa được"):
            saved(desk, *five())


def test_a_member_of_the_school_may_be_named_without_an_account(desk: Desk) -> None:
    member(desk.school, Role.CONTRIBUTOR)
    with desk.scope():
        (row,) = seat(desk, MemberValues("  Phạm   Quang Minh ", "chair", position=" Hiệu trưởng "))
        assert (row.name, row.position, row.user_id) == ("Phạm Quang Minh", "Hiệu trưởng", None)

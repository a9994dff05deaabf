"""The matrix criterion × member: the verb, the quick fill by group, and its page."""

import json

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.assignments import Pair, assign_group, save_assignments
from minhdinh.assessments.domain.council import MemberValues
from minhdinh.assessments.domain.queries import tracks_of
from minhdinh.assessments.models import Assignment, Track, WorkingGroup
from minhdinh.assessments.presenters.council import build_matrix
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.assessments.setup.desk import Desk, five, make_desk, queries_of, seat

pytestmark = pytest.mark.django_db


def save(desk: Desk, pairs: set[Pair], leads: dict[int, int], track: Track | None = None) -> None:
    save_assignments(
        actor=system_actor(desk.school.pk), assessment=desk.assessment, pairs=pairs, leads=leads, track=track
    )


def stored(desk: Desk) -> set[tuple[int, int, bool]]:
    rows = Assignment.objects.filter(sheet__assessment=desk.assessment)
    return set(rows.values_list("sheet_id", "member_id", "leads"))


def times_recorded(desk: Desk) -> int:
    entries = entries_of_target(f"assessments.SelfAssessment:{desk.assessment.pk}")
    return sum(entry.action == "assessment.assigned" for entry in entries)


def with_groups(desk: Desk) -> list[WorkingGroup]:
    seat(
        desk,
        MemberValues("Một", "chair", group="Nhóm 1", leads_group=True),
        MemberValues("Hai", "secretary", group="Nhóm 1"),
        MemberValues("Ba", "member", group="Nhóm 2"),
    )
    return list(WorkingGroup.objects.filter(assessment=desk.assessment).order_by("position"))


def test_the_matrix_becomes_what_was_sent(desk: Desk) -> None:
    with desk.scope():
        first, second, *_rest = (row.pk for row in seat(desk, *five()))
        a, b = desk.sheet("1.1").pk, desk.sheet("1.2").pk
        save(desk, {(a, first), (a, second)}, {a: first})
        assert stored(desk) == {(a, first, True), (a, second, False)}
        save(desk, {(a, second), (b, first)}, {a: second})
        assert stored(desk) == {(a, second, True), (b, first, False)}


def test_whoever_leads_is_in_charge_too(desk: Desk) -> None:
    with desk.scope():
        row = seat(desk, *five())[0]
        sheet = desk.sheet("1.1").pk
        save(desk, set(), {sheet: row.pk})
        assert stored(desk) == {(sheet, row.pk, True)}


def test_the_lead_passes_from_one_to_another_and_back(desk: Desk) -> None:
    with desk.scope():
        first, second, *_rest = (row.pk for row in seat(desk, *five()))
        sheet = desk.sheet("1.1").pk
        pairs = {(sheet, first), (sheet, second)}
        for leader in (first, second, first):
            save(desk, pairs, {sheet: leader})
            assert {member for _sheet, member, leads in stored(desk) if leads} == {leader}


def test_saving_the_same_matrix_again_records_nothing(desk: Desk) -> None:
    with desk.scope():
        row = seat(desk, *five())[0]
        sheet = desk.sheet("1.1").pk
        for _each in range(3):
            save(desk, {(sheet, row.pk)}, {})
    assert times_recorded(desk) == 1


def test_sheets_and_members_of_other_schools_are_refused_whole(desk: Desk) -> None:
    other = make_desk()
    with other.scope():
        foreign_member, foreign_sheet = seat(other, *five())[0].pk, other.sheet("1.1").pk
    with desk.scope():
        own = seat(desk, *five())[0].pk
        sheet = desk.sheet("1.1").pk
        for pairs, leads in (
            ({(sheet, own), (sheet, foreign_member)}, {}),
            ({(foreign_sheet, own)}, {}),
            ({(sheet, own)}, {sheet: foreign_member}),
        ):
            with pytest.raises(Problem, match="không thuộc hồ sơ này"):
                save(desk, pairs, leads)
        assert stored(desk) == set()


def test_with_a_track_the_other_track_is_left_alone() -> None:
    desk = make_desk(["tieu_hoc", "thcs"])
    with desk.scope():
        row = seat(desk, *five())[0].pk
        lower, upper = desk.sheet("1.1", "tieu_hoc").pk, desk.sheet("1.1", "thcs").pk
        save(desk, {(lower, row), (upper, row)}, {})
        first_track = tracks_of(desk.assessment)[0]
        save(desk, set(), {}, first_track)
        assert stored(desk) == {(upper, row, False)}
        with pytest.raises(Problem):
            save(desk, {(upper, row)}, {}, first_track)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER, Role.CONTRIBUTOR])
def test_members_do_not_assign(desk: Desk, role: str) -> None:
    with desk.scope(), pytest.raises(NotAllowed):
        save_assignments(actor=desk.actor(role), assessment=desk.assessment, pairs=set(), leads={})


def test_a_group_takes_a_standard_and_its_leader_leads_what_nobody_leads(desk: Desk) -> None:
    with desk.scope():
        group, other = with_groups(desk)
        one, two, three = (row.pk for row in desk.members())
        sheets = {code: desk.sheet(code).pk for code in ("1.1", "1.2", "1.3", "1.4")}
        save(desk, {(sheets["1.1"], three)}, {sheets["1.1"]: three})
        added = assign_group(
            actor=system_actor(desk.school.pk), assessment=desk.assessment, group_id=group.pk, standard="1"
        )
        assert added == 8
        expected = {(sheet, two, False) for sheet in sheets.values()}
        expected |= {(sheet, one, code != "1.1") for code, sheet in sheets.items()}
        assert stored(desk) == expected | {(sheets["1.1"], three, True)}
        again = assign_group(
            actor=system_actor(desk.school.pk), assessment=desk.assessment, group_id=group.pk, standard="1"
        )
        assert again == 0
        assert other.name == "Nhóm 2"


def test_unknown_groups_standards_and_empty_groups_are_said(desk: Desk) -> None:
    other = make_desk()
    with other.scope():
        foreign = with_groups(other)[0].pk
    actor = system_actor(desk.school.pk)
    with desk.scope():
        own = with_groups(desk)[0].pk
        for group_id, standard in ((foreign, "1"), (own, "9")):
            with pytest.raises(NotHere):
                assign_group(actor=actor, assessment=desk.assessment, group_id=group_id, standard=standard)
        empty = WorkingGroup.objects.create(school=desk.school, assessment=desk.assessment, name="Nhóm rỗng")
        with pytest.raises(Problem, match="chưa có thành viên"):
            assign_group(actor=actor, assessment=desk.assessment, group_id=empty.pk, standard="1")


def test_the_page_shows_everyone_at_every_criterion(desk: Desk) -> None:
    with desk.scope():
        row = seat(desk, *five())[0].pk
        sheet = desk.sheet("1.3").pk
        save(desk, set(), {sheet: row})
        matrix = build_matrix(desk.assessment, "")
    assert (len(matrix.rows), len(matrix.members), matrix.without_lead) == (15, 5, 14)
    lead = next(row for row in matrix.rows if row.sheet.criterion == "1.3")
    assert (lead.has_lead, lead.names) == (True, "Phạm Quang Minh")
    assert [row.standard_title[:12] for row in matrix.rows if row.standard_title] == [
        f"Tiêu chuẩn {number}" for number in (1, 2, 3, 4)
    ]
    assert matrix.tracks == []


def test_a_school_of_two_levels_has_a_tab_each() -> None:
    desk = make_desk(["tieu_hoc", "thcs"])
    with desk.scope():
        matrix = build_matrix(desk.assessment, "thcs")
        unknown = build_matrix(desk.assessment, "thpt")
    assert [tab["active"] for tab in matrix.tracks] == [False, True]
    assert {row.sheet.track_id for row in matrix.rows} == {matrix.track.pk}
    assert unknown.track.education_level == "tieu_hoc"


def test_a_click_saves_and_says_so(desk: Desk) -> None:
    with desk.scope():
        row, sheet = seat(desk, *five())[0].pk, desk.sheet("1.1").pk
    data = {"track": "thcs", "pair": [f"{sheet}:{row}"], f"lead-{sheet}": str(row), "lead-999999": ""}
    answer = desk.client().post(desk.url("assignments"), data, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert answer.json()["saved_label"].startswith("Đã lưu ")
    with desk.scope():
        assert stored(desk) == {(sheet, row, True)}


def test_without_scripts_the_form_leads_back_to_the_page(desk: Desk) -> None:
    answer = desk.client().post(desk.url("assignments"), {"track": "thcs"})
    assert (answer.status_code, answer["Location"]) == (302, desk.url("assignments", "cap=thcs"))


@pytest.mark.parametrize("pair", ["", "1", "a:b", "1:-2", "٣:٤", "1:99999999999999999999"])
def test_a_pair_that_cannot_be_read_changes_nothing(desk: Desk, pair: str) -> None:
    answer = desk.client().post(
        desk.url("assignments"), {"track": "thcs", "pair": [pair]}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 422
    assert json.loads(answer.content)["message"]


def test_the_group_button_fills_and_counts(desk: Desk) -> None:
    with desk.scope():
        group = with_groups(desk)[0].pk
    client = desk.client()
    answer = client.post(
        desk.url("assignments-group"), {"track": "thcs", "group": str(group), "standard": "2"}, follow=True
    )
    assert "Đã thêm 6 lượt phân công" in answer.content.decode()


def test_roles_see_what_they_may_do(desk: Desk) -> None:
    with desk.scope():
        seat(desk, *five())
    assert "autosave-form" in desk.client(Role.SECRETARY).get(desk.url("assignments")).content.decode()
    reader = desk.client(Role.MEMBER).get(desk.url("assignments"))
    assert reader.status_code == 200
    assert "autosave-form" not in reader.content.decode()
    assert desk.client(Role.MEMBER).post(desk.url("assignments"), {"track": "thcs"}).status_code == 403
    assert desk.client(Role.MEMBER).post(desk.url("assignments-group"), {}).status_code == 403
    assert make_desk().client(Role.PRINCIPAL).get(desk.url("assignments")).status_code == 404


def test_the_page_asks_the_database_equally_often_for_one_member_and_for_many(desk: Desk) -> None:
    client = desk.client()
    with desk.scope():
        seat(desk, *five()[:1])
    counts = [queries_of(client, desk.url("assignments"))]
    with desk.scope():
        rows = seat(desk, *five())
        save(desk, {(desk.sheet("1.1").pk, row.pk) for row in rows}, {})
    counts.append(queries_of(client, desk.url("assignments")))
    assert counts[0] == counts[1]

"""The council's page: rows as they are written, the regulation beside them, and who may what."""

import re

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.council import MemberValues
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.presenters.council import people_of, saved_values
from tests.assessments.setup.desk import Desk, five, make_desk, queries_of, seat
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
Row = dict[str, object]
COUNCIL: list[Row] = [
    {"name": "Phạm Quang Minh", "role": "chair", "in_council": "on"},
    {"name": "Hoàng Ngọc Bích", "role": "vice_chair", "in_council": "on"},
    {"name": "Lê Thu Hà", "role": "secretary", "in_council": "on", "trained": "on"},
    {"name": "Đỗ Hải Lâm", "role": "member", "in_council": "on", "group": "Nhóm 1", "leads_group": "on"},
    {"name": "Vũ Thanh Mai", "role": "member", "in_council": "on", "task": "Viết 2.1"},
]
DECISION = {"decision_number": "65/QĐ", "decision_date": "2026-09-05"}


def posted(rows: list[Row], **head: str) -> dict[str, str]:
    """Return the council's form as a browser sends it."""
    data = {"members-TOTAL_FORMS": str(len(rows)), "members-INITIAL_FORMS": "0", **head}
    for number, row in enumerate(rows):
        data |= {f"members-{number}-{name}": str(value) for name, value in row.items()}
    return data


def post(client: Client, desk: Desk, rows: list[Row], **head: str) -> str:
    return client.post(desk.url("council"), posted(rows, **head), follow=True).content.decode()


def words(html: str) -> str:
    """Return what a person reads of a page or fragment."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def names(desk: Desk) -> list[str]:
    with desk.scope():
        return [row.name for row in desk.members()]


def test_a_new_council_starts_with_one_empty_row_and_what_it_lacks(desk: Desk) -> None:
    text = desk.client().get(desk.url("council")).content.decode()
    assert 'name="members-0-name"' in text
    assert 'name="members-1-name"' not in text
    assert 'name="members-__prefix__-name"' in text
    assert "Chưa ghi số và ngày quyết định" in text


def test_a_fitting_council_is_saved_and_said_to_fit(desk: Desk) -> None:
    text = words(post(desk.client(), desk, COUNCIL, **DECISION))
    assert "Đã lưu hội đồng tự đánh giá." in text
    assert "Hội đồng có 05 thành viên, đủ cơ cấu" in text
    assert "01/05 thành viên đã tập huấn" in text
    assert "khác quy định; xem" not in text
    with desk.scope():
        rows = desk.members()
        assert [row.name for row in rows][3:] == ["Đỗ Hải Lâm", "Vũ Thanh Mai"]
        assert (rows[3].group.name if rows[3].group else "", rows[3].leads_group, rows[4].task) == (
            "Nhóm 1", True, "Viết 2.1",
        )  # fmt: skip


def test_a_departing_council_is_saved_with_a_warning(desk: Desk) -> None:
    text = words(post(desk.client(), desk, COUNCIL[:4], **DECISION))
    assert "Còn điểm khác quy định" in text
    assert "số lẻ" in text
    assert "Nếu vẫn giữ, hãy ghi lý do" in text
    assert len(names(desk)) == 4


def test_a_reason_quiets_the_warning_and_is_shown(desk: Desk) -> None:
    text = words(post(desk.client(), desk, COUNCIL[:4], reason="Trường nhỏ", **DECISION))
    assert "Còn điểm khác quy định" not in text
    assert "Được giữ theo lý do đã ghi." in text


def test_empty_rows_are_left_out_but_half_written_ones_are_named(desk: Desk) -> None:
    client = desk.client()
    post(client, desk, [*COUNCIL, {"name": "", "role": "member", "in_council": "on"}])
    assert len(names(desk)) == 5
    answer = client.post(desk.url("council"), posted([{"role": "member", "task": "Chỉ có việc"}]))
    assert answer.status_code == 422
    assert "Dòng 1: chưa ghi họ và tên" in answer.content.decode()
    assert "Chỉ có việc" in answer.content.decode()
    assert len(names(desk)) == 5


def test_an_account_may_be_picked_without_writing_the_name(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR, full_name="Lê Thu Hà")
    post(desk.client(), desk, [{"user_id": person.pk, "role": "chair", "in_council": "on"}])
    assert names(desk) == ["Lê Thu Hà"]


def test_an_account_of_another_school_is_no_choice(desk: Desk) -> None:
    foreigner = make_desk().person(Role.PRINCIPAL)
    answer = desk.client().post(
        desk.url("council"), posted([{"name": "Người lạ", "user_id": foreigner.pk, "role": "chair"}])
    )
    assert answer.status_code == 422
    assert "Dòng 1: Tài khoản" in answer.content.decode()
    assert names(desk) == []


def test_the_verbs_own_refusal_comes_back_with_every_word(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR)
    rows: list[Row] = [{"name": name, "user_id": person.pk, "role": "member"} for name in ("Một", "Hai")]
    answer = desk.client().post(desk.url("council"), posted(rows, decision_number="65/QĐ"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "hai lần" in text
    assert 'value="Hai"' in text
    assert 'value="65/QĐ"' in text


def test_the_live_check_answers_about_the_page_and_saves_nothing(desk: Desk) -> None:
    client = desk.client()
    answer = client.post(
        desk.url("council-check"), posted(COUNCIL[:4], **DECISION), headers={"HX-Request": "true"}
    )
    text = words(answer.content.decode())
    assert "Số thành viên (04) phải là số lẻ" in text
    assert "<form" not in answer.content.decode()
    assert names(desk) == []
    fitting = client.post(desk.url("council-check"), posted(COUNCIL, **DECISION)).content.decode()
    assert "đủ cơ cấu" in fitting


def test_the_live_check_of_an_unreadable_form_speaks_of_the_saved_council(desk: Desk) -> None:
    answer = desk.client().post(desk.url("council-check"), posted(COUNCIL, decision_date="ba mươi"))
    assert answer.status_code == 200
    assert "0 thành viên" in words(answer.content.decode())


def test_a_row_more_can_be_asked_for_without_scripts(desk: Desk) -> None:
    answer = desk.client().post(desk.url("council"), posted(COUNCIL[:1], add="1"))
    assert answer.status_code == 200
    assert 'name="members-1-name"' in answer.content.decode()
    assert names(desk) == []


def test_members_read_the_council_as_a_table(desk: Desk) -> None:
    with desk.scope():
        seat(desk, *five(), MemberValues("Trần Sáu", "member", group="Nhóm 1", in_council=False))
    text = desk.client(Role.MEMBER).get(desk.url("council")).content.decode()
    assert "Trần Sáu" in text
    assert "Thành viên nhóm" in text
    assert "members-TOTAL_FORMS" not in text


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER])
def test_members_may_not_post(desk: Desk, role: str) -> None:
    client = desk.client(role)
    for name in ("council", "council-check"):
        assert client.post(desk.url(name), posted(COUNCIL)).status_code == 403
    assert names(desk) == []


def test_strangers_find_nothing_and_guests_are_asked_to_sign_in(desk: Desk) -> None:
    stranger = make_desk().client(Role.PRINCIPAL)
    assert stranger.get(desk.url("council")).status_code == 404
    assert stranger.post(desk.url("council"), posted(COUNCIL)).status_code == 404
    assert Client().get(desk.url("council")).status_code == 302


def test_a_report_that_was_handed_in_shows_its_council_only(desk: Desk) -> None:
    with desk.scope():
        seat(desk, *five())
        SelfAssessment.objects.filter(pk=desk.assessment.pk).update(state="submitted", complete=True)
    text = desk.client().get(desk.url("council")).content.decode()
    assert "members-TOTAL_FORMS" not in text
    assert "Phạm Quang Minh" in text


def test_people_are_offered_once_with_the_position_that_is_known(desk: Desk) -> None:
    person = desk.person(Role.CONTRIBUTOR, full_name="Lê Thu Hà", username="thuha")
    MembershipFactory(user=person, organisation=desk.school, role=Role.MEMBER, position="Tổ trưởng")
    found = [one for one in people_of(desk.school) if one.user_id == person.pk]
    assert [(one.choice, one.position) for one in found] == [
        ((str(person.pk), "Lê Thu Hà (thuha)"), "Tổ trưởng")
    ]


def test_what_was_saved_can_be_written_again(desk: Desk) -> None:
    with desk.scope():
        rows = seat(desk, *five(), decision_number="65")
        values = saved_values(desk.assessment, rows)
    assert [member.name for member in values.members] == [one.name for one in five()]
    assert [member.member_id for member in values.members] == [row.pk for row in rows]


def test_the_page_asks_the_database_equally_often_for_one_member_and_for_three(desk: Desk) -> None:
    client = desk.client()
    counts = []
    for members in (five()[:1], five()[:3]):
        with desk.scope():
            seat(desk, *members)
        counts.append(queries_of(client, desk.url("council")))
    assert counts[0] == counts[1]

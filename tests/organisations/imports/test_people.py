import pytest

from minhdinh.access.permissions import Role
from minhdinh.lib.sheet_reading import SheetRow
from minhdinh.organisations.imports.checked import CheckedRow, RowStatus
from minhdinh.organisations.imports.people import check_people
from minhdinh.organisations.models import Membership, Organisation
from tests.factories import MembershipFactory, UserFactory, World, member

NEW = {"full_name": "Hoàng Thị Lan", "role": "Thư ký hội đồng tự đánh giá"}


def check(organisation: Organisation, *rows: dict[str, str]) -> list[CheckedRow]:
    return check_people(
        [SheetRow(number, values) for number, values in enumerate(rows, start=2)], organisation
    )


def test_a_new_person(world: World) -> None:
    (row,) = check(world.school, {**NEW, "position": "Giáo viên", "email": "Lan@x.vn", "phone": "912345678"})
    assert (row.status, row.faults) == (RowStatus.NEW, [])
    assert row.data == {
        "organisation": world.school,
        "full_name": "Hoàng Thị Lan",
        "email": "lan@x.vn",
        "phone": "0912345678",
        "position": "Giáo viên",
        "username": "lanht.thcs-an-binh",
        "roles": ["secretary"],
    }


@pytest.mark.parametrize(
    ("written", "roles"),
    [
        ("secretary", ["secretary"]),
        ("THU KY HOI DONG TU DANH GIA", ["secretary"]),
        ("Giáo viên", ["contributor"]),
        ("Thành viên hội đồng, nhóm công tác", ["member"]),
        ("Hiệu trưởng; Chủ tịch hội đồng tự đánh giá", ["principal", "chair"]),
        ("Người xem; viewer ;", ["viewer"]),
    ],
)
def test_roles_as_people_write_them(world: World, written: str, roles: list[str]) -> None:
    (row,) = check(world.school, {**NEW, "role": written})
    assert row.data["roles"] == roles
    assert row.status == RowStatus.NEW


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"full_name": ""}, "Thiếu họ và tên."),
        ({"role": ""}, "Thiếu vai trò."),
        ({"role": "Vua"}, "Vai trò “Vua” không dùng ở đây"),
        ({"role": "Quản trị Sở GDĐT"}, "không dùng ở đây"),
        ({"role": "Quản trị hệ thống"}, "không dùng ở đây"),
        ({"email": "lan@"}, "không đúng dạng"),
        ({"username": "có dấu"}, "Tên đăng nhập gồm"),
        ({"organisation": "thcs-phu-son"}, "Không có đơn vị mang mã “thcs-phu-son”"),
        ({"username": "nguoila"}, "đã có ở nơi khác"),
        ({"username": "nguoixem"}, "là của Đỗ Thị Lan"),
        ({"email": "co@truong.example"}, "đã dùng cho tài khoản co-email"),
    ],
)
def test_each_fault_says_its_reason(world: World, values: dict[str, str], fault: str) -> None:
    UserFactory(username="co-email", email="Co@truong.example")
    (row,) = check(world.school, {**NEW, **values})
    assert row.status == RowStatus.FAULTY
    assert any(fault in one for one in row.faults), row.faults


def test_all_faults_of_a_row_at_once(world: World) -> None:
    (row,) = check(world.school, {"email": "x", "username": "?"})
    assert len(row.faults) == 4


def test_repeats_inside_the_file(world: World) -> None:
    rows = check(
        world.school,
        {**NEW, "username": "lan1", "email": "lan@x.vn"},
        {**NEW, "username": "LAN1"},
        {**NEW, "username": "lan2", "email": "LAN@x.vn"},
    )
    assert [bool(row.faults) for row in rows] == [False, True, True]
    assert "dòng 2" in rows[1].faults[0]


def test_two_people_of_one_name_need_usernames(world: World) -> None:
    rows = check(world.school, NEW, {**NEW, "role": "Người xem"})
    assert "trùng với dòng 2" in rows[1].faults[0]
    rows = check(world.school, {**NEW, "username": "lan1"}, {**NEW, "username": "lan2"})
    assert [row.status for row in rows] == [RowStatus.NEW, RowStatus.NEW]


def test_an_existing_person_is_known_by_name_or_username(world: World) -> None:
    by_name, by_username = check(
        world.school,
        {"full_name": "đỗ thị lan", "role": "Người xem"},
        {"full_name": "Phạm Quang Minh", "role": "principal", "username": "HieuTruong"},
    )
    assert (by_name.status, by_name.data["username"]) == (RowStatus.EXISTING, "nguoixem")
    assert by_username.status == RowStatus.EXISTING


def test_an_existing_person_may_get_one_more_role(world: World) -> None:
    (row,) = check(world.school, {"full_name": "Đỗ Thị Lan", "role": "Người xem; Thư ký"})
    assert (row.status, row.data["roles"], row.data["person"]) == (
        RowStatus.MORE,
        ["secretary"],
        world.colleague,
    )


def test_a_name_that_two_here_bear_needs_a_username(world: World) -> None:
    member(world.school, Role.MEMBER, full_name="Đỗ Thị Lan", username="lan2")
    named, given = check(
        world.school,
        {"full_name": "Đỗ Thị Lan", "role": "Người xem"},
        {"full_name": "Đỗ Thị Lan", "role": "Thành viên", "username": "lan2"},
    )
    assert "Ở đây có 2 người" in named.faults[0]
    assert given.status == RowStatus.EXISTING


def test_one_person_with_two_roles_is_one_person(world: World) -> None:
    MembershipFactory(user=world.colleague, organisation=world.school, role=Role.MEMBER)
    (row,) = check(world.school, {"full_name": "Đỗ Thị Lan", "role": "Người xem"})
    assert row.status == RowStatus.EXISTING


def test_somebody_who_left_does_not_count_as_here(world: World) -> None:
    Membership.objects.filter(user=world.colleague).update(ended=True)
    (row,) = check(world.school, {"full_name": "Đỗ Thị Lan", "role": "Người xem"})
    assert row.status == RowStatus.NEW


def test_the_department_imports_for_its_schools(world: World) -> None:
    rows = check(
        world.department,
        {**NEW, "organisation": "thcs-an-binh"},
        {**NEW, "organisation": "thcs-phu-son"},
        {"full_name": "Hoàng Thị Lan", "role": "Chuyên viên Sở GDĐT"},
        {**NEW, "role": "Chuyên viên Sở GDĐT", "organisation": "thcs-an-binh"},
    )
    assert [row.status for row in rows[:3]] == [RowStatus.NEW] * 3
    assert [row.data["username"] for row in rows[:3]] == [
        "lanht.thcs-an-binh",
        "lanht.thcs-phu-son",
        "lanht.so",
    ]
    assert rows[3].status == RowStatus.FAULTY


def test_a_proposed_username_avoids_those_in_the_file(world: World) -> None:
    rows = check(world.school, NEW, {"full_name": "Khác", "role": "viewer", "username": "lanht.thcs-an-binh"})
    assert rows[0].data["username"] == "lanht2.thcs-an-binh"


def test_a_thousand_rows_cost_a_handful_of_queries(world: World, django_assert_max_num_queries) -> None:
    rows = [{"full_name": f"Người số {number}", "role": "Giáo viên"} for number in range(1000)]
    with django_assert_max_num_queries(40):
        checked = check(world.school, *rows)
    assert {row.status for row in checked} == {RowStatus.NEW}
    assert len({row.data["username"] for row in checked}) == 1000

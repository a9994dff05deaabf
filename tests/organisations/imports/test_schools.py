import pytest

from minhdinh.lib.sheet_reading import SheetRow
from minhdinh.organisations.imports.checked import CheckedRow, RowStatus
from minhdinh.organisations.imports.schools import check_schools
from minhdinh.organisations.models import Organisation
from tests.factories import World

NEW = {"code": "th-moi", "name": "Trường Tiểu học Mới", "school_type": "Trường tiểu học"}


def check(office: Organisation, *rows: dict[str, str]) -> list[CheckedRow]:
    return check_schools([SheetRow(number, values) for number, values in enumerate(rows, start=2)], office)


def test_a_new_school(world: World) -> None:
    (row,) = check(
        world.department, {**NEW, "parent": "xa-an-binh", "head_name": "Lê An", "phone": "912345678"}
    )
    assert (row.status, row.faults) == (RowStatus.NEW, [])
    assert row.data["parent"] == world.commune
    assert row.data["education_levels"] == ["tieu_hoc"]
    assert (row.data["ownership"], row.data["phone"], row.data["head_name"]) == (
        "public",
        "0912345678",
        "Lê An",
    )


def test_without_a_parent_it_is_the_offices_own(world: World) -> None:
    assert check(world.department, NEW)[0].data["parent"] == world.department


@pytest.mark.parametrize(
    ("written", "school_type"),
    [
        ("mam_non", "mam_non"),
        ("Mầm non", "mam_non"),
        ("TRƯỜNG THCS", "thcs"),
        ("Trung học phổ thông", "thpt"),
        ("GDTX", "gdtx"),
        ("Cơ sở giáo dục thường xuyên", "gdtx"),
    ],
)
def test_types_as_people_write_them(world: World, written: str, school_type: str) -> None:
    (row,) = check(world.department, {**NEW, "school_type": written})
    assert (row.data["school_type"], row.faults) == (school_type, [])


@pytest.mark.parametrize("written", ["Tiểu học; THCS", "tieu_hoc, thcs", "THCS + Tiểu học"])
def test_levels_as_people_write_them(world: World, written: str) -> None:
    (row,) = check(world.department, {**NEW, "school_type": "Nhiều cấp học", "education_levels": written})
    assert set(row.data["education_levels"]) == {"tieu_hoc", "thcs"}
    assert row.status == RowStatus.NEW


@pytest.mark.parametrize("written", ["Ngoài công lập", "Tư thục", "private"])
def test_ownership_as_people_write_it(world: World, written: str) -> None:
    assert check(world.department, {**NEW, "ownership": written})[0].data["ownership"] == "private"


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"code": ""}, "Thiếu mã trường."),
        ({"name": ""}, "Thiếu tên trường."),
        ({"school_type": ""}, "Thiếu loại trường."),
        ({"school_type": "Đại học"}, "“Đại học” chưa có trong danh mục"),
        ({"ownership": "Của tôi"}, "“Của tôi” chưa có trong danh mục"),
        ({"education_levels": "Cao đẳng"}, "Cấp học “Cao đẳng”"),
        ({"education_levels": "THPT"}, "phải nằm trong: Tiểu học"),
        ({"school_type": "Nhiều cấp học"}, "Cấp học"),
        ({"code": "a/b"}, "không chứa dấu /"),
        ({"code": "x" * 41}, "dài nhất 40"),
        ({"parent": "bo"}, "Không có cơ quan mang mã “bo”"),
        ({"parent": "thcs-an-binh"}, "Không có cơ quan mang mã “thcs-an-binh”"),
        ({"email": "sai"}, "không đúng dạng"),
        ({"code": "xa-an-binh"}, "đã dùng cho một đơn vị khác"),
        ({"code": "bo"}, "đã dùng cho một đơn vị khác"),
    ],
)
def test_each_fault_says_its_reason(world: World, values: dict[str, str], fault: str) -> None:
    (row,) = check(world.department, {**NEW, **values})
    assert row.status == RowStatus.FAULTY
    assert any(fault in one for one in row.faults), row.faults


def test_a_commune_cannot_import_below_another(world: World) -> None:
    (row,) = check(world.commune, {**NEW, "parent": "xa-phu-son"})
    assert row.status == RowStatus.FAULTY


def test_a_school_that_is_there_already_stays_as_it_is(world: World) -> None:
    (row,) = check(world.department, {**NEW, "code": "thcs-an-binh", "name": "Tên khác"})
    assert (row.status, row.faults) == (RowStatus.EXISTING, [])


def test_a_code_of_another_offices_school_is_a_fault(world: World) -> None:
    (row,) = check(world.commune, {**NEW, "code": "thcs-phu-son"})
    assert "đã dùng cho một đơn vị khác" in row.faults[0]
    assert "Phú Sơn" not in row.faults[0]


def test_codes_that_repeat_inside_the_file(world: World) -> None:
    rows = check(world.department, NEW, {**NEW, "name": "Khác"})
    assert rows[1].faults == ["Mã trường “th-moi” trùng với dòng 2."]


def test_a_thousand_rows_cost_three_queries(world: World, django_assert_max_num_queries) -> None:
    rows = [{**NEW, "code": f"th-{number}", "parent": "xa-an-binh"} for number in range(1000)]
    with django_assert_max_num_queries(3):
        assert {row.status for row in check(world.department, *rows)} == {RowStatus.NEW}

import datetime as dt

import pytest

from minhdinh.lib.sheet_reading import SheetRow
from minhdinh.organisations.imports.checked import CheckedRow, RowStatus
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.history.checking import check_history
from tests.factories import SchoolFactory, World

BASE = {"code": "a", "name": "Trường A", "school_type": "THCS", "year": "2013-2014"}


def check(office: Organisation, *rows: dict[str, str]) -> list[CheckedRow]:
    return check_history(
        [SheetRow(number, {**BASE, **row}) for number, row in enumerate(rows, start=2)], office
    )


def test_a_row_with_everything(world: World) -> None:
    (row,) = check(
        world.commune,
        {
            "ownership": "Ngoài công lập",
            "completed": "x",
            "evaluated": "có",
            "level": "Mức 2",
            "grade": "Cấp độ 2",
            "degree": "mức độ 1",
            "number": "12/QĐ",
            "decided_on": "15/06/2014",
            "valid_to": "15/06/2019",
        },
    )
    assert (row.status, row.faults) == (RowStatus.NEW, [])
    assert row.data | {"plans": [], "changes": []} == {
        "code": "a",
        "name": "Trường A",
        "school": None,
        "school_type": "thcs",
        "ownership": "private",
        "year": "2013-2014",
        "completed": True,
        "evaluated": True,
        "level": 2,
        "grade": 2,
        "degree": 1,
        "number": "12/QĐ",
        "decided_on": dt.date(2014, 6, 15),
        "valid_to": dt.date(2019, 6, 15),
        "plans": [],
        "changes": [],
    }
    assert [str(kind.name) for kind, _ in row.data["plans"]] == [
        "kết quả tự đánh giá",
        "đánh giá ngoài",
        "quyết định công nhận",
    ]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"code": ""}, "Thiếu mã trường."),
        ({"name": ""}, "Thiếu tên trường."),
        ({"school_type": ""}, "Thiếu cấp học."),
        ({"year": ""}, "Thiếu năm học."),
        ({"year": "2013"}, "Năm học phải viết dạng"),
        ({"year": "2999-3000"}, "chưa bắt đầu"),
        ({"school_type": "Đại học"}, "Mầm non, Tiểu học, THCS, THPT, Phổ thông nhiều cấp học, GDTX"),
        ({"ownership": "Của tôi"}, "ghi Công lập hoặc Ngoài công lập"),
        ({"completed": "gần xong"}, "Hoàn thành báo cáo tự đánh giá “gần xong” không rõ"),
        ({"evaluated": "?"}, "Được đánh giá ngoài “?” không rõ"),
        ({"level": "giỏi"}, "Mức tự đánh giá “giỏi”"),
        ({"grade": "9"}, "Cấp độ công nhận “9”"),
        ({"degree": "3"}, "một số từ 1 đến 2"),
        ({"decided_on": "31/02/2014", "grade": "1"}, "Ngày quyết định “31/02/2014” không đúng"),
        ({"decided_on": "01/01/2999", "grade": "1"}, "chưa đến"),
        ({"grade": "1", "decided_on": "02/06/2014", "valid_to": "01/06/2014"}, "đứng trước ngày quyết định"),
        ({"number": "12/QĐ"}, "thiếu cấp độ công nhận hoặc mức độ chuẩn quốc gia"),
        ({"code": "a/b"}, "không chứa dấu /"),
        ({"code": "x" * 41}, "Mã trường dài nhất 40"),
        ({"name": "x" * 251}, "Tên trường dài nhất 250"),
        ({"name": "Tr\ufffdường"}, "ký tự hỏng"),
        ({"code": "xa-an-binh"}, "đã dùng cho một đơn vị khác"),
        ({"code": "bo"}, "đã dùng cho một đơn vị khác"),
        ({"code": "thcs-phu-son"}, "đã dùng cho một đơn vị khác"),
        ({"code": "thcs-an-binh", "school_type": "Mầm non"}, "Hãy xem lại mã trường"),
    ],
)
def test_each_fault_says_its_reason(world: World, values: dict[str, str], fault: str) -> None:
    (row,) = check(world.commune, values)
    assert row.status == RowStatus.FAULTY
    assert any(fault in one for one in row.faults), row.faults


def test_the_same_school_in_other_years_is_fine(world: World) -> None:
    rows = check(world.commune, {}, {"year": "2014-2015", "name": "Tên mới"})
    assert [row.faults for row in rows] == [[], []]


def test_repeats_name_both_rows(world: World) -> None:
    rows = check(world.commune, {}, {"year": "2013 - 2014"})
    assert rows[0].faults == []
    assert rows[1].faults == ["Dòng 2 và dòng 3 cùng ghi trường “a” năm học 2013-2014."]


def test_one_school_is_of_one_kind(world: World) -> None:
    rows = check(world.commune, {}, {"year": "2014-2015", "school_type": "Tiểu học"})
    assert rows[1].faults == ["Trường “a” ở dòng 2 ghi cấp học THCS, ở dòng 3 ghi Tiểu học."]


def test_a_school_that_stood_here_once_is_still_ours(world: World) -> None:
    moved = SchoolFactory(under=world.other_commune, code="da-chuyen")
    placement = moved.placements.get()
    placement.path = world.commune.path + moved.path_step()
    placement.save()
    assert check(world.commune, {"code": "da-chuyen"})[0].faults == []


def test_checking_five_thousand_rows_costs_few_queries(world: World, django_assert_max_num_queries) -> None:
    rows = [{"code": f"t-{number}", "completed": "x"} for number in range(5000)]
    with django_assert_max_num_queries(12):
        assert {row.status for row in check(world.commune, *rows)} == {RowStatus.NEW}

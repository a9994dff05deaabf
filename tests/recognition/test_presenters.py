"""What a page says of a decision and its clock."""

import datetime as dt

import pytest

from minhdinh.recognition.domain.queries import clock_of
from minhdinh.recognition.presenters import clock_lines, paper_lines
from tests.factories import World, make_world
from tests.recognition.register import recognise

D = dt.date


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_what_is_not_known_is_left_out(world: World) -> None:
    decision = recognise(world.school)
    lines = dict(paper_lines(decision, clock_of(decision, D(2025, 1, 1))))
    assert lines == {
        "Trường": "Trường THCS An Bình",
        "Công nhận": "chuẩn quốc gia mức độ 1",
        "Số quyết định": "12/QĐ-SGDĐT",
        "Ngày quyết định": "01/06/2024",
        "Hiệu lực đến hết": "31/05/2029 (tính theo quy định áp dụng)",
        "Quy định áp dụng": "Thông tư 17, 18, 19/2018/TT-BGDĐT",
    }


def test_a_printed_end_says_so(world: World) -> None:
    decision = recognise(world.school, valid_to=D(2029, 6, 1), grade=2, signer="Mẫu")
    lines = dict(paper_lines(decision, clock_of(decision, D(2025, 1, 1))))
    assert lines["Hiệu lực đến hết"] == "01/06/2029 (in trên bằng)"
    assert lines["Công nhận"] == "cấp độ 2, chuẩn quốc gia mức độ 1"
    assert lines["Người ký"] == "Mẫu"


def test_the_days_in_their_order_with_their_basis(world: World) -> None:
    decision, today = recognise(world.school), D(2028, 12, 1)
    lines = clock_lines(clock_of(decision, today), today)
    assert [one.day for one in lines] == sorted(one.day for one in lines)
    assert [(one.day, one.passed) for one in lines if one.basis] == [
        (D(2026, 6, 1), True),
        (D(2028, 5, 31), True),
        (D(2028, 12, 31), False),
        (D(2029, 5, 31), False),
    ]
    assert {one.certainty for one in lines if one.basis} == {
        "Đã đối chiếu văn bản",
        "Theo thông lệ, cần đối chiếu",
    }


def test_what_does_not_count_has_no_days(world: World) -> None:
    decision, today = recognise(world.school), D(2030, 1, 1)
    assert clock_lines(clock_of(decision, today), today) == []

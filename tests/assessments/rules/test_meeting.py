from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.rules.meeting import (
    Attendance,
    QuorumRule,
    attendance_faults,
    attendance_warning,
    least_present,
    quorum_words,
)

TWO_THIRDS = QuorumRule(Decimal("66.67"), "Điều 9; cần đối chiếu")


@given(st.integers(min_value=1, max_value=99))
def test_two_thirds_in_percent_are_two_thirds_of_people(members: int) -> None:
    assert least_present(TWO_THIRDS, members) == -(-2 * members // 3)


@pytest.mark.parametrize(
    ("percent", "members", "least"), [(50, 5, 3), (50, 4, 2), (100, 7, 7), (0, 5, 1), (75, 8, 6), (1, 9, 1)]
)
def test_other_shares_round_up_and_never_below_one(percent: int, members: int, least: int) -> None:
    assert least_present(QuorumRule(Decimal(percent), ""), members) == least


def test_without_a_rule_one_is_enough() -> None:
    assert least_present(None, 9) == 1


@pytest.mark.parametrize(
    ("present", "absent", "members", "said"),
    [
        (5, 0, 5, []),
        (3, 2, 5, []),
        (1, 0, 0, []),
        (0, 0, 5, ["ít nhất một thành viên"]),
        (4, 2, 5, ["cộng lại là 06 người, hội đồng có 05 thành viên"]),
        (0, 6, 5, ["ít nhất một thành viên", "cộng lại là 06 người"]),
    ],
)
def test_what_cannot_be(present: int, absent: int, members: int, said: list[str]) -> None:
    faults = list(attendance_faults(Attendance(present, absent, members)))
    assert len(faults) == len(said)
    assert all(part in fault.message for part, fault in zip(said, faults, strict=True))
    assert {fault.field for fault in faults} <= {"present"}


def test_guests_are_said_not_to_count() -> None:
    (fault,) = attendance_faults(Attendance(9, 0, 7))
    assert "không tính khách mời" in fault.message


@pytest.mark.parametrize(
    ("present", "rule", "begins"),
    [(4, TWO_THIRDS, ""), (3, TWO_THIRDS, "Có mặt 03/05 thành viên, cần ít nhất 04 ("), (1, None, "")],
)
def test_too_few_are_explained(present: int, rule: QuorumRule | None, begins: str) -> None:
    found = attendance_warning(Attendance(present, 0, 5), rule)
    assert found.startswith(begins)
    assert bool(found) == bool(begins)


def test_a_council_that_nobody_wrote_down_is_explained() -> None:
    assert "chưa có thành viên nào" in attendance_warning(Attendance(5, 0, 0), TWO_THIRDS)


def test_the_rule_in_words() -> None:
    assert quorum_words(TWO_THIRDS) == "66,67% số thành viên; Điều 9; cần đối chiếu"

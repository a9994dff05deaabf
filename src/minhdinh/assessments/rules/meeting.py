"""Whether a meeting of the council counts: who was there, who was missing, how many must be there. Pure.

The share comes from the set's rule values, never from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from minhdinh.lib.text import decimal_comma, two_digits

GUESTS = "Chỉ tính thành viên hội đồng, không tính khách mời."


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """What part of the members must be there, in percent; ``source`` is the article and how sure it is, in words."""

    percent: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """Members present and absent, and how many members the council has."""

    present: int
    absent: int
    members: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Figures that cannot be: the field to mend and the sentence."""

    field: str
    message: str


def least_present(rule: QuorumRule | None, members: int) -> int:
    """Return how many members must be there, at least one.

    A share that is no round number is written with two decimals (66,67 % for two thirds), so the product is brought
    back to two decimals first: two thirds of nine are six, not seven.
    """
    if rule is None:
        return 1
    share = (rule.percent * members / 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return max(1, int(share.to_integral_value(rounding=ROUND_CEILING)))


def attendance_faults(attendance: Attendance) -> Iterator[Fault]:
    """Yield what cannot be true of a meeting."""
    if attendance.present < 1:
        yield Fault("present", "Cuộc họp phải có ít nhất một thành viên hội đồng có mặt.")
    counted = attendance.present + attendance.absent
    if attendance.members and counted > attendance.members:
        have, seats = two_digits(counted), two_digits(attendance.members)
        yield Fault(
            "present", f"Có mặt và vắng cộng lại là {have} người, hội đồng có {seats} thành viên. {GUESTS}"
        )


def attendance_warning(attendance: Attendance, rule: QuorumRule | None) -> str:
    """Return why the meeting may only be kept with a reason; "" where nothing departs from the rule."""
    if not attendance.members:
        return "Hội đồng chưa có thành viên nào trong hệ thống nên không đối chiếu được số người dự họp."
    least = least_present(rule, attendance.members)
    if rule is None or attendance.present >= least:
        return ""
    return (
        f"Có mặt {two_digits(attendance.present)}/{two_digits(attendance.members)} thành viên, "
        f"cần ít nhất {two_digits(least)} ({quorum_words(rule)})."
    )


def quorum_words(rule: QuorumRule) -> str:
    """Return the share with where it stands: "66,67% số thành viên; Điều 9 …; cần đối chiếu"."""
    return f"{decimal_comma(rule.percent)}% số thành viên; {rule.source}"

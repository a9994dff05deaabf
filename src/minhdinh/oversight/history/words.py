"""The columns of a file of earlier years, and what people write into them."""

from __future__ import annotations

import datetime as dt
import re

from minhdinh.lib.school_year import SchoolYearError, first_year
from minhdinh.lib.sheet_reading import Column, header_key
from minhdinh.lib.text import parse_date
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.imports.checked import Choice

COLUMNS = (
    Column("code", "Mã trường", required=True),
    Column("name", "Tên trường", required=True),
    Column("school_type", "Cấp học", required=True),
    Column("ownership", "Loại hình"),
    Column("year", "Năm học", required=True),
    Column("completed", "Hoàn thành báo cáo tự đánh giá"),
    Column("evaluated", "Được đánh giá ngoài"),
    Column("level", "Mức tự đánh giá"),
    Column("grade", "Cấp độ công nhận"),
    Column("degree", "Mức độ chuẩn quốc gia"),
    Column("number", "Số quyết định"),
    Column("decided_on", "Ngày quyết định"),
    Column("valid_to", "Ngày hết hạn"),
)
LABELS = {column.key: column.label for column in COLUMNS}
LEVEL_NAMES = {
    "Mầm non": SchoolType.PRESCHOOL,
    "Tiểu học": SchoolType.PRIMARY,
    "THCS": SchoolType.LOWER_SECONDARY,
    "THPT": SchoolType.UPPER_SECONDARY,
    "Phổ thông nhiều cấp học": SchoolType.MULTI_LEVEL,
    "GDTX": SchoolType.CONTINUING,
}
TYPES = Choice(
    SchoolType.choices,
    {
        **LEVEL_NAMES,
        "Trung học cơ sở": SchoolType.LOWER_SECONDARY,
        "Trung học phổ thông": SchoolType.UPPER_SECONDARY,
        "Phổ thông có nhiều cấp học": SchoolType.MULTI_LEVEL,
        "Giáo dục thường xuyên": SchoolType.CONTINUING,
    },
)
YES = frozenset({"x", "co", "1", "true", "dung", "roi", "da", "v", "yes"})
NO = frozenset({"", "khong", "0", "false", "chua", "-", "no"})
NONE_REACHED = frozenset({"0", "khong dat", "chua dat", "khong"})
LEVEL = re.compile(r"^(?:dat )?(?:muc do|muc|cap do)?\s*([0-9])$")
YEAR = re.compile(r"^(\d{4})\s*[-–—/]\s*(\d{4})$")


class NotUnderstood(ValueError):  # noqa: N818 (it is not the program's error)
    """A word that means nothing in its column; the message is for the person who wrote it."""


def read_year(text: str) -> str:
    """Return a school year as it is stored ("2013-2014"); raises NotUnderstood."""
    found = YEAR.match(text)
    year = f"{found[1]}-{found[2]}" if found else text
    try:
        first_year(year)
    except SchoolYearError as error:
        raise NotUnderstood(str(error)) from error
    return year


def read_yes(text: str, label: str) -> bool:
    """Return whether a cell says yes (x, có, 1 …) or no (nothing, không, 0 …); raises NotUnderstood."""
    word = header_key(text)
    if word in YES:
        return True
    if word in NO:
        return False
    raise NotUnderstood(f"{label} “{text}” không rõ: ghi x hoặc có; không thì để trống.")


def read_level(text: str, label: str, lowest: int, highest: int) -> int | None:
    """Return the number in "2", "Mức 2", "Cấp độ 2" …; None for nothing.

    Where ``lowest`` is 0 "Không đạt" is 0; elsewhere it is nothing. Raises NotUnderstood.
    """
    word = header_key(text)
    if word in {"", "-"}:
        return None
    if word in NONE_REACHED:
        return 0 if lowest == 0 else None
    found = LEVEL.match(word)
    if found is None or not lowest <= int(found[1]) <= highest:
        raise NotUnderstood(
            f"{label} “{text}” không rõ: ghi một số từ {max(lowest, 1)} đến {highest}, hoặc để trống."
        )
    return int(found[1])


def read_day(text: str, label: str) -> dt.date | None:
    """Return the day of a cell (an Excel date or dd/mm/yyyy), None for nothing; raises NotUnderstood."""
    if not text or text == "-":
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise NotUnderstood(f"{label} “{text}” không đúng: ghi ngày/tháng/năm, ví dụ 15/06/2014.") from error

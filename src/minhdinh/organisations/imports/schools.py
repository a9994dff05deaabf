"""A file of schools: what its rows mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.lib.sheet_reading import Column, SheetRow
from minhdinh.organisations.domain.registration import default_levels
from minhdinh.organisations.domain.school import validate_levels
from minhdinh.organisations.enums import EducationLevel, Ownership, SchoolType
from minhdinh.organisations.imports.checked import (
    CheckedRow,
    Choice,
    RowStatus,
    check_email,
    check_repeats,
    need,
    phone_of,
    started,
)
from minhdinh.organisations.models import Organisation

COLUMNS = (
    Column("code", "Mã trường", required=True, others=("Mã", "Mã đơn vị")),
    Column("name", "Tên trường", required=True, others=("Tên", "Tên đơn vị")),
    Column("school_type", "Loại trường", required=True),
    Column("education_levels", "Cấp học"),
    Column("ownership", "Loại hình"),
    Column("parent", "Mã cơ quan quản lý trực tiếp", others=("Mã cơ quan quản lý",)),
    Column("head_name", "Hiệu trưởng, giám đốc", others=("Hiệu trưởng", "Giám đốc")),
    Column("province", "Tỉnh, thành phố", others=("Tỉnh",)),
    Column("commune", "Xã, phường", others=("Xã",)),
    Column("address", "Địa chỉ"),
    Column("phone", "Điện thoại", others=("Số điện thoại",)),
    Column("email", "Thư điện tử", others=("Email", "E-mail")),
)
TYPES = Choice(
    SchoolType.choices,
    {
        "Mầm non": SchoolType.PRESCHOOL,
        "Tiểu học": SchoolType.PRIMARY,
        "THCS": SchoolType.LOWER_SECONDARY,
        "Trung học cơ sở": SchoolType.LOWER_SECONDARY,
        "THPT": SchoolType.UPPER_SECONDARY,
        "Trung học phổ thông": SchoolType.UPPER_SECONDARY,
        "Nhiều cấp học": SchoolType.MULTI_LEVEL,
        "GDTX": SchoolType.CONTINUING,
        "Giáo dục thường xuyên": SchoolType.CONTINUING,
    },
)
LEVELS = Choice(
    EducationLevel.choices,
    {
        "THCS": EducationLevel.LOWER_SECONDARY,
        "THPT": EducationLevel.UPPER_SECONDARY,
        "GDTX": EducationLevel.CONTINUING,
    },
)
OWNERSHIPS = Choice(
    Ownership.choices,
    {"Tư thục": Ownership.PRIVATE, "Dân lập": Ownership.PRIVATE, "Ngoài công": Ownership.PRIVATE},
)
TEXTS = {"head_name": 150, "province": 100, "commune": 100, "address": 300}
SEPARATORS = re.compile(r"[;,+&]")


@in_vietnamese
def check_schools(rows: Sequence[SheetRow], office: Organisation) -> list[CheckedRow]:
    """Return every row with its faults and what it would add below ``office``."""
    checked = started(rows)
    codes = {row.values.get("code", "") for row in checked} - {""}
    existing = {
        item.code: item for item in Organisation.objects.filter(code__in=codes).select_related("kind")
    }
    offices = _offices(checked, office)
    for row in checked:
        _check_row(row, office, offices)
    check_repeats(checked, lambda row: (row.values.get("code", ""),), "Mã trường")
    for row in checked:
        found = existing.get(row.values.get("code", ""))
        if found is not None:
            _compare(row, found, office)
    return checked


def _offices(rows: Sequence[CheckedRow], office: Organisation) -> dict[str, Organisation]:
    codes = {row.values.get("parent", "") for row in rows} - {""}
    below = Organisation.objects.filter(
        code__in=codes, path__startswith=office.path, kind__is_school=False, active=True
    )
    return {item.code: item for item in [*below, office]}


def _check_row(row: CheckedRow, office: Organisation, offices: dict[str, Organisation]) -> None:
    code, parent_code = need(row, "code", "mã trường"), row.values.get("parent", "") or office.code
    if "/" in code or len(code) > 40:
        row.fault("Mã trường dài nhất 40 ký tự và không chứa dấu /.")
    if parent_code not in offices:
        row.fault(f"Không có cơ quan mang mã “{parent_code}” thuộc {office.name}.")
    row.data = {
        "code": code,
        "name": need(row, "name", "tên trường")[:250],
        "parent": offices.get(parent_code),
        "school_type": _checked_choice(row, "school_type", TYPES, "Loại trường"),
        "ownership": _checked_choice(row, "ownership", OWNERSHIPS, "Loại hình", Ownership.PUBLIC),
        "email": check_email(row),
        "phone": phone_of(row)[:40],
        **{key: row.values.get(key, "")[:most] for key, most in TEXTS.items()},
    }
    row.data["education_levels"] = _checked_levels(row, str(row.data["school_type"]))


def _checked_choice(row: CheckedRow, key: str, choice: Choice, label: str, default: str = "") -> str:
    word = row.values.get(key, "")
    if not word:
        if not default:
            row.fault(f"Thiếu {label.lower()}.")
        return default
    found = choice.find(word)
    if found is None:
        row.fault(f"{label} “{word}” chưa có trong danh mục.")
    return found or ""


def _checked_levels(row: CheckedRow, school_type: str) -> list[str]:
    words = [
        word.strip() for word in SEPARATORS.split(row.values.get("education_levels", "")) if word.strip()
    ]
    levels = [LEVELS.find(word) for word in words]
    unknown = [word for word, level in zip(words, levels, strict=True) if level is None]
    for word in unknown:
        row.fault(f"Cấp học “{word}” chưa có trong danh mục.")
    found = list(dict.fromkeys(level for level in levels if level)) or default_levels(school_type)
    if school_type and not unknown:
        try:
            validate_levels(school_type, found)
        except Problem as problem:
            row.fault(problem.message)
    return found


def _compare(row: CheckedRow, found: Organisation, office: Organisation) -> None:
    """Say of a code that is in use whether it is this school, which then stays as it is."""
    if not found.is_school or not found.path.startswith(office.path):
        row.fault(f"Mã “{found.code}” đã dùng cho một đơn vị khác.")
    elif not row.faults:
        row.status = RowStatus.EXISTING

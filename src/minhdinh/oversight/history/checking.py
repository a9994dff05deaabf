"""What the rows of a file of earlier years mean, and everything that has to be mended in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from django.utils import timezone

from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.lib.school_year import containing
from minhdinh.lib.sheet_reading import SheetRow
from minhdinh.organisations.domain.facts import in_batches
from minhdinh.organisations.enums import Ownership
from minhdinh.organisations.imports.checked import CheckedRow, RowStatus, need, started
from minhdinh.organisations.imports.schools import OWNERSHIPS
from minhdinh.organisations.models import Organisation, Placement, SchoolProfile
from minhdinh.oversight.history.facts import compare
from minhdinh.oversight.history.words import (
    LABELS,
    LEVEL_NAMES,
    TYPES,
    NotUnderstood,
    read_day,
    read_level,
    read_year,
    read_yes,
)
from minhdinh.recognition.domain.decisions import HIGHEST_DEGREE, HIGHEST_GRADE, check_decision

BROKEN = "\ufffd"
MOST = {"code": 40, "name": 250, "number": 100}
READERS: dict[str, Callable[[str, str], object]] = {
    "completed": read_yes,
    "evaluated": read_yes,
    "level": partial(read_level, lowest=0, highest=HIGHEST_GRADE),
    "grade": partial(read_level, lowest=1, highest=HIGHEST_GRADE),
    "degree": partial(read_level, lowest=1, highest=HIGHEST_DEGREE),
    "decided_on": read_day,
    "valid_to": read_day,
}
T = TypeVar("T")


@in_vietnamese
def check_history(rows: Sequence[SheetRow], office: Organisation) -> list[CheckedRow]:
    """Return every row with its faults and what it would write below ``office``.

    ``data`` holds the read values (only of columns that the file has), ``school`` (None for one to be created),
    ``plans`` and, of a row that changes known facts, ``changes`` in words.
    """
    checked = started(rows)
    schools = _schools({row.values.get("code", "") for row in checked} - {""})
    within = _within(schools, office)
    for row in checked:
        _read(row)
        _find_school(row, schools, within)
    _check_repeats(checked)
    _check_one_type(checked)
    compare([row for row in checked if not row.faults])
    for row in checked:
        if not row.faults:
            row.status = _status(row)
    return checked


def _status(row: CheckedRow) -> RowStatus:
    if row.data["changes"]:
        return RowStatus.CHANGED
    nothing = row.data["school"] is not None and not any(plan.does_something for _, plan in row.data["plans"])
    return RowStatus.EXISTING if nothing else RowStatus.NEW


def _read(row: CheckedRow) -> None:
    """Read every cell, noting a fault where one means nothing."""
    for key, text in row.values.items():
        if BROKEN in text:
            row.fault(f"{LABELS[key]} có ký tự hỏng (�); hãy gõ lại ô này.")
    code, name = need(row, "code", "mã trường"), need(row, "name", "tên trường")
    _check_lengths(row, code)
    row.data = {"code": code, "name": name, "school": None, "changes": [], "plans": []}
    row.data["school_type"] = _school_type(row)
    row.data["ownership"] = _ownership(row)
    row.data["year"] = _year(row)
    for key, read in READERS.items():
        if key in row.values:
            row.data[key] = _read_as(row, partial(read, row.values[key], LABELS[key]))
    if "number" in row.values:
        row.data["number"] = row.values["number"]
    _check_decision(row)


def _read_as(row: CheckedRow, read: Callable[[], T]) -> T | None:
    try:
        return read()
    except NotUnderstood as error:
        row.fault(str(error))
        return None


def _check_lengths(row: CheckedRow, code: str) -> None:
    if "/" in code:
        row.fault("Mã trường không chứa dấu /.")
    for key, most in MOST.items():
        if len(row.values.get(key, "")) > most:
            row.fault(f"{LABELS[key]} dài nhất {most} ký tự.")


def _school_type(row: CheckedRow) -> str:
    word = need(row, "school_type", "cấp học")
    found = TYPES.find(word)
    if word and found is None:
        row.fault(f"Cấp học “{word}” không có trong danh mục: {', '.join(LEVEL_NAMES)}.")
    return found or ""


def _ownership(row: CheckedRow) -> str:
    word = row.values.get("ownership", "")
    found = OWNERSHIPS.find(word) if word else Ownership.PUBLIC.value
    if found is None:
        row.fault(f"Loại hình “{word}” không rõ: ghi Công lập hoặc Ngoài công lập.")
    return found or ""


def _year(row: CheckedRow) -> str:
    text = need(row, "year", "năm học")
    year = (_read_as(row, partial(read_year, text)) or "") if text else ""
    if year > containing(timezone.localdate()):
        row.fault(f"Năm học {year} chưa bắt đầu.")
    return year


def _check_decision(row: CheckedRow) -> None:
    """A decision's days must come in order; days and numbers without any recognition say nothing."""
    given: dict[str, Any] = {key: row.data.get(key) for key in ("grade", "degree", "decided_on", "valid_to")}
    try:
        check_decision(**given)
    except Problem as problem:
        row.fault(problem.message)
    told = any(row.values.get(key) for key in ("number", "decided_on", "valid_to"))
    if told and given["grade"] is None and given["degree"] is None and not row.faults:
        row.fault("Có quyết định nhưng thiếu cấp độ công nhận hoặc mức độ chuẩn quốc gia.")


def _schools(codes: set[str]) -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for some in in_batches(sorted(codes)):
        rows = Organisation.objects.filter(code__in=some).select_related("kind", "profile")
        found |= {item.code: item for item in rows}
    return found


def _within(schools: dict[str, Organisation], office: Organisation) -> set[int]:
    """Return the schools that stand, or stood at some time, below the office."""
    ids = sorted(school.pk for school in schools.values())
    now = {school.pk for school in schools.values() if school.path.startswith(office.path)}
    for some in in_batches(ids):
        rows = Placement.objects.filter(school__in=some, path__contains=office.path_step())
        now |= set(rows.values_list("school_id", flat=True))
    return now


def _find_school(row: CheckedRow, schools: dict[str, Organisation], within: set[int]) -> None:
    school = schools.get(row.data["code"])
    if school is None:
        return
    if not school.is_school or school.pk not in within:
        row.fault(f"Mã “{school.code}” đã dùng cho một đơn vị khác.")
        return
    profile: SchoolProfile | None = getattr(school, "profile", None)
    wanted = row.data["school_type"]
    if profile is not None and profile.school_type and wanted and profile.school_type != wanted:
        row.fault(
            f"{school.name} là {profile.get_school_type_display().lower()}, còn tệp ghi cấp học "
            f"{row.values['school_type']}. Hãy xem lại mã trường."
        )
    row.data["school"] = school


def _check_repeats(rows: Sequence[CheckedRow]) -> None:
    """Note a fault where a school and year stand twice, naming both rows."""
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.data["code"], row.data["year"])
        if not all(key):
            continue
        if key in first:
            row.fault(f"Dòng {first[key]} và dòng {row.number} cùng ghi trường “{key[0]}” năm học {key[1]}.")
        else:
            first[key] = row.number


def _check_one_type(rows: Sequence[CheckedRow]) -> None:
    """Note a fault where a school has another type than in an earlier row."""
    first: dict[str, CheckedRow] = {}
    for row in rows:
        code, kind = row.data["code"], row.data["school_type"]
        if not code or not kind:
            continue
        other = first.setdefault(code, row)
        if other.data["school_type"] != kind:
            row.fault(
                f"Trường “{code}” ở dòng {other.number} ghi cấp học {other.values['school_type']}, "
                f"ở dòng {row.number} ghi {row.values['school_type']}."
            )

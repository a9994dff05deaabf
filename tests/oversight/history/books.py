"""Lists of earlier years as offices keep them: the figures of a district of 48 schools and a plan of 16 schools."""

from collections.abc import Sequence

from minhdinh.lib.spreadsheet import workbook_bytes

HEADER = (
    "Mã trường",
    "Tên trường",
    "Cấp học",
    "Loại hình",
    "Năm học",
    "Hoàn thành báo cáo tự đánh giá",
    "Được đánh giá ngoài",
    "Mức tự đánh giá",
    "Cấp độ công nhận",
    "Mức độ chuẩn quốc gia",
    "Số quyết định",
    "Ngày quyết định",
    "Ngày hết hạn",
)
SCHOOL = "Mã trường"
YEAR_OF_48, YEAR_OF_16 = "2013-2014", "2017-2018"
COUNTS = (("Mầm non", "mn", 8, 3), ("Tiểu học", "th", 28, 16), ("THCS", "thcs", 12, 12))
PLANNED = (("Mầm non", "mn", 3), ("Tiểu học", "th", 7), ("THCS", "thcs", 6))


def line(code: str, **cells: object) -> dict[str, object]:
    """Return a row with what every list has; ``cells`` by key, see KEYS."""
    base = {"Mã trường": code, "Tên trường": f"Trường {code}", "Cấp học": "THCS", "Năm học": YEAR_OF_48}
    return {**base, **{KEYS[key]: value for key, value in cells.items()}}


KEYS = {
    "name": "Tên trường",
    "school_type": "Cấp học",
    "ownership": "Loại hình",
    "year": "Năm học",
    "completed": "Hoàn thành báo cáo tự đánh giá",
    "evaluated": "Được đánh giá ngoài",
    "level": "Mức tự đánh giá",
    "grade": "Cấp độ công nhận",
    "degree": "Mức độ chuẩn quốc gia",
    "number": "Số quyết định",
    "decided_on": "Ngày quyết định",
    "valid_to": "Ngày hết hạn",
}


def history_book(*rows: dict[str, object], header: Sequence[str] = HEADER) -> bytes:
    """Return a workbook with these rows; a cell that a row lacks stays empty."""
    return workbook_bytes(header, [[row.get(label, "") for label in header] for row in rows])


def forty_eight() -> list[dict[str, object]]:
    """Return the district's list: 8, 28 and 12 schools of which 3, 16 and 12 completed their report."""
    return [
        line(
            f"{short}-{number:02d}",
            name=f"Trường {school_type} số {number}",
            school_type=school_type,
            completed="x" if number <= done else "",
        )
        for school_type, short, count, done in COUNTS
        for number in range(1, count + 1)
    ]


def sixteen() -> list[dict[str, object]]:
    """Return the plan's list: 3, 7 and 6 schools, all completed and evaluated."""
    return [
        line(
            f"{short}-{number:02d}",
            name=f"Trường {school_type} số {number}",
            school_type=school_type,
            year=YEAR_OF_16,
            completed="có",
            evaluated="X",
        )
        for school_type, short, count in PLANNED
        for number in range(1, count + 1)
    ]

"""The dossier of an invented kindergarten by the rules of 2018, small: two standards, three criteria, five years."""

from tests.documents import sample

YEARS = ("2020-2021", "2021-2022", "2022-2023", "2023-2024", "2024-2025")


def dossier():
    """Return a fresh dossier: one criterion at Mức 3, one at Mức 2 (it has no Mức 3), one at Mức 1."""
    known = sample.dossier()
    known["school"] |= {
        "code": "HOASEN",
        "name": "Trường Mầm non Hoa Sen",
        "school_type": "mam_non",
        "school_type_label": "Trường mầm non",
        "education_level_labels": ["Mầm non"],
    }
    known |= {
        "year": "2024-2025",
        "standard_set": standard_set(),
        "tracks": [track()],
        "remarks": {code: remarks(code) for code in ("1", "2")},
        "evidence": evidence(),
        "plan": known["plan"] | plan_tables(),
        "data": {"tables": [table()]},
        "result": {
            "level": 1,
            "label": "Đạt Mức 1",
            "complete": True,
            "counts": {
                "1": {"passed": 3, "total": 3, "percent": "100"},
                "2": {"passed": 2, "total": 3, "percent": "66,67"},
                "3": {"passed": 1, "total": 2, "percent": "50"},
            },
            "failed": {"3": {"passed": 1, "total": 2, "percent": "50"}},
            "reasons": [],
            "grade": 1,
            "degree": None,
        },
    }
    for one in known["council"]["members"]:
        one["criteria"] = [code for code in one["criteria"] if code in {"1.1", "1.2", "2.1"}]
    for one in known["council"]["groups"]:
        one["criteria"] = [code for code in one["criteria"] if code in {"1.1", "1.2", "2.1"}]
    return known


def plan_tables():
    """Return what the plan of 2018 has beside its head: trainings, means of a standard, a criterion and the school."""
    means = [
        ("1", "Nhân lực: Nhóm 1", "Tuần 4 – 9", ""),
        ("2.1", "Hồ sơ cán bộ của ba năm học", "Tháng 10/2024", "Văn thư cung cấp"),
        ("", "Kinh phí in ấn: 3.000.000 đồng", "Tháng 5/2025", "Chi thường xuyên"),
    ]
    return {
        "training": [
            {
                "when": "Ngày 20/9/2024",
                "who": "Hội đồng tự đánh giá, các nhóm công tác",
                "content": "Kỹ thuật viết phiếu và mã hóa minh chứng",
            }
        ],
        "means": [
            {"criterion": code, "resource": what, "when": when, "note": note}
            for code, what, when, note in means
        ],
        "experts": "Không thuê.",
    }


def standard_set():
    return {
        "id": "tt19-2018-mam-non",
        "version": "2018.1",
        "title": "Kiểm định chất lượng giáo dục đối với trường mầm non",
        "legal_basis": "Thông tư 19/2018/TT-BGDĐT ngày 22/8/2018",
        "checksum": "0" * 64,
        "code_convention": {"open": "[", "close": "]", "separator": "; ", "each": True},
        "level_names": {str(level): f"Mức {level}" for level in range(1, 5)},
        "standards": [
            {
                "code": "1",
                "title": "Tổ chức và quản lý nhà trường",
                "criteria": [
                    criterion("1.1", "Phương hướng, chiến lược", "abc", "*", "*"),
                    criterion("1.2", "Hội đồng trường", "abc", "*"),
                ],
            },
            {
                "code": "2",
                "title": "Cán bộ quản lý, giáo viên, nhân viên",
                "criteria": [criterion("2.1", "Hiệu trưởng, phó hiệu trưởng", "ab", "ab", "*")],
            },
        ],
        "level_4": [
            {"id": "4.1", "reference": "Khoản 1 Điều 22", "text": "Chương trình tham khảo nước ngoài."},
            {"id": "4.2", "reference": "Khoản 2 Điều 22", "text": "Đủ các điều kiện nâng cao."},
        ],
    }


def criterion(code, title, *labels):
    levels = {}
    for level, letters in enumerate(labels, start=1):
        levels[str(level)] = {
            "official": None,
            "requirements": [
                {
                    "id": f"{code}.{level}{letter.strip('*')}",
                    "label": letter,
                    "text": f"Yêu cầu {letter} Mức {level} của {code}",
                    "ask": "",
                    "pitfall": "",
                    "evidence_kinds": [],
                    "from": "",
                }
                for letter in letters
            ],
        }
    return {"code": code, "title": title, "mandatory": False, "levels": levels}


def track():
    return {
        "education_level": "mam_non",
        "label": "Mầm non",
        "result": {"level": 1, "label": "Đạt Mức 1"},
        "level_4": {},
        "sheets": [
            sheet("1.1", 3, ("1.1.1a", "1.1.1b", "1.1.1c", "1.1.2", "1.1.3")),
            sheet("1.2", 2, ("1.2.1a", "1.2.1b", "1.2.1c", "1.2.2")),
            sheet("2.1", 1, ("2.1.1a", "2.1.1b", "2.1.2a"), {"2.1.2a": "met", "2.1.2b": "unmet"}),
        ],
    }


def sheet(code, level, written, answers=None):
    return {
        "criterion": code,
        "standard": code[0],
        "level": level,
        "state": "approved",
        "answers": answers or {},
        "statements": [
            {
                "slot": f"statement:mam_non:{code}:{one[4]}:{one}",
                "level": int(one[4]),
                "requirements": [one],
                "body": sample.rich(f"Hiện trạng của {one}. {{1}}", code),
            }
            for one in written
        ],
        "parts": {
            "strengths": sample.rich(f"Điểm mạnh của {code}."),
            "weaknesses": sample.rich(f"Điểm yếu của {code}."),
            "plan": sample.rich(f"Hiệu trưởng khắc phục điểm yếu của {code} trong năm học tới."),
        },
    }


def remarks(code):
    parts = {"opening": "Mở đầu", "strengths": "Điểm mạnh nổi bật", "limits": "Điểm yếu cơ bản"}
    return {part: sample.rich(f"{words} của tiêu chuẩn {code}.") for part, words in parts.items()}


def evidence():
    shared = item("1101", "H1-1.1-01", "Chiến lược phát triển", ["1.1", "1.2"])
    return [
        shared,
        item("1201", "H1-1.2-01", "Quyết định thành lập Hội đồng trường", ["1.2"]),
        item("2101", "H2-2.1-01", "Quyết định bổ nhiệm", ["2.1"]),
    ]


def item(identity, code, name, criteria):
    return sample.item("1.1", 1, name) | {"id": identity, "code": code, "criteria": criteria, "note": ""}


def table():
    return {
        "key": "classes",
        "title": "1. Số nhóm trẻ, lớp mẫu giáo",
        "columns": [f"Năm học {year}" for year in YEARS],
        "rows": [
            {"key": "a", "label": "Lớp mẫu giáo 5-6 tuổi", "number": "", "cells": ["03"] * 5, "note": ""},
            {"key": "b", "label": "Cộng", "number": "", "cells": ["09"] * 5, "note": "", "total": True},
        ],
        "footnotes": [],
    }

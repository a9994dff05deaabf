"""A dossier of an invented school, Trường THCS Sao Mai, as the assessments room would build it."""

import copy
import re

from minhdinh.documents.options import Seal
from minhdinh.documents.sample_decision import sample_decision
from minhdinh.documents.sample_report import sample_report
from minhdinh.lib.richtext import citation, validate
from tests.documents.sample_case import council_case
from tests.documents.sample_improvement import improvement
from tests.documents.sample_texts import CRITERIA, REMARKS, REPORT, STANDARDS

BASE_URL = "https://minhdinh.example.vn"
SEAL = Seal(1, "3f2a9c10" * 8, "2027-06-10T08:30:00+07:00", f"{BASE_URL}/kiem-tra/3f2a9c10")
YEARS = ("2024-2025", "2025-2026", "2026-2027")


def code_of(criterion, number):
    return f"MC.{criterion}.{number:02d}"


def rich(text, criterion=""):
    """Return a text as rich text; `{2}` cites the criterion's second evidence item, `{1.4.2}` another's."""
    blocks = []
    for line in text.split("\n"):
        content = []
        for part in re.split(r"(\{[\d.]+\})", line):
            if part.startswith("{"):
                reference = part[1:-1] if "." in part else f"{criterion}.{part[1:-1]}"
                owner, number = reference.rsplit(".", 1)
                content.append(citation(evidence_id(owner, int(number))))
            elif part:
                content.append({"type": "text", "text": part})
        paragraph = {"type": "paragraph", "content": content}
        if line.startswith("- "):
            content[0]["text"] = content[0]["text"].removeprefix("- ")
            item = {"type": "list_item", "content": [paragraph]}
            if blocks and blocks[-1]["type"] == "bullet_list":
                blocks[-1]["content"].append(item)
                continue
            paragraph = {"type": "bullet_list", "content": [item]}
        blocks.append(paragraph)
    return validate({"type": "doc", "content": blocks})


def evidence_id(criterion, number):
    return f"{criterion.replace('.', '')}{number:02d}"


def dossier():
    """Return a fresh dossier: 15 criteria, all judged, every text written."""
    return {
        "format": "minhdinh.self-assessment/1",
        "school": school(),
        "year": "2026-2027",
        "standard_set": standard_set(),
        "revision": 0,
        "state": "approved",
        "council": council(),
        "plan": plan(),
        "report": {key: rich(text) for key, text in REPORT.items()},
        "data": {"tables": data_tables()},
        "tracks": [track("thcs", "THCS")],
        "remarks": {
            code: {part: rich(text.replace("{n}", code)) for part, text in REMARKS.items()}
            for code in STANDARDS
        },
        "result": result(),
        "evidence": evidence(),
        "people": {
            "head": {"name": "Nguyễn Thị Bình", "position": "Hiệu trưởng"},
            "chair": {"name": "Nguyễn Thị Bình", "position": "Hiệu trưởng"},
            "secretary": {"name": "Trần Văn Minh", "position": "Giáo viên"},
        },
        "meeting": {
            "held_on": "2027-06-05",
            "minutes_number": "02/BB-HĐTĐG",
            "present": 6,
            "absent": 1,
            "summary": "Thư ký trình bày dự thảo.\nCác thành viên góp ý phần nhận xét Tiêu chuẩn 3.",
            "minutes": {
                "place": "Phòng Hội đồng",
                "absentees": [{"name": "Hoàng Văn Sơn", "reason": "nghỉ ốm"}],
                "votes": {"for": 6, "against": 0, "blank": 0},
                "conclusion": "Hội đồng thông qua báo cáo; Thư ký hoàn thiện, trình Hiệu trưởng xác nhận.",
            },
        },
        "approval": {
            "approved_by": "Nguyễn Thị Bình",
            "approved_at": "2027-06-05T15:00:00+07:00",
            "confirmed_by": "Nguyễn Thị Bình",
            "confirmed_at": "2027-06-08T09:00:00+07:00",
        },
        "abbreviations": [
            {"short": "CBQL", "long": "Cán bộ quản lý"},
            {"short": "STEM", "long": "Khoa học, công nghệ, kỹ thuật và toán học"},
        ],
        "improvement": improvement(),
        "case": council_case(),
        "decision": sample_decision(),
        "office_report": sample_report(),
    }


def school():
    return {
        "code": "SAOMAI",
        "name": "Trường THCS Sao Mai",
        "former_name": "",
        "managing_body": "Ủy ban nhân dân xã Bình Minh",
        "professional_body": "Sở Giáo dục và Đào tạo tỉnh Lam Giang",
        "province": "Tỉnh Lam Giang",
        "commune": "Xã Bình Minh",
        "address": "Thôn 3, xã Bình Minh, tỉnh Lam Giang",
        "phone": "0200 000 111",
        "email": "thcs-saomai@example.vn",
        "website": "https://saomai.example.vn",
        "school_type": "thcs",
        "school_type_label": "Trường THCS",
        "education_levels": ["thcs"],
        "education_level_labels": ["THCS"],
        "ownership": "public",
        "ownership_label": "Công lập",
        "founded_year": 1998,
        "head": "Nguyễn Thị Bình",
        "special": False,
        "foreign_linked": False,
        "difficult_area": True,
        "very_difficult_area": False,
        "national_standard": "",
        "sites": [{"name": "Trường chính", "address": "Thôn 3, xã Bình Minh", "main": True}],
        "size": {
            "classes": "12",
            "pupils": "486",
            "staff": "40",
            "managers": "2",
            "teachers": "34",
            "support": "4",
        },
    }


def standard_set():
    return {
        "id": "tt57-2026-pho-thong",
        "version": 1,
        "title": "Bảo đảm chất lượng đối với cơ sở giáo dục phổ thông",
        "legal_basis": "Thông tư 57/2026/TT-BGDĐT ngày 07/7/2026, Phụ lục II",
        "checksum": "0" * 64,
        "code_convention": {"open": "(", "close": ")", "separator": ", "},
        "level_names": {"1": "Mức 1", "2": "Mức 2"},
        "standards": [
            {
                "code": code,
                "title": title,
                "criteria": [criterion(one) for one in CRITERIA if one.startswith(f"{code}.")],
            }
            for code, title in STANDARDS.items()
        ],
    }


def criterion(code):
    known = CRITERIA[code]
    return {
        "code": code,
        "title": known["title"],
        "mandatory": known.get("mandatory", False),
        "levels": {
            str(number): {
                "official": None,
                "requirements": [
                    {
                        "id": f"{code}.{number}a",
                        "label": "a",
                        "text": text,
                        "ask": f"Nhà trường làm gì để bảo đảm: {text[0].lower()}{text[1:-1]}?",
                        "evidence_kinds": ["Kế hoạch", "Biên bản họp"],
                        "from": "Văn thư, tổ chuyên môn",
                    }
                ],
            }
            for number, text in enumerate(known["asks"], start=1)
        },
    }


def track(level, label, levels=None):
    """Return a track; `levels` overrides the levels of criteria."""
    judged = {code: known["level"] for code, known in CRITERIA.items()} | (levels or {})
    return {
        "education_level": level,
        "label": label,
        "result": {"level": 1, "label": "Đạt Mức 1"},
        "sheets": [sheet(level, code, judged[code]) for code in CRITERIA],
    }


def sheet(level, code, judged):
    known = CRITERIA[code]
    texts = [(number, known[key]) for number, key in ((1, "first"), (2, "second")) if known[key]]
    return {
        "criterion": code,
        "standard": code[0],
        "level": judged,
        "state": "approved",
        "answers": {f"{code}.{number}a": "met" if (judged or 0) >= number else "unmet" for number in (1, 2)},
        "statements": [
            {
                "slot": f"statement:{level}:{code}:{number}:{code}.{number}a",
                "level": number,
                "requirements": [f"{code}.{number}a"],
                "body": rich(text, code),
            }
            for number, text in texts
        ],
    }


def result():
    return {
        "level": 1,
        "label": "Đạt Mức 1",
        "complete": True,
        "counts": {
            "1": {"passed": 14, "total": 15, "percent": "93,33"},
            "2": {"passed": 5, "total": 15, "percent": "33,33"},
        },
        "failed": {"1": {"passed": 1, "total": 15, "percent": "6,67"}},
        "reasons": [
            "Cả 08 tiêu chí bắt buộc đạt từ Mức 1 trở lên.",
            "06/07 tiêu chí còn lại đạt từ Mức 1 trở lên (cần ít nhất 05).",
        ],
        "blockers": [],
        "tracks": {},
        "grade": None,
        "degree": None,
    }


def evidence():
    return [
        item(code, number, name)
        for code in CRITERIA
        for number, name in enumerate(CRITERIA[code]["evidence"], 1)
    ]


def item(criterion_code, number, name):
    identity = evidence_id(criterion_code, number)
    paper = number == 2
    return {
        "id": identity,
        "code": code_of(criterion_code, number),
        "codes": {},
        "name": name,
        "kind": "ke_hoach",
        "kind_name": "Kế hoạch",
        "number": f"{number:02d}/KH-THCSSM",
        "issued_on": "2026-09-15",
        "issuer": "Trường THCS Sao Mai",
        "period": "2026-2027",
        "storage": "files",
        "location": "Tủ hồ sơ số 2, phòng Văn thư" if paper else "",
        "links": ["https://saomai.example.vn/cong-khai"] if number == 3 else [],
        "files": [
            {"sha256": "a" * 64, "name": "tep.pdf", "size": 12345, "media_type": "application/pdf", "url": ""}
        ],
        "status": "verified",
        "note": "Dùng chung cho tiêu chí 2.1" if identity == "1402" else "",
        "criteria": [criterion_code],
        "url": f"/truong/SAOMAI/minh-chung/{identity}",
    }


def council():
    people = (
        ("Nguyễn Thị Bình", "Hiệu trưởng", "chair", "Chủ tịch", "", "Chỉ đạo chung", ["1.1", "1.4"]),
        (
            "Lê Văn Hòa",
            "Phó Hiệu trưởng",
            "vice_chair",
            "Phó Chủ tịch",
            "Nhóm 1",
            "Giúp Chủ tịch điều hành",
            ["1.2", "1.3"],
        ),
        ("Trần Văn Minh", "Giáo viên", "secretary", "Thư ký", "Nhóm 1", "Tổng hợp báo cáo", ["2.1"]),
        (
            "Phạm Thu Hà",
            "Tổ trưởng tổ Khoa học tự nhiên",
            "member",
            "Ủy viên",
            "Nhóm 2",
            "Tiêu chuẩn 2",
            ["2.2", "2.3"],
        ),
        (
            "Đỗ Quang Huy",
            "Tổ trưởng tổ Khoa học xã hội",
            "member",
            "Ủy viên",
            "Nhóm 2",
            "Tiêu chuẩn 3",
            ["3.1", "3.2", "3.3"],
        ),
        ("Vũ Thị Lan", "Tổng phụ trách Đội", "member", "Ủy viên", "Nhóm 3", "Tiêu chuẩn 3", ["3.4", "3.5"]),
        ("Hoàng Văn Sơn", "Kế toán", "member", "Ủy viên", "Nhóm 3", "Tiêu chuẩn 4", ["4.1", "4.2", "4.3"]),
    )
    keys = ("name", "position", "role", "role_label", "group", "task", "criteria")
    return {
        "decision_number": "45/QĐ-THCSSM",
        "decision_date": "2026-09-05",
        "members": [dict(zip(keys, one, strict=True)) for one in people],
        "groups": [
            {
                "name": "Nhóm 1",
                "lead": "Lê Văn Hòa",
                "members": ["Trần Văn Minh"],
                "criteria": ["1.1", "1.2", "1.3", "1.4", "2.1"],
            },
            {
                "name": "Nhóm 2",
                "lead": "Phạm Thu Hà",
                "members": ["Đỗ Quang Huy"],
                "criteria": ["2.2", "2.3", "3.1", "3.2", "3.3"],
            },
            {
                "name": "Nhóm 3",
                "lead": "Vũ Thị Lan",
                "members": ["Hoàng Văn Sơn"],
                "criteria": ["3.4", "3.5", "4.1", "4.2", "4.3"],
            },
        ],
    }


def plan():
    return {
        "number": "46/KH-THCSSM",
        "date": "2026-09-10",
        "purpose": "Xác định mức độ đáp ứng tiêu chuẩn và lập kế hoạch cải tiến.",
        "scope": "Toàn bộ hoạt động của nhà trường theo 15 tiêu chí.",
        "tools": "Thông tư 57/2026/TT-BGDĐT và hướng dẫn của Sở Giáo dục và Đào tạo.",
        "resources": "Nhân lực: 07 thành viên Hội đồng; kinh phí từ dự toán năm 2026.",
        "steps": [
            {
                "content": "Thành lập Hội đồng, ban hành kế hoạch",
                "from": "2026-09-05",
                "to": "2026-09-15",
                "owner": "Hiệu trưởng",
            },
            {
                "content": "Thu thập, phân tích minh chứng",
                "from": "2026-09-16",
                "to": "2027-04-30",
                "owner": "Các nhóm công tác",
            },
            {
                "content": "Viết và thông qua báo cáo",
                "from": "2027-05-01",
                "to": "2027-06-10",
                "owner": "Thư ký",
            },
        ],
    }


def data_tables():
    return [
        {
            "key": "lop",
            "number": "1",
            "title": "Số lớp học",
            "columns": [f"Năm học {year}" for year in YEARS],
            "rows": [
                {
                    "key": f"k{grade}",
                    "label": f"Khối lớp {grade}",
                    "number": "",
                    "cells": ["3", "3", "3"],
                    "note": "",
                }
                for grade in (6, 7, 8, 9)
            ]
            + [
                {
                    "key": "cong",
                    "label": "Cộng",
                    "number": "",
                    "cells": ["12", "12", "12"],
                    "note": "",
                    "total": True,
                }
            ],
            "footnotes": [],
        },
        {
            "key": "hoc_sinh",
            "title": "4. Học sinh – a) Số liệu chung",
            "columns": [f"Năm học {year}" for year in YEARS],
            "rows": [
                {
                    "key": "tong",
                    "label": "Tổng số học sinh",
                    "number": "1",
                    "cells": ["470", "478", "486"],
                    "note": "",
                },
                {"key": "nu", "label": "- Nữ", "number": "", "cells": ["231", "235", "240"], "note": ""},
                {
                    "key": "tb",
                    "label": "Bình quân số học sinh/lớp",
                    "number": "6",
                    "cells": ["39,17", "39,83", ""],
                    "note": "",
                },
                {
                    "key": "gioi",
                    "label": "Học sinh giỏi quốc gia (nếu có)",
                    "number": "9",
                    "cells": ["", "", ""],
                    "note": "",
                    "optional": True,
                },
            ],
            "footnotes": ["Số liệu tại thời điểm 31/5 hằng năm."],
        },
    ]


def unfinished():
    """Return a dossier just begun: nothing written, nothing judged."""
    known = dossier()
    known["school"] |= {"phone": "", "email": None, "founded_year": None, "size": {}}
    known |= {"report": {}, "remarks": {}, "data": {"tables": []}, "evidence": [], "council": {}, "plan": {}}
    known |= {"abbreviations": [], "approval": None, "meeting": None, "people": {}, "state": "draft"}
    known |= {"improvement": {}, "case": {}, "decision": {}, "office_report": {}}
    known["result"] = {"level": None, "label": "Chưa xác định", "complete": False, "reasons": []}
    for one in known["tracks"][0]["sheets"]:
        one |= {"level": None, "statements": [], "state": "empty", "answers": {}}
    return known


def several_levels():
    """Return the dossier of a school with two cấp học, the lower of which holds the school at Mức 1."""
    known = dossier()
    known["school"] |= {"school_type": "nhieu_cap", "education_level_labels": ["Tiểu học", "THCS"]}
    primary = track("tieu_hoc", "Tiểu học", dict.fromkeys(CRITERIA, 2))
    primary["result"] = {"level": 2, "label": "Đạt Mức 2"}
    known["tracks"] = [primary, *known["tracks"]]
    return copy.deepcopy(known)

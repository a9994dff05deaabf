"""A small invented dossier with something in every place: templates are tried with it before they are accepted."""

from __future__ import annotations

from typing import Any

from minhdinh.documents.sample_case import sample_case
from minhdinh.documents.sample_decision import sample_decision
from minhdinh.documents.sample_report import sample_report
from minhdinh.lib.richtext import citation, validate

_EVIDENCE_ID = "1"


def sample_dossier() -> dict[str, Any]:
    """Return a fresh dossier of an invented school with one standard and two criteria."""
    return {
        "format": "minhdinh.self-assessment/1",
        "school": _school(),
        "year": "2026-2027",
        "standard_set": _standard_set(),
        "revision": 0,
        "state": "draft",
        "council": _council(),
        "plan": _plan(),
        "report": {"I.2.a": _text(), "III.1": _text(), "III.4.c": _text()},
        "data": {"tables": [_table()]},
        "tracks": [_track("tieu_hoc", "Tiểu học"), _track("thcs", "THCS")],
        "remarks": {"1": {"strengths": _text(), "limits": _text(), "trend": _text(), "priorities": _text()}},
        "result": {"level": 1, "label": "Đạt Mức 1", "complete": True, "reasons": ["Lý do mẫu."]},
        "evidence": [_evidence()],
        "people": {"head": _person(), "chair": _person(), "secretary": _person()},
        "meeting": _meeting(),
        "approval": {"approved_by": "Nguyễn Văn A", "approved_at": "2027-06-05T09:00:00+07:00"},
        "abbreviations": [{"short": "CBQL", "long": "Cán bộ quản lý"}],
        "improvement": _improvement(),
        "case": sample_case(),
        "decision": sample_decision(),
        "office_report": sample_report(),
    }


def _text() -> dict[str, Any]:
    content = [
        {"type": "text", "text": "Nội dung mẫu "},
        citation(_EVIDENCE_ID),
        {"type": "text", "text": "."},
    ]
    return validate({"type": "doc", "content": [{"type": "paragraph", "content": content}]})


def _person() -> dict[str, str]:
    return {"name": "Nguyễn Văn A", "position": "Hiệu trưởng"}


def _school() -> dict[str, Any]:
    plain = (
        "address",
        "phone",
        "email",
        "website",
        "province",
        "commune",
        "managing_body",
        "professional_body",
    )
    return dict.fromkeys(plain, "Mẫu") | {
        "code": "MAU",
        "name": "Trường Mẫu",
        "former_name": "",
        "school_type": "nhieu_cap",
        "school_type_label": "Trường phổ thông có nhiều cấp học",
        "education_level_labels": ["Tiểu học", "THCS"],
        "ownership": "public",
        "ownership_label": "Công lập",
        "founded_year": 2000,
        "sites": [{"name": "Điểm chính", "address": "Mẫu", "main": True}],
        "size": {
            "classes": "10",
            "pupils": "300",
            "staff": "25",
            "managers": "2",
            "teachers": "20",
            "support": "3",
        },
    }


def _standard_set() -> dict[str, Any]:
    requirement = {"id": "a", "label": "a", "text": "Yêu cầu mẫu.", "ask": "Câu hỏi mẫu?"}
    level = {
        "official": None,
        "requirements": [requirement | {"evidence_kinds": ["Kế hoạch"], "from": "Văn thư"}],
    }
    criteria = [
        {
            "code": code,
            "title": "Tiêu chí mẫu",
            "mandatory": code == "1.2",
            "levels": {"1": level, "2": level},
        }
        for code in ("1.1", "1.2")
    ]
    return {
        "id": "tt57-2026-pho-thong",
        "title": "Bộ tiêu chuẩn mẫu",
        "legal_basis": "Thông tư mẫu",
        "code_convention": {"open": "(", "close": ")", "separator": ", "},
        "level_names": {"1": "Mức 1", "2": "Mức 2"},
        "standards": [{"code": "1", "title": "Tiêu chuẩn mẫu", "criteria": criteria}],
        "level_4": [{"id": "4.1", "reference": "Khoản 1", "text": "Yêu cầu mẫu."}],
    }


def _track(level: str, label: str) -> dict[str, Any]:
    statement = {"slot": "", "level": 1, "requirements": ["a"], "body": _text()}
    return {
        "education_level": level,
        "label": label,
        "result": {"level": 1, "label": "Đạt Mức 1"},
        "level_4": {"4.1": True},
        "sheets": [
            {
                "criterion": "1.1",
                "standard": "1",
                "level": 1,
                "state": "approved",
                "statements": [statement],
                "parts": {"strengths": _text(), "weaknesses": _text(), "plan": _text()},
            },
            {"criterion": "1.2", "standard": "1", "level": None, "state": "empty", "statements": []},
        ],
    }


def _council() -> dict[str, Any]:
    member = {"name": "Nguyễn Văn A", "position": "Hiệu trưởng", "role": "chair", "role_label": "Chủ tịch"}
    return {
        "decision_number": "01/QĐ",
        "decision_date": "2026-09-05",
        "members": [member | {"group": "Nhóm 1", "task": "Chỉ đạo", "criteria": ["1.1"]}],
        "groups": [
            {"name": "Nhóm 1", "lead": "Nguyễn Văn A", "members": ["Nguyễn Văn A"], "criteria": ["1.1"]}
        ],
    }


def _plan() -> dict[str, Any]:
    step = {"content": "Bước mẫu", "from": "2026-09-05", "to": "2026-09-15", "owner": "Hội đồng", "note": ""}
    texts = dict.fromkeys(("purpose", "scope", "tools", "resources"), "Nội dung mẫu.")
    tables = {
        "training": [{"when": "Tuần 3", "who": "Hội đồng", "content": "Tập huấn mẫu"}],
        "means": [{"criterion": "1.1", "resource": "Nguồn lực mẫu", "when": "Tuần 4", "note": ""}],
        "experts": "Không thuê.",
    }
    return {"number": "02/KH", "date": "2026-09-10", **texts, **tables, "steps": [step]}


def _meeting() -> dict[str, Any]:
    votes = {"for": 1, "against": 0, "blank": 0}
    absentees = [{"name": "Nguyễn Văn A", "reason": "Công tác"}]
    minutes = {"place": "Mẫu", "absentees": absentees, "votes": votes, "conclusion": "Kết luận mẫu."}
    counts = {"present": 1, "absent": 1}
    return {
        "held_on": "2027-06-05",
        "minutes_number": "01/BB",
        **counts,
        "summary": "Nội dung.",
        "minutes": minutes,
    }


def _improvement() -> dict[str, Any]:
    texts = ("grounds", "purpose", "achieved", "strengths", "limits", "direction", "organising", "reporting")
    words = dict.fromkeys(("content", "objective", "activity", "indicator", "owner", "resources"), "Mẫu")
    progress = {"day": "2028-01-10", "note": "Mẫu", "evidence": {"code": "MC.1.1.01", "name": "Minh chứng"}}
    action = words | {"time_text": "Cả năm học", "state": "doing", "state_label": "Đang thực hiện"}
    issue = {"standard": "1", "criterion": "1.1", "situation": "Mẫu", "limit": "Mẫu", "cause": "Mẫu"}
    return {
        "year": "2027-2028",
        "source_year": "2026-2027",
        "number": "03/KH",
        "date": "2027-08-20",
        "legal_basis": "Thông tư mẫu",
        "texts": dict.fromkeys(texts, "Nội dung mẫu."),
        "issues": [
            issue | {"answer_state": "taken"},
            issue | {"answer_state": "left_open", "left_open_reason": "Lý do mẫu"},
        ],
        "actions": [action | {"progress": [progress]}],
        "monitorings": [
            {
                "moment": "mid_year",
                "day": "2028-01-10",
                "result": "Mẫu",
                "adjustment": "Mẫu",
                "assessor": "Mẫu",
            }
        ],
        "publications": [{"place": "Bảng tin", "day": "2027-08-25"}],
        "counts": {},
    }


def _table() -> dict[str, Any]:
    return {
        "key": "mau",
        "title": "1. Bảng mẫu",
        "columns": ["2024-2025", "2025-2026", "2026-2027"],
        "rows": [{"key": "a", "label": "Số liệu mẫu", "number": "1", "cells": ["1", "2", ""], "note": ""}],
        "footnotes": ["Ghi chú mẫu."],
    }


def _evidence() -> dict[str, Any]:
    return {
        "id": _EVIDENCE_ID,
        "code": "MC.1.1.01",
        "name": "Minh chứng mẫu",
        "location": "Tủ số 1",
        "links": ["https://example.vn/tep"],
        "files": [{"name": "mau.pdf", "size": 1, "media_type": "application/pdf", "sha256": "0" * 64}],
        "note": "",
        "url": "https://example.vn/minh-chung/1",
    }

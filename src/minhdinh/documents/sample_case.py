"""A small invented registration with something in every place, for trying the templates of its papers."""

from __future__ import annotations

from typing import Any

DAY, MOMENT = "2027-09-10", "2027-09-10T08:30:00+07:00"
_TEXT = "Nội dung mẫu."
_MEMBER = 1


def sample_case() -> dict[str, Any]:
    """Return a fresh registration as the appraisals room builds it, with a member, a visit and a draft asked for."""
    worth = {"level": 1, "grade": 1, "degree": 1}
    found = _found()
    return {
        "kind_label": "Công nhận lần đầu",
        "wish": "national_standard",
        "wish_label": "Trường đạt chuẩn quốc gia",
        "number": "01/ĐK",
        "received_on": DAY,
        "letter": {"number": "10/CV", "date": DAY},
        "declared": worth,
        "concluded": worth,
        "regime": {"title": "Quy định mẫu", "legal_reference": "Điều mẫu", "votes": True},
        "department": {"name": "Sở Giáo dục và Đào tạo Mẫu", "kind": "department"},
        "intake": {"name": "Ủy ban nhân dân xã Mẫu", "kind": "commune"},
        "steps": [_step(at, act) for at, act in enumerate(("accept", "give_back", "notify"), start=1)],
        "conditions": [
            {
                "key": "a",
                "title": "Điều kiện mẫu",
                "state_label": "Đáp ứng",
                "note": _TEXT,
                "legal_reference": "",
            }
        ],
        "files": [{"name": "cong-van.pdf", "kind_label": "Công văn đăng ký", "note": "Bản quét"}],
        "body": _body(),
        "visits": [_visit()],
        "drafts": [],
        "asked_member": _MEMBER,
        "asked_visit": 1,
        "asked_step": 2,
        "asked_draft": {"number": 1, "final": True, "made_at": MOMENT, "sha256": "0" * 64},
        "asked_content": {"criteria": [found, _item()], "parts": _parts(), "result": {"concluded": worth}}
        | _answers(),
    }


def _answers() -> dict[str, Any]:
    objection = {"track": "", "criterion": "", "text": _TEXT, "reply": "kept", "reply_reason": _TEXT}
    return {
        "opinions": {"agree": 1, "disagree": 0, "abstain": 0, "absent": [], "missing": []},
        "objections": [objection, objection | {"track": "tieu_hoc", "criterion": "1.1"}],
    }


def _step(sequence: int, act: str) -> dict[str, Any]:
    return {
        "sequence": sequence,
        "act": act,
        "from": "checking",
        "to": "",
        "by": "Nguyễn Văn A",
        "office": "Mẫu",
        "taken_at": MOMENT,
        "note": _TEXT,
    }


def _found() -> dict[str, Any]:
    texts = dict.fromkeys(("strengths", "weaknesses", "unclear", "advice", "reason"), _TEXT)
    return {
        "track": "tieu_hoc",
        "criterion": "1.1",
        "title": "Tiêu chí mẫu",
        "self_level": 2,
        "level": 1,
    } | texts


def _item() -> dict[str, Any]:
    return _found() | {"criterion": "m4:4.1", "self_level": 1, "level": 0}


def _parts() -> list[dict[str, str]]:
    keys = ("introduction", "process", "strengths", "weaknesses", "to_school", "to_office", "proposal")
    return [{"key": key, "label": "Phần mẫu", "text": _TEXT} for key in keys]


def _body() -> dict[str, Any]:
    slip = {"track": "tieu_hoc", "criterion": "1.1", "level": 1, "strengths": _TEXT, "to_ask": _TEXT}
    paper = {"texts": {"overall": _TEXT}, "verdict": "agree", "verdict_label": "Đồng ý", "sent_at": MOMENT}
    member = {
        "id": _MEMBER,
        "name": "Nguyễn Văn A",
        "position": "Chuyên viên",
        "workplace": "Đơn vị mẫu",
        "role": "leader",
        "role_title": "Chủ tịch hội đồng",
        "criteria": ["tieu_hoc:1.1", "thcs:1.2"],
        "task": "Nhiệm vụ mẫu",
        "ended": False,
        "slips": [slip, slip | {"criterion": "1.2"}],
        "preliminary": paper,
        "opinion": paper,
    }
    return {
        "kind": "council",
        "title": "Hội đồng thẩm định",
        "leader_title": "Chủ tịch hội đồng",
        "decision_number": "05/QĐ",
        "decision_date": DAY,
        "issuer": "",
        "signer": "Nguyễn Văn A",
        "starts_on": DAY,
        "ends_on": DAY,
        "members": [member],
    }


def _visit() -> dict[str, Any]:
    texts = dict.fromkeys(("place", "plan", "present", "absent", "content", "conclusion"), _TEXT)
    return texts | {
        "id": 1,
        "kind_label": "Họp đoàn, hội đồng",
        "minutes_number": "01/BB",
        "starts_at": MOMENT,
        "ends_at": MOMENT,
        "votes": {"for": 1, "against": 0, "blank": 0},
    }

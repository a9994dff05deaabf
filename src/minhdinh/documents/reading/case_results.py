"""What a team or council found, criterion by criterion, beside what the school said of itself."""

from __future__ import annotations

from collections import Counter
from typing import Any

from minhdinh.documents.reading.case import (
    Data,
    case_of,
    criterion_line,
    criterion_titles,
    level_name,
    lines,
    track_names,
    worth,
)
from minhdinh.documents.reading.standards import standards
from minhdinh.documents.reading.values import count
from minhdinh.documents.wordml import MISSING

ITEM, MET = "m4:", "Đạt"  # how a report names the items of Mức 4, which are met or not
NOT_CONFIRMED = "chưa xác nhận"
VOICES = {"agree": "agreed", "disagree": "against", "abstain": "blank"}
REPLIES = {"taken_up": "Tiếp thu", "kept": "Bảo lưu"}
TEXTS = (
    ("strengths", "Điểm mạnh"),
    ("weaknesses", "Điểm yếu, tồn tại"),
    ("unclear", "Nội dung chưa rõ, cần bổ sung"),
    ("advice", "Khuyến nghị cải tiến"),
    ("reason", "Lý do khác với kết quả tự đánh giá"),
)


def report(dossier: Data) -> Data:
    """Return the body's report that was put beside the registration: a kept one, or as it stands now."""
    content = case_of(dossier).get("asked_content") or {}
    return {
        "conclusions": list(content.get("criteria") or ()),
        "parts": list(content.get("parts") or ()),
        "result": (content.get("result") or {}).get("concluded") or {},
    }


def parts(dossier: Data) -> list[Data]:
    """Return the general parts of the report that say something, by their key, each with its paragraphs."""
    return [
        {
            "key": str(one.get("key") or ""),
            "label": str(one.get("label") or ""),
            "lines": lines(one.get("text")),
        }
        for one in report(dossier)["parts"]
    ]


def part(dossier: Data, key: str) -> list[str]:
    """Return the paragraphs of one general part; none where it is not written."""
    return next((one["lines"] for one in parts(dossier) if one["key"] == key), [])


def result_worth(dossier: Data) -> str:
    """Return what was concluded of the school: the level with its grade and degree.

    A report tells only its own result: one that nobody had confirmed then goes on saying so.
    """
    case = case_of(dossier)
    if not case.get("asked_content"):
        return worth(dossier, case.get("concluded"))
    found = report(dossier)["result"]
    return worth(dossier, found) if found else NOT_CONFIRMED


def compared(dossier: Data) -> list[Data]:
    """Return the rows of the table of results: a standard's head, then its criteria, in every cấp học."""
    concluded = {(one.get("track"), one.get("criterion")): one for one in report(dossier)["conclusions"]}
    said = _self_levels(dossier)
    tracks = list(track_names(dossier)) or _only_track(dossier)
    rows: list[Data] = []
    for standard in standards(dossier):
        rows.append({"heading": f"Tiêu chuẩn {standard['code']}. {standard['title']}"})
        for criterion in standard["criteria"]:
            for track in tracks:
                key = (track, str(criterion["code"]))
                found = concluded.get(key) or {}
                own = found.get("self_level") if found else said.get(key)
                rows.append(_row(dossier, key, own, found.get("level")))
    return rows


def opinions(dossier: Data) -> Data | str:
    """Return how the opinion slips stand in the report, nothing where none was sent."""
    known = (case_of(dossier).get("asked_content") or {}).get("opinions") or {}
    sent = {name: int(known.get(key) or 0) for key, name in VOICES.items()}
    cast = sum(sent.values())
    if not cast:
        return ""
    size = cast + len(known.get("absent") or ()) + len(known.get("missing") or ())
    return {name: count(value) for name, value in sent.items()} | {"cast": count(cast), "size": count(size)}


def objections(dossier: Data) -> list[Data]:
    """Return what the school said against the draft and what the body did with it, as the final report keeps it."""
    said = (case_of(dossier).get("asked_content") or {}).get("objections") or ()
    return [
        {
            "place": _heading(dossier, one) if one.get("criterion") else "Ý kiến chung",
            "lines": lines(one.get("text")),
            "reply": REPLIES.get(str(one.get("reply") or ""), "Chưa xử lý"),
            "reason": lines(one.get("reply_reason")),
        }
        for one in said
    ]


def items_found(dossier: Data) -> list[Data]:
    """Return what was concluded of the items of Mức 4, where the set has them."""
    found = [one for one in report(dossier)["conclusions"] if _is_item(one)]
    return [_found(dossier, one) for one in found]


def standards_found(dossier: Data) -> list[Data]:
    """Return the report's part by standard: what is written of each criterion, and what was concluded."""
    by_standard: dict[str, list[Data]] = {}
    order = {code: at for at, code in enumerate(criterion_titles(dossier))}
    written = [one for one in report(dossier)["conclusions"] if not _is_item(one)]
    for one in sorted(written, key=lambda row: (order.get(str(row.get("criterion")), 999), _track(row))):
        code = str(one.get("criterion") or "")
        by_standard.setdefault(code.partition(".")[0], []).append(_found(dossier, one))
    return [
        {
            "heading": f"Tiêu chuẩn {standard['code']}. {standard['title']}",
            "criteria": by_standard.get(str(standard["code"]), []),
        }
        for standard in standards(dossier)
    ]


def counts(dossier: Data) -> list[Data]:
    """Return how many criteria were concluded at which level, the lowest first; those without one last."""
    judged = [one for one in report(dossier)["conclusions"] if not _is_item(one)]
    found = Counter(level_name(dossier, one.get("level")) for one in judged)
    names = sorted((name for name in found if name != MISSING), key=_by_level)
    listed = [*names, *([MISSING] if MISSING in found else [])]
    return [
        {"label": "Chưa kết luận" if name == MISSING else name, "count": count(found[name])}
        for name in listed
    ]


def differences(dossier: Data) -> list[Data]:
    """Return the criteria concluded at another level than the school's own, each with its reason."""
    return [
        {
            "name": _heading(dossier, one),
            "own": _judged(dossier, one, "self_level"),
            "level": _judged(dossier, one, "level"),
            "reason": lines(one.get("reason")),
        }
        for one in report(dossier)["conclusions"]
        if one.get("level") is not None and one.get("level") != one.get("self_level")
    ]


def _found(dossier: Data, one: Data) -> Data:
    texts = [{"label": label, "lines": lines(one.get(key))} for key, label in TEXTS]
    return {
        "heading": _heading(dossier, one),
        "texts": [text for text in texts if text["lines"]],
        "own": _judged(dossier, one, "self_level"),
        "level": _judged(dossier, one, "level"),
    }


def _heading(dossier: Data, one: Data) -> str:
    code, track = str(one.get("criterion") or ""), _track(one)
    if not _is_item(one):
        return criterion_line(dossier, code, track)
    name = track_names(dossier).get(track, "")
    title = str(one.get("title") or "")
    return f"Mức 4, mục {code.removeprefix(ITEM)}" + (f" ({name})" if name else "") + f". {title}"


def _judged(dossier: Data, one: Data, key: str) -> str:
    """Return a level by its name; an item of Mức 4 is only met or unmet."""
    level = one.get(key)
    return MET if _is_item(one) and level else level_name(dossier, level)


def _is_item(one: Data) -> bool:
    return str(one.get("criterion") or "").startswith(ITEM)


def _row(dossier: Data, key: tuple[str, str], own: Any, level: Any) -> Data:
    track, code = key
    name = track_names(dossier).get(track, "")
    return {
        "heading": "",
        "code": code,
        "title": criterion_titles(dossier).get(code, "") + (f" ({name})" if name else ""),
        "own": "–" if own is None else level_name(dossier, own),
        "level": "–" if level is None else level_name(dossier, level),
    }


def _self_levels(dossier: Data) -> dict[tuple[str, str], Any]:
    return {
        (str(track["education_level"]), str(sheet["criterion"])): sheet.get("level")
        for track in dossier.get("tracks") or ()
        for sheet in track.get("sheets") or ()
    }


def _only_track(dossier: Data) -> list[str]:
    return [str(one["education_level"]) for one in (dossier.get("tracks") or ())[:1]]


def _track(row: Data) -> str:
    return str(row.get("track") or "")


def _by_level(name: str) -> tuple[bool, str]:
    return (not name.startswith("Không"), name)


SLIP_TEXTS = (
    ("strengths", "Điểm mạnh"),
    ("weaknesses", "Điểm yếu"),
    ("plan_comment", "Nhận xét về kế hoạch cải tiến chất lượng"),
    ("unclear", "Nội dung chưa rõ"),
    ("to_collect", "Minh chứng cần xem thêm"),
    ("to_ask", "Câu hỏi, đối tượng phỏng vấn"),
)
MEMBER_TEXTS = {
    "overall": "Nhận xét chung về báo cáo tự đánh giá",
    "structure": "Hình thức, cấu trúc, văn phong",
    "content": "Nội dung: mô tả hiện trạng, điểm mạnh, điểm yếu, kết quả tự đánh giá",
    "plan": "Kế hoạch cải tiến chất lượng",
    "evidence": "Minh chứng: đầy đủ, phù hợp, còn hiệu lực",
    "clarify": "Những vấn đề cần làm rõ, cần khảo sát tại trường",
    "reason": "Lý do",
}


def member_texts(written: Data) -> list[Data]:
    """Return what a member wrote of the whole report, the known parts in their order, then any other."""
    keys = [key for key in MEMBER_TEXTS if key in written] + [
        key for key in written if key not in MEMBER_TEXTS
    ]
    found = [{"label": MEMBER_TEXTS.get(key, "Nội dung khác"), "lines": lines(written[key])} for key in keys]
    return [one for one in found if one["lines"]]


def slips_of(dossier: Data, member: Data, criterion: str = "") -> list[Data]:
    """Return a member's slips in the order of the set, of one criterion where one is chosen."""
    said = _self_levels(dossier)
    order = {code: at for at, code in enumerate(criterion_titles(dossier))}
    rows = [one for one in member.get("slips") or () if criterion in ("", one.get("criterion"))]
    rows.sort(key=lambda one: (order.get(str(one.get("criterion")), len(order)), _track(one)))
    return [
        {
            "next": at > 0,
            "heading": _heading(dossier, one),
            "own": level_name(dossier, said.get((_track(one), str(one.get("criterion"))))),
            "level": level_name(dossier, one.get("level")),
            "texts": [
                {"label": label, "lines": found}
                for key, label in SLIP_TEXTS
                if (found := lines(one.get(key)))
            ],
        }
        for at, one in enumerate(rows)
    ]

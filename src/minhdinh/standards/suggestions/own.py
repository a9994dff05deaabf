"""Own propositions of a school or a province: written as sentences with labels in braces, read into entries of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minhdinh.lib.text import clean, fold
from minhdinh.standards.enums import RequirementKind
from minhdinh.standards.suggestions.checks import proposition_findings
from minhdinh.standards.suggestions.guards import MOMENTS, pairs
from minhdinh.standards.suggestions.reading import DOCUMENT, proposition_from

HOLE = re.compile(r"\{([^{}]*)\}")
LONGEST_LABEL, LONGEST, MOST_SLOTS, MOST_WORDINGS = 80, 600, 12, 5
TYPES = {
    "chữ": "text",
    "số": "number",
    "tỷ lệ": "percent",
    "ngày": "date",
    "năm học": "school_year",
    "giai đoạn": "period",
    "thời gian": "period",
}
NUMBERED_PAPER = re.compile(
    r"^so (ky hieu|hieu|quyet dinh|van ban|ke hoach|bien ban|to trinh|cong van)|^so, "
)
STARTS = (
    ("ty le", "tỷ lệ"),
    ("phan tram", "tỷ lệ"),
    ("nam hoc", "năm học"),
    ("giai doan", "giai đoạn"),
    ("thoi gian", "thời gian"),
    ("ngay", "ngày"),
    ("tong so", "số"),
    ("so ", "số"),
    ("gia tri", "số"),
)


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """What a person writes: ``wordings`` are sentences with labels in braces, such as "{số buổi}" or "{ghi chú: chữ}"."""

    group: str
    text: str
    wordings: tuple[str, ...]
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    dates: int = 0


@dataclass(frozen=True, slots=True)
class DraftProblem:
    """What is wrong with a draft: the field it stands in and a Vietnamese sentence."""

    field: str
    message: str


def entry_of(draft: OwnDraft, entry_id: str) -> dict[str, Any]:
    """Return a draft as an entry of a suggestion file; ask ``draft_problems`` first."""
    slots: dict[str, dict[str, Any]] = {}
    for wording in draft.wordings:
        for hole in HOLE.findall(wording):
            label, kind = _hole(hole)
            if fold(label) not in slots:
                slots[fold(label)] = _slot(label, kind, [one["name"] for one in slots.values()])
    proof: dict[str, Any] = {
        name: list(getattr(draft, name)) for name in ("all", "any") if getattr(draft, name)
    }
    return {
        "id": entry_id,
        "group": draft.group,
        "text": _sentence(draft.text),
        "slots": list(slots.values()),
        "proof": proof | ({"dates": draft.dates} if draft.dates else {}),
        "sentences": [_sentence(HOLE.sub(lambda m: _named(m[1], slots), one)) for one in draft.wordings],
    }


def draft_of(entry: Mapping[str, Any]) -> OwnDraft:
    """Return an entry as a person edits it."""
    holes = {slot["name"]: f"{{{slot['label']}: {_word(slot)}}}" for slot in entry["slots"]}
    proof = entry.get("proof", {})
    return OwnDraft(
        group=entry["group"],
        text=entry["text"],
        wordings=tuple(HOLE.sub(lambda m: holes[m[1]], one) for one in entry["sentences"]),
        all=tuple(proof.get("all", ())),
        any=tuple(proof.get("any", ())),
        dates=proof.get("dates", 0),
    )


def draft_problems(draft: OwnDraft) -> list[DraftProblem]:
    """Return what keeps a draft from being a proposition."""
    found = list(_shape(draft)) or list(_holes(draft))
    if found:
        return found
    entry = entry_of(draft, "0.0.0-1")
    for finding in proposition_findings(entry, ()):
        field = {"sentences": "wordings", "slots": "wordings", "proof": "all"}.get(
            str(finding.path[0]) if finding.path else "", "text"
        )
        found.append(DraftProblem(field, _words(finding.message, entry)))
    proposition = proposition_from("0.0.0", entry)
    if proposition.group == RequirementKind.RESULT and not pairs(proposition, MOMENTS):
        message = (
            "Mệnh đề nhóm “Kết quả – cải tiến” so sánh hai thời điểm: cần hai ô như {ngày trước} và {ngày sau}, "
            "hoặc {năm học trước} và {năm học sau}."
        )
        found.append(DraftProblem("wordings", message))
    return found


def _shape(draft: OwnDraft) -> Iterator[DraftProblem]:
    if draft.group not in list(RequirementKind):
        yield DraftProblem("group", "Hãy chọn nhóm của mệnh đề.")
    if not clean(draft.text):
        yield DraftProblem("text", "Hãy viết mệnh đề.")
    if HOLE.search(draft.text) or re.search(r"[{}]", draft.text):
        yield DraftProblem(
            "text", "Mệnh đề để đọc và chọn đúng hoặc chưa đúng; ô số liệu chỉ đặt trong các câu viết."
        )
    if not 1 <= len(draft.wordings) <= MOST_WORDINGS:
        yield DraftProblem("wordings", f"Hãy viết từ 1 đến {MOST_WORDINGS} câu, mỗi câu một dòng.")
    if any(len(one) > LONGEST for one in (draft.text, *draft.wordings)):
        yield DraftProblem("wordings", f"Mỗi câu dài không quá {LONGEST} ký tự.")
    if not draft.all and not draft.any:
        yield DraftProblem("all", "Hãy chọn ít nhất một loại minh chứng phải có.")
    if not 0 <= draft.dates <= MOST_SLOTS:
        yield DraftProblem("dates", f"Số ngày phải từ 0 đến {MOST_SLOTS}.")


def _holes(draft: OwnDraft) -> Iterator[DraftProblem]:
    """Yield what is wrong with the labels in braces: empty, too long, of an unknown kind, two kinds of one label."""
    kinds: dict[str, str] = {}
    for wording in draft.wordings:
        if re.search(r"[{}]", HOLE.sub("", wording)):
            yield DraftProblem("wordings", f"Câu có dấu {{ hoặc }} không đủ đôi: “{wording}”")
        for hole in HOLE.findall(wording):
            label, kind = _hole(hole)
            key = fold(label)
            if not re.search("[a-z]", key) or len(label) > LONGEST_LABEL:
                yield DraftProblem(
                    "wordings", f"Tên ô “{hole}” phải có chữ và không quá {LONGEST_LABEL} ký tự."
                )
            elif kind not in TYPES:
                yield DraftProblem(
                    "wordings", f"Ô “{label}”: không có loại “{kind}”; chọn một trong {', '.join(TYPES)}."
                )
            elif kinds.setdefault(key, kind) != kind:
                yield DraftProblem("wordings", f"Ô “{label}” có hai loại khác nhau.")
    if not 1 <= len(kinds) <= MOST_SLOTS:
        yield DraftProblem(
            "wordings", f"Mỗi câu cần có ô số liệu riêng trong dấu {{ }}, nhiều nhất {MOST_SLOTS} ô."
        )


def _hole(hole: str) -> tuple[str, str]:
    """Return the label and the word for its kind, guessed from the label where none is given."""
    label, colon, kind = hole.rpartition(":")
    if colon:
        return clean(label), clean(kind).lower()
    return clean(hole), _guess(clean(hole))


def _guess(label: str) -> str:
    folded = fold(label)
    if NUMBERED_PAPER.match(folded):
        return "chữ"
    return next((kind for start, kind in STARTS if folded.startswith(start)), "chữ")


def _slot(label: str, kind: str, taken: Sequence[str]) -> dict[str, Any]:
    stem = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")
    stem = stem if stem[:1].isalpha() else f"o_{stem}"
    if kind == "giai đoạn" and not stem.startswith("giai_doan"):
        stem = f"giai_doan_{stem}"
    if kind == "thời gian" and stem.startswith("giai_doan"):
        stem = f"thoi_gian_{stem}"
    name = next(
        one
        for one in (stem[-40:].lstrip("_0123456789"), *(f"{stem[:36]}_o{at}" for at in range(MOST_SLOTS)))
        if one and one not in taken
    )
    slot = {"name": name, "label": label[:1].upper() + label[1:], "type": TYPES[kind]}
    return slot | ({"document": True} if kind == "chữ" and DOCUMENT.match(slot["label"]) else {})


def _named(hole: str, slots: Mapping[str, Mapping[str, Any]]) -> str:
    return f"{{{slots[fold(_hole(hole)[0])]['name']}}}"


def _word(slot: Mapping[str, Any]) -> str:
    """Return the word for a slot's kind."""
    if slot["type"] == "period":
        return "giai đoạn" if slot["name"].startswith("giai_doan") else "thời gian"
    return next(word for word, kind in TYPES.items() if kind == slot["type"])


def _words(message: str, entry: Mapping[str, Any]) -> str:
    """Name slots by their labels: people never see the names."""
    for slot in sorted(entry["slots"], key=lambda one: -len(one["name"])):
        message = re.sub(rf"\b{slot['name']}\b", f"“{slot['label']}”", message)
    return message[:1].upper() + message[1:] + "."


def _sentence(text: str) -> str:
    text = clean(text)
    return text if text.endswith(".") else f"{text}."

"""The places of a set that an administrator may correct: what each is called, and how its values are written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from minhdinh.lib.text import decimal_comma, vn_date
from minhdinh.standards.catalogue.corrections import CorrectionError, current_value
from minhdinh.standards.enums import UNIT_LABELS, Confidence, Grouping

CONVENTION_FIELDS = {
    "pattern": "Cách viết mã minh chứng",
    "regex": "Cách nhận ra mã minh chứng trong văn bản",
    "open": "Dấu mở của mã trong câu",
    "close": "Dấu đóng của mã trong câu",
    "separator": "Dấu giữa các mã",
    "grouping": "Các mã đặt chung hay riêng dấu ngoặc",
}
SET_FIELDS = {
    "title": ("Tên bộ tiêu chuẩn", "text"),
    "short_title": ("Tên ngắn", "text"),
    "legal_basis": ("Căn cứ của bộ tiêu chuẩn", "text"),
    "effective_from": ("Ngày bắt đầu có hiệu lực", "date"),
    "effective_to": ("Ngày hết hiệu lực (không tính ngày này)", "date"),
    "confidence": ("Mức độ chắc chắn của bộ", "confidence"),
    "confidence_note": ("Ghi chú về mức độ chắc chắn", "text"),
    "level_rule": ("Quy tắc xác định mức của trường", "json"),
    "recognition": ("Kết quả công nhận ứng với từng mức", "json"),
    "tracks": ("Cấp học được đánh giá riêng", "json"),
}
CHOICES: dict[str, dict[Any, str]] = {
    "boolean": {True: "có", False: "không"},
    "confidence": {item.value: item.label for item in Confidence},
    "grouping": {Grouping.TOGETHER.value: "đặt chung một ngoặc", Grouping.EACH.value: "mỗi mã một ngoặc"},
}


@dataclass(frozen=True, slots=True)
class Place:
    """One correctable place; ``unit`` decides how a value is typed in and written."""

    target: str
    label: str
    unit: str
    legal_reference: str = ""
    note: str = ""

    def shown(self, value: Any) -> str:
        """Return a value as a person reads it, with its unit."""
        if value is None:
            return "đang có hiệu lực" if self.target == "set:effective_to" else "chưa rõ"
        if self.unit in CHOICES:
            return CHOICES[self.unit].get(value, str(value))
        if isinstance(value, list | tuple):
            return ", ".join(str(entry) for entry in value)
        if isinstance(value, Mapping):
            return json.dumps(value, ensure_ascii=False, indent=2)
        if self.unit == "date":
            return vn_date(dt.date.fromisoformat(str(value)))
        words = decimal_comma(value) if isinstance(value, int | float) else str(value)
        unit = UNIT_LABELS.get(self.unit, "")
        return f"{words}{unit}" if unit == "%" else f"{words} {unit}".strip()


def place_of(content: Mapping[str, Any], target: str) -> Place:
    """Return the place that a target names; raises CorrectionError for one that the set does not have."""
    current_value(content, target)
    kind, _, name = target.partition(":")
    if kind == "rule_value":
        entry = next(entry for entry in content["rule_values"] if entry["id"] == name)
        return Place(target, entry["label"], entry["unit"], entry["legal_reference"], entry.get("note", ""))
    if kind == "set":
        label, unit = SET_FIELDS[name]
        return Place(target, label, unit, content["legal_basis"])
    if kind == "code_convention":
        unit = name if name in CHOICES else "text"
        return Place(target, CONVENTION_FIELDS.get(name, name), unit, content[kind]["legal_reference"])
    if kind == "mandatory":
        return Place(target, f"Tiêu chí {name} là tiêu chí bắt buộc", "boolean", content["legal_basis"])
    labels = {"criterion": "Tên tiêu chí", "requirement": "Yêu cầu", "label": "Cách gọi"}
    if kind not in labels:
        raise CorrectionError(f"không có mục “{target}” trong bộ {content['id']}")
    unit = "json" if isinstance(current_value(content, target), Mapping) else "text"
    return Place(target, f"{labels[kind]} {name}", unit, content["legal_basis"])


def rule_targets(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield the targets of what a set states as a rule: its values, then its dates and marks, then its codes."""
    for entry in content["rule_values"]:
        yield f"rule_value:{entry['id']}"
    for name in SET_FIELDS:
        yield f"set:{name}"
    for name in CONVENTION_FIELDS:
        yield f"code_convention:{name}"

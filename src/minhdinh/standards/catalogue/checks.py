"""What makes the content of a set file valid: the JSON Schema, then what no schema can say."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from minhdinh.standards.catalogue.codes import EvidenceCode
from minhdinh.standards.catalogue.standard_set import StandardSet
from minhdinh.standards.enums import RuleKind

SCHEMA = Path(__file__).parent.parent / "schemas" / "standard-set-1.json"
MAX_PROBLEMS = 20


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """Return the published JSON Schema of a set file."""
    loaded: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return loaded


def problems_of(content: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a set's content, as Vietnamese sentences; an empty list where it is valid."""
    validator = Draft202012Validator(schema(), format_checker=FormatChecker())
    errors = sorted(validator.iter_errors(content), key=lambda error: list(map(str, error.absolute_path)))
    if errors:
        return [_sentence(error) for error in errors[:MAX_PROBLEMS]]
    return list(_rules(content))[:MAX_PROBLEMS]


def _sentence(error: ValidationError) -> str:
    place = "/".join(str(part) for part in error.absolute_path) or "gốc của tệp"
    return f"{place}: {error.message}"


def _rules(content: Mapping[str, Any]) -> Iterator[str]:
    yield from _doubles(content)
    try:
        re.compile(content["code_convention"]["regex"])
    except re.error as error:
        yield f"code_convention/regex: biểu thức không hợp lệ ({error})"
        return
    standard_set = StandardSet.from_content(content)
    yield from _dates(standard_set)
    yield from _levels(standard_set)
    yield from _gates(standard_set)
    yield from _codes(standard_set)


def _doubles(content: Mapping[str, Any]) -> Iterator[str]:
    criteria = [criterion for standard in content["standards"] for criterion in standard["criteria"]]
    requirements = [
        entry["id"]
        for item in criteria
        for level in item["levels"].values()
        for entry in level["requirements"]
    ]
    groups = {
        "tiêu chuẩn": [standard["code"] for standard in content["standards"]],
        "tiêu chí": [criterion["code"] for criterion in criteria],
        "yêu cầu": requirements + [entry["id"] for entry in content.get("level_4", ())],
        "giá trị quy định": [value["id"] for value in content["rule_values"]],
    }
    for name, ids in groups.items():
        for double in (item for item, times in Counter(ids).items() if times > 1):
            yield f"{name} {double} xuất hiện nhiều lần"


def _dates(standard_set: StandardSet) -> Iterator[str]:
    ends = standard_set.effective_to
    if ends is not None and ends <= standard_set.effective_from:
        yield "effective_to phải sau effective_from"


def _levels(standard_set: StandardSet) -> Iterator[str]:
    allowed = standard_set.criterion_levels
    for criterion in standard_set.iter_criteria():
        if not criterion.code.startswith(f"{criterion.standard}."):
            yield f"tiêu chí {criterion.code} không thuộc tiêu chuẩn {criterion.standard}"
        numbers = tuple(level.number for level in criterion.levels)
        if numbers != allowed[: len(numbers)]:
            yield f"tiêu chí {criterion.code}: các mức phải liên tiếp, bắt đầu từ {allowed[0]}"
    for level in allowed:
        if level not in standard_set.labels.levels or level not in standard_set.labels.criterion_results:
            yield f"labels: thiếu tên gọi của mức {level}"


def _gates(standard_set: StandardSet) -> Iterator[str]:
    rule, known = standard_set.level_rule, {value.id: value for value in standard_set.rule_values}
    needed = {
        RuleKind.MANDATORY_QUOTA: ("others_quota", "others_floor"),
        RuleKind.PERCENTAGE: ("min_percent",),
    }.get(rule.kind, ())
    if needed and not rule.gates:
        yield "level_rule/gates: thiếu điều kiện của từng mức"
    for gate in rule.gates:
        for name in ("others_quota", "others_floor", "min_percent", "mandatory"):
            value_id = getattr(gate, name)
            if name in needed and not value_id:
                yield f"level_rule/gates: mức {gate.level} thiếu {name}"
            elif value_id and value_id not in known:
                yield f"level_rule/gates: không có giá trị quy định {value_id}"
            elif value_id and name == "mandatory":
                codes = known[value_id].value or ()
                for code in codes if isinstance(codes, tuple) else (str(codes),):
                    if not standard_set.has_criterion(code):
                        yield f"{value_id}: không có tiêu chí {code}"


def _codes(standard_set: StandardSet) -> Iterator[str]:
    convention = standard_set.code_convention
    sample = EvidenceCode(1, 10, 2, 1 if "{box}" in convention.pattern else None)
    try:
        readable = convention.parse(convention.format(sample)) == sample
    except (KeyError, TypeError):
        readable = False
    if not readable:
        yield "code_convention: mã viết theo pattern không đọc lại được bằng regex"

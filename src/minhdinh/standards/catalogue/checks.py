"""What makes the content of a set file valid: the JSON Schema, then what no schema can say."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from minhdinh.standards.catalogue.codes import EvidenceCode
from minhdinh.standards.catalogue.findings import Finding, Step, schema_finding
from minhdinh.standards.catalogue.law import RuleValue
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
    return [str(one) for one in findings_of(content)]


def findings_of(content: Mapping[str, Any]) -> list[Finding]:
    """Return what is wrong with a set's content and where; an empty list where it is valid."""
    found = list(schema_findings(schema(), content))
    return (found or list(_rules(content)))[:MAX_PROBLEMS]


def schema_findings(wanted: Mapping[str, Any], content: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield where a content departs from a JSON Schema, in the order of the content."""
    validator = Draft202012Validator(wanted, format_checker=FormatChecker())
    for error in sorted(
        validator.iter_errors(content), key=lambda error: list(map(str, error.absolute_path))
    ):
        yield schema_finding(error)


def _rules(content: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _doubles(content)
    try:
        re.compile(content["code_convention"]["regex"])
    except re.error as error:
        yield Finding(f"biểu thức không hợp lệ ({error})", ("code_convention", "regex"))
        return
    standard_set = StandardSet.from_content(content)
    yield from _dates(standard_set)
    yield from _levels(standard_set)
    yield from _gates(standard_set)
    yield from _codes(standard_set)


def _doubles(content: Mapping[str, Any]) -> Iterator[Finding]:
    standards = list(enumerate(content["standards"]))
    criteria = [
        (("standards", at, "criteria", number), criterion)
        for at, standard in standards
        for number, criterion in enumerate(standard["criteria"])
    ]
    requirements = [
        ((*path, "levels", level, "requirements", number), entry["id"])
        for path, criterion in criteria
        for level, body in criterion["levels"].items()
        for number, entry in enumerate(body["requirements"])
    ]
    final = [(("level_4", at), entry["id"]) for at, entry in enumerate(content.get("level_4", ()))]
    values = [(("rule_values", at), entry["id"]) for at, entry in enumerate(content["rule_values"])]
    yield from _repeated("tiêu chuẩn", [(("standards", at), standard["code"]) for at, standard in standards])
    yield from _repeated("tiêu chí", [(path, criterion["code"]) for path, criterion in criteria])
    yield from _repeated("yêu cầu", [*requirements, *final])
    yield from _repeated("giá trị quy định", values)


def _repeated(name: str, places: Iterable[tuple[tuple[Step, ...], str]]) -> Iterator[Finding]:
    """Yield one finding a name that stands twice, at its second place."""
    times: Counter[str] = Counter()
    for path, item in places:
        times[item] += 1
        if times[item] == 2:
            yield Finding(f"{name} {item} xuất hiện nhiều lần", path)


def _dates(standard_set: StandardSet) -> Iterator[Finding]:
    ends = standard_set.effective_to
    if ends is not None and ends <= standard_set.effective_from:
        yield Finding("effective_to phải sau effective_from", ("effective_to",))


def _levels(standard_set: StandardSet) -> Iterator[Finding]:
    allowed = standard_set.criterion_levels
    for at, standard in enumerate(standard_set.standards):
        for number, criterion in enumerate(standard.criteria):
            path = ("standards", at, "criteria", number)
            if not criterion.code.startswith(f"{standard.code}."):
                yield Finding(f"tiêu chí {criterion.code} không thuộc tiêu chuẩn {standard.code}", path)
            numbers = tuple(level.number for level in criterion.levels)
            if numbers != allowed[: len(numbers)]:
                message = f"tiêu chí {criterion.code}: các mức phải liên tiếp, bắt đầu từ {allowed[0]}"
                yield Finding(message, (*path, "levels"))
    labels = standard_set.labels
    for level in allowed:
        if level not in labels.levels or level not in labels.criterion_results:
            yield Finding(f"thiếu tên gọi của mức {level}", ("labels",))


def _gates(standard_set: StandardSet) -> Iterator[Finding]:
    rule, known = standard_set.level_rule, {value.id: value for value in standard_set.rule_values}
    needed = {
        RuleKind.MANDATORY_QUOTA: ("others_quota", "others_floor"),
        RuleKind.PERCENTAGE: ("min_percent",),
    }.get(rule.kind, ())
    if needed and not rule.gates:
        yield Finding("thiếu điều kiện của từng mức", ("level_rule", "gates"))
    for at, gate in enumerate(rule.gates):
        path = ("level_rule", "gates", at)
        for name in ("others_quota", "others_floor", "min_percent", "mandatory"):
            value_id = getattr(gate, name)
            if name in needed and not value_id:
                yield Finding(f"mức {gate.level} thiếu {name}", path)
            elif value_id and value_id not in known:
                yield Finding(f"không có giá trị quy định {value_id}", (*path, name))
            elif value_id and name == "mandatory":
                yield from _listed(standard_set, known[value_id])


def _listed(standard_set: StandardSet, listed: RuleValue) -> Iterator[Finding]:
    codes = listed.value or ()
    at = standard_set.rule_values.index(listed)
    for code in codes if isinstance(codes, tuple) else (str(codes),):
        if not standard_set.has_criterion(code):
            yield Finding(f"{listed.id} không có tiêu chí {code}", ("rule_values", at, "value"))


def _codes(standard_set: StandardSet) -> Iterator[Finding]:
    convention = standard_set.code_convention
    sample = EvidenceCode(1, 10, 2, 1 if "{box}" in convention.pattern else None)
    try:
        readable = convention.parse(convention.format(sample)) == sample
    except (KeyError, TypeError):
        readable = False
    if not readable:
        yield Finding("mã viết theo pattern không đọc lại được bằng regex", ("code_convention",))

"""What is wrong with a file's content, where it stands, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from jsonschema.exceptions import ValidationError

from minhdinh.standards.catalogue.reading import BASE

Step = str | int
TYPES = {
    "string": "chuỗi ký tự",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "true hoặc false",
    "array": "danh sách",
    "object": "nhóm các khóa",
    "null": "null",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a Vietnamese sentence and the keys that lead to the place, from the root."""

    message: str
    path: tuple[Step, ...] = ()

    def __str__(self) -> str:
        place = "/".join(str(step) for step in self.path)
        return f"{place}: {self.message}" if place else self.message


def schema_finding(error: ValidationError) -> Finding:
    """Return an error of the JSON Schema as a finding in Vietnamese."""
    write = SENTENCES.get(str(error.validator))
    return Finding(write(error) if write else error.message, tuple(error.absolute_path))


def with_lines(text: str, findings: Sequence[Finding]) -> list[str]:
    """Return the findings as sentences in the order of the text, each with the line where its place begins."""
    root = yaml.compose(text, Loader=BASE)
    placed = [(_node(root, one.path).start_mark.line + 1 if root else 0, one) for one in findings]
    placed.sort(key=lambda pair: pair[0])
    return [f"dòng {line}: {one}" if line else str(one) for line, one in placed]


def _node(node: yaml.Node, path: Sequence[Step]) -> yaml.Node:
    """Return the deepest node on the way along ``path``; a missing key belongs to the mapping it is missing from."""
    for step in path:
        inner = _entry(node, step)
        if inner is None:
            break
        node = inner
    return node


def _entry(node: yaml.Node, step: Step) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    return None


def _missing(error: ValidationError) -> str:
    return f"thiếu khóa “{error.message.split(' is a required')[0].strip(chr(39))}”"


def _strange(error: ValidationError) -> str:
    known = (error.schema if isinstance(error.schema, dict) else {}).get("properties", {})
    found: Any = error.instance
    names = [str(key) for key in found if key not in known]
    return f"khóa lạ: {', '.join(f'“{name}”' for name in names)}"


def _type(error: ValidationError) -> str:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    sentence = f"phải là {' hoặc '.join(TYPES.get(str(name), str(name)) for name in wanted)}"
    quote = "string" in wanted and isinstance(error.instance, int | float)
    return f"{sentence}; đặt giá trị trong ngoặc kép" if quote else sentence


def _any_of(error: ValidationError) -> str:
    """Speak of the alternative that the value was meant for: the one whose type fits."""
    meant = [inner for inner in error.context or () if inner.validator != "type"]
    if meant:
        return schema_finding(meant[0]).message
    return f"{_shown(error.instance)} không thuộc dạng nào được phép"


def _enum(error: ValidationError) -> str:
    return f"{_shown(error.instance)} không thuộc các giá trị: {', '.join(map(str, _many(error)))}"


def _many(error: ValidationError) -> list[Any]:
    return list(error.validator_value) if isinstance(error.validator_value, list) else []


def _shown(value: object) -> str:
    text = str(value)
    return f"“{text if len(text) <= 60 else f'{text[:60]}…'}”"


SENTENCES: dict[str, Callable[[ValidationError], str]] = {
    "required": _missing,
    "additionalProperties": _strange,
    "type": _type,
    "enum": _enum,
    "const": lambda error: f"phải là “{error.validator_value}”",
    "minLength": lambda _: "không được để trống",
    "maxLength": lambda error: f"dài quá {error.validator_value} ký tự",
    "pattern": lambda error: f"{_shown(error.instance)} không đúng dạng",
    "format": lambda error: f"{_shown(error.instance)} không phải ngày hợp lệ dạng năm-tháng-ngày",
    "minItems": lambda _: "danh sách không được rỗng",
    "maxItems": lambda error: f"danh sách có quá {error.validator_value} mục",
    "uniqueItems": lambda _: "danh sách có mục trùng nhau",
    "minProperties": lambda _: "nhóm khóa không được rỗng",
    "minimum": lambda error: f"{_shown(error.instance)} nhỏ hơn {error.validator_value}",
    "maximum": lambda error: f"{_shown(error.instance)} lớn hơn {error.validator_value}",
    "anyOf": _any_of,
}

"""Reading YAML or JSON files into plain JSON-able content."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import sys
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
DEEPEST = 50
MERGE = "tag:yaml.org,2002:merge"
TEXT = "tag:yaml.org,2002:str"
NO_ALIASES = "không dùng bí danh (& và *) trong tệp"


class SetFileError(ValueError):
    """A set file that cannot be taken; ``problems`` says in Vietnamese what is wrong, one sentence each."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        super().__init__(f"{path.name}: " + "; ".join(problems))
        self.path = path
        self.problems = problems


class ContentError(ValueError):
    """A file that is well-formed but says something nobody can take; the message is Vietnamese and names the line."""


class _UnusualError(Exception):
    """Merged keys, explicit tags, several documents: what only the whole loader can judge."""


class StrictLoader(BASE):  # type: ignore[misc]
    """PyYAML's safe loader takes the last of two equal keys and names no line of a wrong date; this one is stricter."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        """Return the mapping; raises ContentError for a repeated key."""
        seen: set[str] = set()
        for key, _ in node.value:
            name = f"{key.value}"
            if key.tag != MERGE and name in seen:
                raise ContentError(f"dòng {key.start_mark.line + 1}: khóa “{name}” viết hai lần")
            seen.add(name)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping

    def construct_object(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Return the value; raises ContentError where its text is no such value (the 30th of February)."""
        try:
            return super().construct_object(node, deep)
        except ContentError:
            raise
        except ValueError as error:
            line = node.start_mark.line + 1
            raise ContentError(f"dòng {line}: giá trị “{node.value}” không dùng được") from error


def plain(value: Any) -> Any:
    """Return YAML data as JSON has it: keys as strings, dates in ISO form, the rest unchanged."""
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise ContentError("số không hợp lệ (vô cực hoặc không phải số)")
    if isinstance(value, str) and NOT_TEXT.search(value):
        raise ContentError("có ký tự điều khiển không thuộc văn bản")
    return value.isoformat() if isinstance(value, dt.date) else value


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file; raises SetFileError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SetFileError(path, [f"không đọc được tệp ({error.strerror})"]) from error
    return decode(content, path)


def decode(content: bytes, path: Path) -> str:
    """Return the text of bytes that came as the file ``path``; raises SetFileError where it is empty or not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SetFileError(path, ["tệp không phải văn bản UTF-8"]) from error
    if not text.strip():
        raise SetFileError(path, ["tệp rỗng"])
    return text


def parse(text: str, path: Path) -> dict[str, Any]:
    """Return the mapping that a YAML text (JSON where the name says so) holds; raises SetFileError."""
    try:
        data = plain(_json(text)) if path.suffix.lower() == ".json" else _yaml(text)
    except (yaml.YAMLError, json.JSONDecodeError) as error:
        raise SetFileError(path, [f"{_line_of(error)}sai cú pháp YAML hoặc JSON"]) from error
    except ContentError as error:
        raise SetFileError(path, [str(error)]) from error
    except RecursionError as error:
        raise SetFileError(path, ["các nhóm khóa lồng nhau quá sâu"]) from error
    if not isinstance(data, dict):
        raise SetFileError(path, ["tệp không chứa một bộ tiêu chuẩn"])
    return data


def read(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML or JSON file; raises SetFileError where there is none."""
    return parse(read_text(path), path)


def _yaml(text: str) -> Any:
    """Build the content while the file is read: a tree of nodes first would take many times its memory."""
    loader = StrictLoader(text)
    try:
        return _document(loader)
    except _UnusualError:
        return _yaml_in_full(text)
    finally:
        loader.dispose()


def _document(loader: Any) -> Any:
    opening = (loader.get_event(), loader.get_event())
    if not isinstance(opening[1], yaml.DocumentStartEvent):
        raise _UnusualError
    data = _value(loader, loader.get_event(), 1)
    closing = (loader.get_event(), loader.get_event())
    if not isinstance(closing[1], yaml.StreamEndEvent):
        raise _UnusualError
    return data


def _value(loader: Any, event: Any, depth: int) -> Any:
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(loader, event)
    if isinstance(event, yaml.AliasEvent):
        raise ContentError(NO_ALIASES)
    if depth > DEEPEST:
        raise RecursionError
    if event.tag:
        raise _UnusualError
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(loader, depth)
    found = []
    while not isinstance(event := loader.get_event(), yaml.SequenceEndEvent):
        found.append(_value(loader, event, depth + 1))
    return found


def _mapping(loader: Any, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    seen: set[str] = set()
    while not isinstance(key := loader.get_event(), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent):
            raise _UnusualError
        if key.value in seen:
            mark: Any = key.start_mark
            raise ContentError(f"dòng {mark.line + 1}: khóa “{key.value}” viết hai lần")
        seen.add(key.value)
        name = sys.intern(str(_scalar(loader, key)))  # the same few keys stand in every entry
        found[name] = _value(loader, loader.get_event(), depth + 1)
    return found


def _scalar(loader: Any, event: Any) -> Any:
    tag = event.tag or loader.resolve(yaml.ScalarNode, event.value, event.implicit)
    if tag == TEXT:
        return plain(event.value)
    if tag == MERGE:
        raise _UnusualError
    value = loader.construct_object(yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark))
    loader.constructed_objects.clear()  # it would keep every node until the end
    return plain(value)


def _yaml_in_full(text: str) -> Any:
    """Load after a look at the events: a few aliases of aliases make gigabytes, deep nesting kills the C library."""
    depth = 0
    for event in yaml.parse(text, Loader=BASE):
        if isinstance(event, yaml.AliasEvent):
            raise ContentError(NO_ALIASES)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise RecursionError
    return plain(yaml.load(text, Loader=StrictLoader))  # noqa: S506 (built on the safe loaders)


def _json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_pairs)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        names = [key for key, _ in pairs]
        double = next(key for key in names if names.count(key) > 1)
        raise ContentError(f"khóa “{double}” viết hai lần")
    return mapping


def _line_of(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"dòng {error.lineno}: "
    mark = getattr(error, "problem_mark", None)
    return f"dòng {mark.line + 1}: " if mark else ""

"""Cases as JSON: what ``minhdinh evaluate`` and the API take, checked with the line and key of every fault.

``{"criteria": {"1.1": 2, "1.3": null}, "level_4": {"4.1": true}}``, or one such object a cấp học under ``"tracks"``.
null is chưa xét, and so is a criterion that is left out; ``level_4`` left out means that Mức 4 is not assessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from minhdinh.standards.catalogue import StandardSet
from minhdinh.standards.rules.result import Case

Path = tuple[str, ...]
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\]:,]|\n')


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a case: the keys that lead to it, the line of the last one (0 = unknown), what is wrong."""

    path: Path
    message: str
    line: int = 0

    @property
    def key(self) -> str:
        """The keys as people write them: ``tracks["thcs"].criteria["1.1"]``."""
        named = {"criteria", "level_4", "tracks"}
        steps = [f".{key}" if key in named else f'["{key}"]' for key in self.path]
        return "".join(steps).removeprefix(".")


class FaultyCaseError(ValueError):
    """A case that cannot be evaluated; ``faults`` says where and why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.key}: {fault.message}" for fault in faults))
        self.faults = faults


class _RepeatedKeyError(ValueError):
    """The same key twice in one object: JSON would silently keep the last."""


def parse_case(text: str, standard_set: StandardSet, first_line: int = 1) -> Case | dict[str, Case]:
    """Return the case in a JSON text, or one a track; raises FaultyCaseError. ``first_line`` is its line in the file."""
    try:
        raw = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        nearest = [path for path, _ in _keys(text[: error.pos])][-1:]
        line = first_line + error.lineno - 1
        message = f"JSON sai cú pháp ở cột {error.colno} ({error.msg})"
        raise FaultyCaseError([Fault(nearest[0] if nearest else (), message, line)]) from error
    except _RepeatedKeyError as error:
        raise FaultyCaseError(list(_repeated(text, first_line))) from error
    except (RecursionError, ValueError) as error:
        raise FaultyCaseError([Fault((), "JSON sai cú pháp: giá trị không được phép", first_line)]) from error
    faults = list(check_case(raw, standard_set))
    if faults:
        lines = dict(_keys(text))
        raise FaultyCaseError([_located(fault, lines, first_line) for fault in faults])
    if "tracks" in raw:
        return {track: _case(own) for track, own in raw["tracks"].items()}
    return _case(raw)


def check_case(raw: Any, standard_set: StandardSet) -> Iterator[Fault]:
    """Yield every fault of a case that is already plain data, without lines."""
    if not isinstance(raw, dict):
        yield Fault((), "mỗi trường hợp phải là một đối tượng JSON")
    elif "tracks" not in raw:
        yield from _check_one(raw, (), standard_set)
    else:
        yield from (Fault((key,), "không dùng cùng với tracks") for key in raw if key != "tracks")
        yield from _check_tracks(raw["tracks"], standard_set)


def _check_tracks(tracks: Any, standard_set: StandardSet) -> Iterator[Fault]:
    allowed = standard_set.tracks.education_levels
    if not isinstance(tracks, dict) or not tracks:
        yield Fault(("tracks",), "phải có ít nhất một cấp học")
        return
    for track, own in tracks.items():
        if track not in allowed:
            yield Fault(
                ("tracks", track), f"cấp học không có trong bộ {standard_set.id} ({', '.join(allowed)})"
            )
        elif not isinstance(own, dict):
            yield Fault(("tracks", track), "phải là một đối tượng JSON")
        else:
            yield from _check_one(own, ("tracks", track), standard_set)


def _check_one(raw: Mapping[str, Any], path: Path, standard_set: StandardSet) -> Iterator[Fault]:
    yield from (
        Fault((*path, key), "khóa không được biết") for key in raw if key not in {"criteria", "level_4"}
    )
    criteria, final = raw.get("criteria"), raw.get("level_4")
    if isinstance(criteria, dict):
        yield from _check_levels(criteria, (*path, "criteria"), standard_set)
    else:
        problem = "phải là một đối tượng JSON" if "criteria" in raw else "thiếu khóa này"
        yield Fault((*path, "criteria"), problem)
    if isinstance(final, dict):
        yield from _check_items(final, (*path, "level_4"), standard_set)
    elif final is not None:
        yield Fault((*path, "level_4"), "phải là một đối tượng JSON")


def _check_levels(criteria: Mapping[str, Any], path: Path, standard_set: StandardSet) -> Iterator[Fault]:
    for code, level in criteria.items():
        if not standard_set.has_criterion(code):
            yield Fault((*path, code), f"không có tiêu chí này trong bộ {standard_set.id}")
            continue
        top = standard_set.criterion(code).top_level
        if level is not None and (type(level) is not int or not 0 <= level <= top):
            yield Fault(
                (*path, code),
                f"mức phải là số nguyên từ 0 đến {top} hoặc null, không phải {json.dumps(level)}",
            )


def _check_items(items: Mapping[str, Any], path: Path, standard_set: StandardSet) -> Iterator[Fault]:
    known = {item.id for item in standard_set.level_4}
    for item, answer in items.items():
        if item not in known:
            yield Fault((*path, item), f"không có yêu cầu Mức 4 này trong bộ {standard_set.id}")
        elif answer is not None and not isinstance(answer, bool):
            yield Fault((*path, item), f"phải là true, false hoặc null, không phải {json.dumps(answer)}")


def _case(raw: Mapping[str, Any]) -> Case:
    return Case(raw["criteria"], raw.get("level_4"))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RepeatedKeyError
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _keys(text: str) -> Iterator[tuple[Path, int]]:
    """Yield the path of every key of a JSON text with its line, counted from 1; the text may break off anywhere."""
    outer: list[str] = []  # the keys of the enclosing values; the outermost value has none and stands as ""
    last, line = "", 1
    for piece in TOKEN.findall(text):
        if piece == "\n":
            line += 1
        elif piece == ":":
            yield (*outer[1:], last), line
        elif piece in "{[":
            outer.append(last)
        elif piece in "}]":
            outer = outer[:-1]
        elif piece[0] == '"':
            last = _text(piece)


def _text(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token


def _repeated(text: str, first_line: int) -> Iterator[Fault]:
    seen: set[Path] = set()
    for path, line in _keys(text):
        if path in seen:
            yield Fault(path, "khóa xuất hiện hai lần", first_line + line - 1)
        seen.add(path)


def _located(fault: Fault, lines: Mapping[Path, int], first_line: int) -> Fault:
    """Return the fault with the line of its key, or of the nearest key above it."""
    path = fault.path
    while path and path not in lines:
        path = path[:-1]
    return Fault(fault.path, fault.message, first_line + lines.get(path, 1) - 1)

"""What makes a suggestion file valid: the JSON Schema, then what no schema can say; findings as for set files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from minhdinh.lib.text import clean
from minhdinh.standards.catalogue import StandardSet, evidence_kinds, packaged_set
from minhdinh.standards.catalogue.checks import MAX_PROBLEMS, SCHEMA, schema_findings
from minhdinh.standards.catalogue.findings import Finding, Step, with_lines
from minhdinh.standards.catalogue.reading import SetFileError, parse, read_text
from minhdinh.standards.suggestions.guards import NAME
from minhdinh.standards.suggestions.model import Library
from minhdinh.standards.suggestions.reading import library_from

PRAISE = re.compile(
    r"\b(?:hiệu quả|tích cực|nổi bật|vượt trội|đáng ghi nhận|thực chất|chất lượng cao|xuất sắc|rất tốt)\b",
    re.IGNORECASE,
)
CODE = re.compile(r"\bH\d{1,2} ?[-–] ?\d+\.\d+|\[\d+\.\d+")
Path_ = tuple[Step, ...]


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """Return the published JSON Schema of a suggestion file."""
    loaded: dict[str, Any] = json.loads(SCHEMA.with_name("suggestions-1.json").read_text(encoding="utf-8"))
    return loaded


def load_library(path: Path) -> Library:
    """Return the library in a file; raises SetFileError with every problem and its line."""
    text = read_text(path)
    content = parse(text, path)
    if findings := library_findings(content):
        raise SetFileError(path, with_lines(text, findings))
    return library_from(content)


def is_library(content: Mapping[str, Any]) -> bool:
    """Whether the content of a file means to be a suggestion file rather than a standard set."""
    return "requirements" in content and "set" in content


def library_findings(content: Mapping[str, Any]) -> list[Finding]:
    """Return what is wrong with the content of a suggestion file and where; an empty list where it is valid."""
    found = list(schema_findings(schema(), content))
    return (found or list(_rules(content)))[:MAX_PROBLEMS]


def _rules(content: Mapping[str, Any]) -> Iterator[Finding]:
    try:
        standard_set = packaged_set(content["set"])
    except KeyError:
        yield Finding(f"không có bộ tiêu chuẩn {content['set']}", ("set",))
        return
    yield from _requirements(standard_set, content)
    seen: set[str] = set()
    for requirement, entry in content["requirements"].items():
        path: Path_ = ("requirements", requirement)
        yield from _kinds(entry.get("evidence", ()), (*path, "evidence"))
        yield from _words((entry["ask"], entry["pitfall"]), path, praise=False)
        yield from _negatives(entry, path)
        for at, one in enumerate(entry["propositions"]):
            place = (*path, "propositions", at)
            if one["id"] in seen or not one["id"].startswith(f"{requirement}-"):
                yield Finding(f"mã {one['id']} không thuộc riêng yêu cầu {requirement}", (*place, "id"))
            seen.add(one["id"])
            yield from proposition_findings(one, place)


def _requirements(standard_set: StandardSet, content: Mapping[str, Any]) -> Iterator[Finding]:
    """Every requirement of the set has its entry; a file that is not whole has whole criteria."""
    known = {entry.id: entry for entry in standard_set.iter_requirements()}
    there = content["requirements"]
    criteria = {known[key].criterion for key in there if key in known}
    for key in there:
        if key not in known:
            yield Finding(f"bộ {standard_set.id} không có yêu cầu {key}", ("requirements", key))
    wanted = criteria if content.get("separate") else {one.code for one in standard_set.iter_criteria()}
    for key, requirement in known.items():
        if requirement.criterion in wanted and key not in there:
            yield Finding(f"thiếu yêu cầu {key}", ("requirements",))


def _negatives(entry: Mapping[str, Any], path: Path_) -> Iterator[Finding]:
    """Exactly one honest "chưa có", unless the system answers the requirement itself."""
    ids = [one["id"] for one in entry["propositions"] if one.get("negative")]
    wanted = 0 if entry.get("derived") else 1
    if len(ids) != wanted:
        yield Finding(f"cần {wanted} mệnh đề “chưa có”, đang có {len(ids)}", (*path, "propositions"))
    if not entry.get("derived") and len(entry["propositions"]) < 2:
        yield Finding("cần ít nhất một mệnh đề khẳng định", (*path, "propositions"))
    for one in ids:
        if not one.endswith("-0"):
            yield Finding(f"mệnh đề “chưa có” phải mang số 0, không phải {one}", (*path, "propositions"))


def proposition_findings(entry: Mapping[str, Any], path: Path_) -> Iterator[Finding]:
    """Yield what is wrong with one proposition, packaged or own: slots, wordings, kinds and words."""
    if entry.get("negative"):
        yield from _words((entry["text"], entry["weakness"], entry["action"]), path, stopped=True)
        return
    names = [slot["name"] for slot in entry["slots"]]
    if len(set(names)) < len(names):
        yield Finding("tên ô viết hai lần", (*path, "slots"))
    yield from _quotients(entry["slots"], path)
    yield from _kinds((*entry["proof"].get("all", ()), *entry["proof"].get("any", ())), (*path, "proof"))
    yield from _words((entry["text"], *entry["sentences"]), path, stopped=True)
    for at, text in enumerate(entry["sentences"]):
        yield from _slots(text, names, (*path, "sentences", at))
    for name, texts in entry.get("zero", {}).items():
        yield from _zero(entry["slots"], name, texts, path)


def _quotients(slots: Sequence[Mapping[str, Any]], path: Path_) -> Iterator[Finding]:
    numbers = {slot["name"] for slot in slots if slot["type"] == "number"}
    for at, slot in enumerate(slots):
        of = slot.get("quotient")
        if of and (slot["type"] != "percent" or not numbers.issuperset(of) or of[0] == of[1]):
            yield Finding("tỷ lệ phải tính từ hai ô số khác nhau", (*path, "slots", at))


def _slots(text: str, names: Sequence[str], path: Path_) -> Iterator[Finding]:
    """A wording uses every slot once or more and nothing else in braces."""
    told = NAME.findall(text)
    if missing := [name for name in names if name not in told]:
        yield Finding(f"câu không dùng ô {', '.join(missing)}", path)
    if strange := [name for name in told if name not in names]:
        yield Finding(f"câu dùng ô không có: {', '.join(strange)}", path)
    if re.search(r"[{}]", NAME.sub("", text)):
        yield Finding("câu có dấu { hoặc } thừa", path)


def _zero(
    slots: Sequence[Mapping[str, Any]], name: str, texts: Sequence[str], path: Path_
) -> Iterator[Finding]:
    """A wording for nought leaves out the slot that is nought; only other numbers may be left out with it."""
    place = (*path, "zero", name)
    numbers = {slot["name"] for slot in slots if slot["type"] == "number"}
    if name not in numbers:
        yield Finding(f"{name} không phải ô số", place)
    kept = [slot["name"] for slot in slots if slot["name"] not in numbers]
    for at, text in enumerate(texts):
        told = NAME.findall(text)
        if name in told or any(one not in {slot["name"] for slot in slots} for one in told):
            yield Finding("câu cho số 0 dùng ô không có hoặc dùng chính ô ấy", (*place, at))
        left_out = [one for one in kept if one not in told]
        if left_out:
            yield Finding(f"câu cho số 0 bỏ mất ô {', '.join(left_out)}", (*place, at))
        yield from _words((text,), (*place, at), stopped=True)


def _kinds(kinds: Sequence[str], path: Path_) -> Iterator[Finding]:
    for kind in kinds:
        if kind not in evidence_kinds():
            yield Finding(f"không có loại minh chứng {kind}", path)


def _words(
    texts: Sequence[str], path: Path_, *, praise: bool = True, stopped: bool = False
) -> Iterator[Finding]:
    """No words of praise, no codes of evidence, tidy spaces, a full stop where a sentence ends."""
    for text in texts:
        if praise and (found := PRAISE.search(text)):
            yield Finding(f"có lời khen “{found[0]}”: “{text}”", path)
        if CODE.search(text):
            yield Finding(f"có mã minh chứng: “{text}”", path)
        if text != clean(text) or " ," in text or " ." in text:
            yield Finding(f"thừa dấu cách: “{text}”", path)
        if stopped and not text.endswith("."):
            yield Finding(f"thiếu dấu chấm cuối: “{text}”", path)

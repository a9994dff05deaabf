"""``minhdinh evaluate --set ID FILE.json``: the level engine on the command line, without a database or settings.

Standard output carries JSON only: one result for a ``.json`` file, one a line for a ``.jsonl`` file. A faulty file
gives exit code 2, nothing on standard output, and on standard error a line and key for each fault.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minhdinh.standards.catalogue import SetFileError, StandardSet, packaged_ids, packaged_set
from minhdinh.standards.rules import Case, Engine
from minhdinh.standards.rules.casefile import Fault, FaultyCaseError, parse_case

USAGE_ERROR = 2
MAX_FAULTS = 50


def main(argv: list[str]) -> int:
    """Run the command; return the exit code."""
    options = _options(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        standard_set = packaged_set(options.set)
    except (KeyError, SetFileError):
        return _fail([f"không có bộ tiêu chuẩn “{options.set}”; các bộ: {', '.join(packaged_ids())}"])
    try:
        text = options.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return _fail([f"{options.file}: không đọc được tệp văn bản UTF-8 ({error})"])
    results, faults = _run(text, standard_set, options)
    if faults:
        return _fail([_line(options.file, fault) for fault in faults[:MAX_FAULTS]])
    sys.stdout.write("".join(f"{result}\n" for result in results))
    return 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="minhdinh evaluate", description="Tính mức theo một bộ tiêu chuẩn.")
    parser.add_argument(
        "--set", required=True, metavar="MÃ", help="bộ tiêu chuẩn đi kèm: MÃ hoặc MÃ@PHIÊN BẢN"
    )
    parser.add_argument(
        "file", type=Path, metavar="TỆP", help="tệp .json, hoặc .jsonl với mỗi dòng một trường hợp"
    )
    parser.add_argument(
        "--explain", action="store_true", help="kèm khoảng mức có thể, mục tiêu và những thay đổi ít nhất"
    )
    parser.add_argument("--json", action="store_true", help="cho giống các lệnh khác: kết quả luôn là JSON")
    return parser.parse_args(argv)


def _run(text: str, standard_set: StandardSet, options: argparse.Namespace) -> tuple[list[str], list[Fault]]:
    engine = Engine(standard_set)
    lines = options.file.suffix.lower() == ".jsonl"
    results: list[str] = []
    faults: list[Fault] = []
    for number, case_text in _cases(text, lines=lines):
        try:
            case = parse_case(case_text, standard_set, number)
        except FaultyCaseError as error:
            faults += error.faults
            continue
        if not faults:
            answer = _evaluate(engine, case, explain=options.explain)
            results.append(json.dumps(answer, ensure_ascii=False, indent=None if lines else 2))
    return results, faults


def _cases(text: str, *, lines: bool) -> Iterator[tuple[int, str]]:
    """Yield each case with the line it starts on; empty lines of a .jsonl file hold none."""
    if not lines:
        yield 1, text
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _evaluate(engine: Engine, case: Case | dict[str, Case], *, explain: bool) -> dict[str, Any]:
    result = engine.evaluate_tracks(case) if isinstance(case, dict) else engine.evaluate(case)
    return result.explain_json() if explain else result.as_json()


def _line(file: Path, fault: Fault) -> str:
    key = f", khóa (key) {fault.key}" if fault.path else ""
    return f"{file}:{fault.line}: dòng (line) {fault.line}{key}: {fault.message}"


def _fail(messages: list[str]) -> int:
    sys.stderr.write("".join(f"{message}\n" for message in messages))
    return USAGE_ERROR

"""``minhdinh evidence import``: a list of evidence by command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.importing.judging import Fate, Verdict
from minhdinh.evidence.importing.opening import year_for
from minhdinh.evidence.importing.reading import read_list
from minhdinh.evidence.importing.tables import MOST_BYTES
from minhdinh.evidence.importing.writing import Place, counted, judge_list, write_list
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.organisations.models import Organisation

HELP = "Nhập danh mục minh chứng từ tệp Excel, Word hoặc CSV."
WORDS = {
    Fate.NEW: "mới",
    Fate.LINKED: "nối thêm",
    Fate.DUPLICATE: "trùng",
    Fate.ERROR: "lỗi",
}


def add_arguments(parser: ArgumentParser, json_help: str) -> None:
    """Add the options of the command."""
    parser.add_argument("file", metavar="TỆP", help="tệp .xlsx, .xls, .docx hoặc .csv")
    parser.add_argument("--school", required=True, metavar="MÃ", help="mã trường")
    parser.add_argument(
        "--year", required=True, metavar="NĂM", help="năm học, ví dụ 2026-2027; chưa mở thì mở"
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ cho biết từng dòng sẽ ra sao, không ghi")
    parser.add_argument("--json", action="store_true", dest="as_json", help=json_help)


def run_import(options: Mapping[str, Any], write: Callable[[str], object]) -> None:
    """Read, judge and write a list and tell each row's fate; raises Problem where the file cannot be read."""
    try:
        verdicts = _imported(options)
    except Problem as problem:
        if options["as_json"]:
            write(json.dumps({"rows": [], "error": problem.message}, ensure_ascii=False))
        raise
    if options["as_json"]:
        write(json.dumps({"rows": [as_json(one) for one in verdicts]}, ensure_ascii=False))
        return
    for verdict in verdicts:
        if verdict.fate is not Fate.NEW or verdict.reason:
            place = f"{verdict.row.number} ({verdict.row.sheet})" if verdict.row.sheet else verdict.row.number
            write(f"Dòng {place}: {WORDS[verdict.fate]}. {verdict.reason}".rstrip())
    write(_summary(verdicts, dry_run=options["dry_run"]))


def as_json(verdict: Verdict) -> dict[str, Any]:
    """Return a row's fate as plain data."""
    return {"row": verdict.row.number, "fate": verdict.fate.value, "reason": verdict.reason}


def _imported(options: Mapping[str, Any]) -> Sequence[Verdict]:
    school = _school(options["school"])
    path = Path(options["file"])
    rows = read_list(_content(path))
    actor, dry_run = system_actor(school.pk), options["dry_run"]
    with school_scope(school.pk):
        context = year_for(actor=actor, organisation=school, year=options["year"], dry_run=dry_run)
        place = Place(school.pk, options["year"], context)
        if dry_run:
            return judge_list(place, rows)
        return write_list(actor=actor, place=place, rows=rows, file_name=path.name)


def _summary(verdicts: Sequence[Verdict], *, dry_run: bool) -> str:
    found = counted(verdicts)
    told = ", ".join(f"{found[fate.value]} {words}" for fate, words in WORDS.items())
    return f"{'Kiểm tra xong, chưa ghi gì' if dry_run else 'Đã nhập'}: {len(verdicts)} dòng: {told}."


def _school(code: str) -> Organisation:
    school = organisation_with_code(code)
    if school is None or not school.is_school:
        raise NotHere(f"Không có trường nào mang mã {code}.")
    return school


def _content(path: Path) -> bytes:
    """Return the file's bytes; one that is too large is refused before it is read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Problem("Tệp lớn hơn 10 MB. Hãy bỏ hình ảnh, hoặc chia thành nhiều tệp.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Problem(f"Không đọc được tệp {path}.") from error

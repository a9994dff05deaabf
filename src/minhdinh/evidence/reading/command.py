"""``minhdinh evidence read`` takes the words of files that were not read yet."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from typing import Any

from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.models import EvidenceFile
from minhdinh.evidence.reading.keeping import read_school
from minhdinh.evidence.reading.tools import missing_tools

HELP = "Đọc chữ trong các tệp chưa đọc (PDF, Word, Excel, bản quét, ảnh) để tìm theo nội dung và đề xuất số, ngày."


def add_arguments(parser: ArgumentParser, json_help: str) -> None:
    """Describe the command's words."""
    parser.add_argument("--school", metavar="MÃ", help="mã trường; bỏ trống là mọi trường")
    parser.add_argument("--again", action="store_true", help="đọc lại cả những tệp lần trước không đọc được")
    parser.add_argument("--json", action="store_true", dest="as_json", help=json_help)


def run_read(school_id: int | None, options: dict[str, Any], write: Callable[[str], object]) -> None:
    """Read the files of one school, or of all, and say how it ended and which tools are missing."""
    ended: Counter[str] = Counter()
    for one in [school_id] if school_id is not None else _schools():
        with school_scope(one):
            ended += read_school(one, again=options["again"])
    missing = missing_tools()
    if options["as_json"]:
        counts = {str(state): ended[state] for state in ReadingState}
        write(json.dumps({**counts, "missing_tools": missing}, ensure_ascii=False))
        return
    write(f"Vừa xem {sum(ended.values())} tệp.")
    for state in ReadingState:
        if ended[state]:
            write(f"{state.label}: {ended[state]}")
    for words in missing:
        write(words)


def _schools() -> list[int]:
    with scopes_disabled():
        rows = EvidenceFile.objects.filter(removed_at__isnull=True).order_by("school_id")
        return list(rows.values_list("school_id", flat=True).distinct())

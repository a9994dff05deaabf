"""``minhdinh evidence store``: ``move`` brings the files from a folder to a bucket or back, ``cors`` asks the bucket."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.store.cors import cors_fault, wanted_rules
from minhdinh.evidence.store.moving import KINDS, MoveReport, move_files

HELP = "Kho tệp: chuyển giữa thư mục và S3, hỏi quy tắc CORS của bucket."
CORS_HELP = "Hỏi kho S3 có cho trình duyệt gửi thẳng tệp vào không, và in quy tắc CORS cần đặt."
MOVE_HELP = "Chuyển tệp giữa thư mục và kho S3, đối chiếu mã băm từng tệp; có thể dừng và chạy lại."
WORDS = {
    "missing": "không có ở cả hai kho",
    "altered": "đã bị đổi khác bản gốc nên không chép",
    "failed": "chép sang nhưng không khớp mã băm",
}
LIST_EVERY = 500


def add_arguments(parser: ArgumentParser, json_help: str) -> None:
    """Describe the command's words."""
    moves = parser.add_subparsers(dest="store_action", required=True)
    move = moves.add_parser("move", help=MOVE_HELP)
    move.add_argument("--to", choices=KINDS, required=True, help="kho sẽ nhận tệp: folder (thư mục) hoặc s3")
    move.add_argument("--dry-run", action="store_true", help="chỉ xem sẽ chép bao nhiêu tệp, không chép")
    move.add_argument(
        "--delete-source",
        action="store_true",
        help="xóa ở kho cũ những tệp đã khớp mã băm ở kho mới; chỉ khi chương trình đã dùng kho mới",
    )
    move.add_argument("--json", action="store_true", dest="as_json", help=json_help)
    cors = moves.add_parser("cors", help=CORS_HELP)
    cors.add_argument("--json", action="store_true", dest="as_json", help=json_help)


def run(options: dict[str, Any], write: Callable[[str], object]) -> None:
    """Carry out the action."""
    act = run_cors if options["store_action"] == "cors" else run_move
    act(options, write)


def run_cors(options: dict[str, Any], write: Callable[[str], object]) -> None:
    """Say whether browsers may bring files and what to set; exit code 1 where they may not."""
    fault, rules = cors_fault(), wanted_rules()
    if options["as_json"]:
        write(json.dumps({"fault": fault, "rules": rules}, ensure_ascii=False))
    else:
        write(
            f"Trình duyệt chưa gửi thẳng tệp được: {fault}." if fault else "Trình duyệt gửi thẳng tệp được."
        )
        write("Quy tắc CORS của bucket:")
        write(json.dumps(rules, ensure_ascii=False, indent=2))
    if fault:
        sys.exit(1)


def run_move(options: dict[str, Any], write: Callable[[str], object]) -> None:
    """Move and say how it ended; exit code 1 where a file is not at its goal."""
    seen = 0

    def step() -> None:
        nonlocal seen
        seen += 1
        if not options["as_json"] and seen % LIST_EVERY == 0:
            write(f"Đã xem {seen} tệp…")

    with scopes_disabled():
        report = move_files(
            options["to"], dry_run=options["dry_run"], delete_source=options["delete_source"], step=step
        )
    if options["as_json"]:
        write(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        for line in _told(report):
            write(line)
    if not report.is_whole:
        sys.exit(1)


def _told(report: MoveReport) -> list[str]:
    lines = [f"{words}: {path}" for kind, words in WORDS.items() for path in getattr(report, kind)]
    if report.dry_run:
        return [*lines, f"Sẽ chép {report.waiting} tệp; {report.already} tệp đã có ở kho mới. Chưa chép gì."]
    lines.append(
        f"Đã chép {report.copied} tệp; {report.already} tệp đã có sẵn ở kho mới. Mã băm đều đã đối chiếu."
    )
    if report.deleted:
        lines.append(f"Đã xóa {report.deleted} tệp ở kho cũ.")
    if not report.is_whole:
        lines.append("Còn tệp chưa tới nơi (xem các dòng trên): đừng bỏ kho cũ.")
    return lines

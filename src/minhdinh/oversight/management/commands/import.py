"""``minhdinh import history``: an office's list of earlier years, by command line."""  # noqa: N999 (the name of the command)

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from minhdinh.access.actor import system_actor
from minhdinh.common.commands import OwnCommand
from minhdinh.common.problems import Problem
from minhdinh.lib.sheet_reading import MOST_BYTES
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.organisations.imports.checked import CheckedRow
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.history.checking import check_history
from minhdinh.oversight.history.importing import read_history
from minhdinh.oversight.history.writing import Outcome, outcome_of, write_rows

WRONG = 2


class Command(OwnCommand):
    """Imports files of an office. Exit code 0: written (or nothing to write), 2: refused, nothing written."""

    help = "Nhập dữ liệu các năm trước từ tệp Excel của một cơ quan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        history = actions.add_parser("history", help=self.help)
        history.add_argument("file", metavar="TỆP", help="tệp .xlsx có hàng tiêu đề theo tệp mẫu")
        history.add_argument(
            "--organisation", required=True, metavar="MÃ", help="mã cơ quan; trường chưa có được tạo ở dưới"
        )
        history.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi gì")
        history.add_argument("--json", action="store_true", dest="as_json", help=self.JSON_HELP)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, write; every faulty row is told with its reasons."""
        path = Path(options["file"])
        try:
            office = _office(options["organisation"])
            rows = check_history(read_history(_content(path)), office)
            faulty = [row for row in rows if row.faults]
            if not faulty:
                outcome = self._written(office, rows, path, dry_run=options["dry_run"])
        except Problem as problem:
            raise CommandError(problem.message, returncode=WRONG) from problem
        if faulty:
            self._refuse(faulty, len(rows), path, as_json=options["as_json"])
        self._tell(outcome, len(rows), path, options)

    def _written(self, office: Organisation, rows: list[CheckedRow], path: Path, *, dry_run: bool) -> Outcome:
        if dry_run:
            return outcome_of(rows)
        return write_rows(actor=system_actor(office.pk), office=office, rows=rows, file_name=path.name)

    def _refuse(self, faulty: list[CheckedRow], count: int, path: Path, *, as_json: bool) -> None:
        if as_json:
            faults = [
                {"row": row.number, "school": row.data["code"], "reasons": row.faults} for row in faulty
            ]
            self._print_json({"file": path.name, "rows": count, "written": 0, "faults": faults})
        told = [f"Dòng {row.number}: {' '.join(row.faults)}" for row in faulty]
        told.append(f"{len(faulty)} dòng cần sửa, chưa ghi dòng nào.")
        raise CommandError("\n".join(told), returncode=WRONG)

    def _tell(self, outcome: Outcome, count: int, path: Path, options: dict[str, Any]) -> None:
        dry = options["dry_run"]
        if options["as_json"]:
            self._print_json(
                {
                    "file": path.name,
                    "organisation": options["organisation"],
                    "dry_run": dry,
                    "rows": count,
                    "new": outcome.new,
                    "changed": outcome.changed,
                    "unchanged": outcome.unchanged,
                    "schools_created": outcome.schools,
                    "written": 0 if dry else outcome.written,
                    "faults": [],
                }
            )
            return
        words = "Kiểm tra xong, chưa ghi gì" if dry else "Đã ghi"
        self.stdout.write(
            f"{words}: {count} dòng, {outcome.new} mới, {outcome.changed} sửa, {outcome.unchanged} đã có; "
            f"{outcome.schools} trường {'sẽ được tạo' if dry else 'được tạo'}."
        )

    def _print_json(self, shown: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(shown, ensure_ascii=False))


def _office(code: str) -> Organisation:
    office = organisation_with_code(code)
    if office is None or office.is_school:
        raise Problem(f"Không có cơ quan nào mang mã {code}.")
    return office


def _content(path: Path) -> bytes:
    """Return the file's bytes; one that is too large is refused before it is read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Problem("Tệp lớn hơn 10 MB. Hãy bỏ hình ảnh, hoặc chia thành nhiều tệp.")
        return path.read_bytes()
    except OSError as error:
        raise Problem(f"Không đọc được tệp {path}: {error.strerror}.") from error

"""``minhdinh backup FILE``: database and files together, while people work."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from minhdinh.config.backup.writing import write_backup


class Command(BaseCommand):
    """Write a backup."""

    help = "Write the whole installation, database and files, to one file; people may go on working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to write; it must not exist yet")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        written = write_backup(options["file"])
        for path in written.missing:
            self.stderr.write(f"LƯU Ý: trong kho không có tệp {path} mà cơ sở dữ liệu ghi.")
        if options["json"]:
            self.stdout.write(
                json.dumps({"file": str(options["file"]), **asdict(written)}, ensure_ascii=False)
            )
            return
        self.stdout.write(
            f"Đã sao lưu {written.rows} dòng dữ liệu và {written.files} tệp vào {options['file']} "
            f"({written.size / 1048576:.1f} MB)."
        )

"""``minhdinh backup FILE``: database and files together, while people work."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from minhdinh.common.commands import OwnCommand
from minhdinh.config.backup.writing import write_backup


class Command(OwnCommand):
    """Write a backup."""

    help = "Sao lưu toàn bộ, cơ sở dữ liệu và tệp, vào một tệp; mọi người vẫn làm việc được."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP", help="tệp sẽ ghi; chưa được có sẵn")
        parser.add_argument("--json", action="store_true", help=self.JSON_HELP)

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

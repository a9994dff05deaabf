"""``minhdinh restore FILE``: put a backup back and check every hash and seal."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from minhdinh.config.backup.restoring import restore_backup


class Command(BaseCommand):
    """Restore a backup."""

    help = "Restore a backup into an empty data folder and database, or with --replace in place of what is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `minhdinh backup` wrote")
        parser.add_argument("--replace", action="store_true", help="replace the data that are there")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        restored = restore_backup(options["file"], replace=options["replace"])
        if options["json"]:
            kept = str(restored.kept) if restored.kept else None
            self.stdout.write(json.dumps({**asdict(restored), "kept": kept}, ensure_ascii=False))
            return
        self.stdout.write(
            f"Đã khôi phục {restored.rows} dòng dữ liệu và {restored.files} tệp; "
            f"{restored.blobs} mã băm và {restored.seals} dấu niêm phong đều khớp."
        )
        if restored.kept:
            self.stdout.write(f"Dữ liệu cũ được giữ trong {restored.kept}.")

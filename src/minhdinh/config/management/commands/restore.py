"""``minhdinh restore FILE``: put a backup back and check every hash and seal."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from minhdinh.common.commands import OwnCommand
from minhdinh.config.backup.restoring import restore_backup


class Command(OwnCommand):
    """Restore a backup."""

    help = "Khôi phục một bản sao lưu vào chỗ còn trống, hoặc với --replace thay dữ liệu đang có."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP", help="tệp do `minhdinh backup` ghi")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="thay dữ liệu đang có; dữ liệu cũ được giữ trong một thư mục riêng",
        )
        parser.add_argument("--json", action="store_true", help=self.JSON_HELP)

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
        if settings.MINHDINH_STORAGE == "s3" and restored.files:
            bucket = settings.MINHDINH_S3["bucket_name"]
            self.stdout.write(f"Các tệp đã ở trong kho S3 “{bucket}”, từng tệp đã đọc lại và khớp mã băm.")
        if restored.kept:
            self.stdout.write(f"Dữ liệu cũ được giữ trong {restored.kept}.")

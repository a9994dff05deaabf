"""``minhdinh demo``: the made-up province, ready to be signed in to with one click."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from minhdinh.common.commands import OwnCommand
from minhdinh.common.problems import Problem
from minhdinh.config.lock import data_folder_lock
from minhdinh.config.ports import require_free_port
from minhdinh.demo.loading.listing import featured_accounts, write_accounts_file
from minhdinh.demo.loading.load import load_demo
from minhdinh.demo.loading.people import PASSWORD


class Command(OwnCommand):
    """Load the demo data where they are missing, then serve until stopped."""

    help = "Nạp tỉnh mẫu và các trường mẫu rồi chạy máy chủ; chạy lần sau giữ nguyên dữ liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", metavar="ĐỊA CHỈ", help="địa chỉ mạng để nghe (127.0.0.1)"
        )
        parser.add_argument("--load-only", action="store_true", help="chỉ nạp dữ liệu rồi dừng")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MINHDINH_DEMO:
            raise Problem(
                f"MINHDINH_MODE đang là “{settings.MINHDINH_MODE}”. Bản dùng thử cho vào bằng một cú bấm, nên chỉ "
                "chạy ở chế độ demo: bỏ biến này đi rồi chạy lại."
            )
        if not options["load_only"]:
            require_free_port(options["host"], settings.MINHDINH_PORT)
        self._load()
        self._tell()
        if not options["load_only"]:
            call_command("serve", host=options["host"], stdout=self.stdout)

    def _load(self) -> None:
        data, started = Path(settings.MINHDINH_DATA), time.monotonic()
        with data_folder_lock(data):
            is_new = load_demo(self._report)
            write_accounts_file()
        if is_new:
            self._report(f"xong sau {time.monotonic() - started:.0f} giây")
        else:
            self.stdout.write(f"Giữ nguyên dữ liệu mẫu đã có trong {data}.")

    def _report(self, step: str) -> None:
        self.stdout.write(f"Nạp dữ liệu mẫu: {step}")
        self.stdout.flush()

    def _tell(self) -> None:
        self.stdout.write(f"\nĐịa chỉ:  {settings.MINHDINH_PUBLIC_URL}")
        self.stdout.write(f"Mật khẩu của mọi tài khoản thử: {PASSWORD}\n")
        for row in featured_accounts():
            self.stdout.write(
                f"  {row['username']:<14} {row['label']:<22} {row['role_label']} · {row['place']}"
            )
        self.stdout.write("")
        self.stdout.flush()

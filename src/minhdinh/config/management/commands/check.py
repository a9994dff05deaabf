"""``minhdinh check``: Django's checks and what only this program knows. It leaves the data alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as DjangoCheck
from django.db import OperationalError, connection

from minhdinh.common.commands import OwnCommand
from minhdinh.config.bootstrap import is_migrated
from minhdinh.config.health import Finding, findings, is_new

DJANGO_OPTIONS = {
    "args": "chỉ kiểm tra các phần này",
    "tags": "chỉ kiểm tra nhóm mang nhãn này",
    "list_tags": "liệt kê các nhãn",
    "deploy": "kiểm tra thêm cho máy chủ chính thức",
    "fail_level": "từ mức này thì coi là không đạt; mặc định ERROR",
    "databases": "kiểm tra thêm cơ sở dữ liệu này",
}


class Command(OwnCommand, DjangoCheck):
    """Explain what is misconfigured, each with its mend. Exit code 1 only where people have to do something."""

    help = "Chỉ ra cấu hình nào sai và cách sửa; không đụng đến dữ liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        for option in parser._actions:  # noqa: SLF001 (argparse offers no other way to its options)
            option.help = DJANGO_OPTIONS.get(option.dest, option.help)

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        found = look()
        for finding in found:
            self.stdout.write(f"{'LỖI' if finding.serious else 'LƯU Ý'}: {finding.message}")
        if any(finding.serious for finding in found):
            raise CommandError("Cấu hình chưa dùng được.", returncode=1)
        self.stdout.write(f"Cấu hình dùng được. Thư mục dữ liệu: {settings.MINHDINH_DATA}")


def look() -> list[Finding]:
    """Return what was found; a database that does not answer is a finding of its own."""
    try:
        return findings(migrated=not is_new(connection) and is_migrated(), connection=connection)
    except OperationalError as error:
        words = " ".join(str(error).split())
        return [Finding(f"Không mở được cơ sở dữ liệu (MINHDINH_DATABASE_URL): {words}", serious=True)]

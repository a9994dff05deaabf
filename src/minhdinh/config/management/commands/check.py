"""``minhdinh check``: Django's checks and what only this program knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.check import Command as DjangoCheck
from django.db import connection

from minhdinh.config.bootstrap import is_migrated
from minhdinh.config.health import findings


class Command(DjangoCheck):
    """Explain what is misconfigured, each with its mend."""

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        found = findings(migrated=is_migrated(), connection=connection)
        for finding in found:
            self.stdout.write(f"{'LỖI' if finding.serious else 'LƯU Ý'}: {finding.message}")
        if any(finding.serious for finding in found):
            raise CommandError("Cấu hình chưa dùng được.", returncode=1)
        self.stdout.write(f"Cấu hình dùng được. Thư mục dữ liệu: {settings.MINHDINH_DATA}")

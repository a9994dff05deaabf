"""What may be wrong with an installation."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from minhdinh.organisations.tenancy import missing

# Every command that needs the database makes or upgrades it by itself (config.bootstrap), so neither is a fault.
_NEW = "Chưa có cơ sở dữ liệu: lần chạy đầu (`minhdinh serve`) tự tạo và nạp các bộ tiêu chuẩn đi kèm."
_BEHIND = "Cơ sở dữ liệu thuộc phiên bản trước: lần chạy sau (`minhdinh serve`) tự nâng cấp."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know; a serious one makes the check fail."""

    message: str
    serious: bool


def findings(*, migrated: bool, connection: BaseDatabaseWrapper) -> list[Finding]:
    """Return what was found, the serious things first."""
    found = [*_folders(), *_database(connection, migrated=migrated), *_production(), *_programs()]
    return sorted(found, key=lambda one: not one.serious)


def _folders() -> list[Finding]:
    data = Path(settings.MINHDINH_DATA)
    parent = data if data.exists() else data.parent
    if not os.access(parent, os.W_OK):
        return [Finding(f"Không ghi được vào thư mục dữ liệu {data} (MINHDINH_DATA).", serious=True)]
    static = Path(settings.PACKAGE) / "static" / "minhdinh"
    if not static.is_dir():
        return [Finding("Chưa dựng giao diện: chạy `make assets`.", serious=True)]
    return []


def is_new(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether nothing has been made in the database yet, without making its file."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return True
    return not MigrationRecorder(connection).has_table()


def _database(connection: BaseDatabaseWrapper, *, migrated: bool) -> list[Finding]:
    if not migrated:
        return [Finding(_NEW if is_new(connection) else _BEHIND, serious=False)]
    names = missing(connection)
    if names:
        return [
            Finding(
                f"Thiếu {len(names)} ràng buộc cùng trường trong cơ sở dữ liệu: chạy `minhdinh migrate`.",
                serious=True,
            )
        ]
    return []


def _production() -> list[Finding]:
    if not settings.PRODUCTION:
        return []
    found = []
    if not settings.ALLOWED_HOSTS:
        found.append(Finding("Chưa đặt MINHDINH_HOSTS: tên máy chủ mà người dùng gõ.", serious=True))
    if not settings.MINHDINH_PUBLIC_URL.startswith("https://"):
        found.append(Finding("MINHDINH_PUBLIC_URL chưa dùng https.", serious=False))
    if connection_is_sqlite():
        found.append(Finding("Đang dùng SQLite: đủ cho một trường, không đủ cho cả tỉnh.", serious=False))
    return found


def connection_is_sqlite() -> bool:
    """Tell whether the default database is SQLite."""
    return str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")


def _programs() -> list[Finding]:
    if shutil.which("soffice") is None:
        return [
            Finding(
                "Không có LibreOffice: biểu mẫu chỉ xuất được Word, chưa có PDF và số trang mục lục.",
                serious=False,
            )
        ]
    return []

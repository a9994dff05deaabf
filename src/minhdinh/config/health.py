"""What may be wrong with an installation."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from minhdinh.common.problems import Problem
from minhdinh.common.storage import LinkingStore, browser_store
from minhdinh.evidence.domain.scanning import scanner_fault
from minhdinh.evidence.reading.tools import missing_tools
from minhdinh.evidence.store.cors import cors_fault
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
    found = [
        *_folders(),
        *_store(),
        *_database(connection, migrated=migrated),
        *_production(),
        *_programs(),
        *_scanner(),
    ]
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


def _store() -> list[Finding]:
    """Ask the bucket where files are kept in one."""
    if not isinstance(default_storage, LinkingStore):
        return []
    try:
        default_storage.require_there()
    except (Problem, FileNotFoundError):
        return [
            Finding(
                f"Không mở được kho S3 {settings.MINHDINH_S3['bucket_name']} ở {settings.MINHDINH_S3['endpoint_url']}: "
                "xem lại MINHDINH_S3_ENDPOINT, MINHDINH_S3_BUCKET, MINHDINH_S3_KEY, MINHDINH_S3_SECRET.",
                serious=True,
            )
        ]
    return _browsers()


def _browsers() -> list[Finding]:
    """Ask as a browser whether files may be brought straight to the bucket."""
    store = browser_store()
    fault = cors_fault(store) if store else ""
    if not fault:
        return []
    words = (
        f"Tệp lớn chưa gửi thẳng vào kho S3 được nên đi qua máy chủ: {fault}. Quy tắc cần đặt: "
        "`minhdinh evidence store cors`; không dùng thì đặt MINHDINH_S3_DIRECT=no."
    )
    return [Finding(words, serious=False)]


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
    found = [Finding(words, serious=False) for words in missing_tools()]
    if shutil.which("soffice") is None:
        found.append(
            Finding(
                "Không có LibreOffice: biểu mẫu chỉ xuất được Word, chưa có PDF và số trang mục lục.",
                serious=False,
            )
        )
    return found


def _scanner() -> list[Finding]:
    """Ask the virus scanner, where the installation has one."""
    fault = scanner_fault()
    if not fault:
        return []
    must = settings.MINHDINH_CLAMD_REQUIRED
    outcome = "tệp gửi lên đang bị từ chối" if must else "tệp gửi lên đang được nhận mà không quét"
    words = f"Bộ quét virus {settings.MINHDINH_CLAMD} (MINHDINH_CLAMD) không trả lời ({fault}): {outcome}."
    return [Finding(words, serious=must)]

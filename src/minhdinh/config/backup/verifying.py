"""Comparing what was restored with its own hashes and seals."""

from __future__ import annotations

import hashlib
from pathlib import Path

from minhdinh.assessments.models import Seal
from minhdinh.common.problems import Problem
from minhdinh.config.backup.archive import chunks_of
from minhdinh.evidence.models import Blob


def verify_blobs(root: Path) -> int:
    """Compare every stored file below ``root`` with its row and return how many; raises Problem at the first that differs."""
    count = 0
    for path, sha256, size in Blob._base_manager.values_list("path", "sha256", "size").iterator():  # noqa: SLF001
        if not (root / path).is_file():
            raise Problem(f"Bản sao lưu thiếu tệp {path}.")
        if digest_of(root / path) != (sha256, size):
            raise Problem(f"Tệp {path} không khớp mã băm của nó.")
        count += 1
    return count


def verify_seals(root: Path) -> int:
    """Compare every sealed dossier with its seal and return how many; raises Problem at the first that differs."""
    count = 0
    for token, sha256, path in Seal._base_manager.values_list("token", "sha256", "blob__path").iterator():  # noqa: SLF001
        if digest_of(root / path)[0] != sha256:
            raise Problem(f"Dấu niêm phong {token} không khớp báo cáo của nó.")
        count += 1
    return count


def digest_of(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the size in bytes of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        for chunk in chunks_of(stream):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size

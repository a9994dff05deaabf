"""Comparing what was restored with its own hashes and seals."""

from __future__ import annotations

from minhdinh.assessments.models import Seal
from minhdinh.common.problems import Problem
from minhdinh.config.backup.files import RestoredFiles
from minhdinh.evidence.models import Blob


def verify_blobs(files: RestoredFiles) -> int:
    """Compare every stored file with its row and return how many; raises Problem at the first that differs."""
    count = 0
    for path, sha256, size in Blob._base_manager.values_list("path", "sha256", "size").iterator():  # noqa: SLF001
        found = files.digest(path)
        if found is None:
            raise Problem(f"Bản sao lưu thiếu tệp {path}.")
        if found != (sha256, size):
            raise Problem(f"Tệp {path} không khớp mã băm của nó.")
        count += 1
    return count


def verify_seals(files: RestoredFiles) -> int:
    """Compare every sealed dossier with its seal and return how many; raises Problem at the first that differs."""
    count = 0
    for token, sha256, path in Seal._base_manager.values_list("token", "sha256", "blob__path").iterator():  # noqa: SLF001
        found = files.digest(path)
        if found is None or found[0] != sha256:
            raise Problem(f"Dấu niêm phong {token} không khớp báo cáo của nó.")
        count += 1
    return count

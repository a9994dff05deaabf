"""What is inside a seal: read after comparing its hash, verified with every file that it names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from minhdinh.assessments.models import Seal
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.models import Blob
from minhdinh.lib.hashing import sha256


def sealed_bytes(seal: Seal) -> bytes:
    """Return the sealed canonical JSON as it was sealed; raises Problem where it does not match the seal's hash."""
    content = read_blob(seal.blob)
    if sha256(content) != seal.sha256:
        raise Problem("Bản niêm phong không còn khớp với dấu niêm phong của nó. Hãy báo quản trị hệ thống.")
    return content


def sealed_dossier(seal: Seal) -> dict[str, Any]:
    """Return the sealed dossier; raises Problem where its bytes do not match the seal's hash."""
    dossier: dict[str, Any] = json.loads(sealed_bytes(seal))
    return dossier


def seal_faults(seal: Seal) -> list[str]:
    """Return, in Vietnamese, everything about a seal that is not as it was sealed: its dossier, its files.

    Reads every file of the report; for verification and backups, not for pages.
    """
    try:
        dossier = sealed_dossier(seal)
    except Problem as problem:
        return [problem.message]
    names = dict(_files(dossier))
    blobs = {row.sha256: row for row in Blob.objects.filter(school_id=seal.school_id, sha256__in=names)}
    faults = [
        f"{name}: không còn tệp này trong kho." for digest, name in names.items() if digest not in blobs
    ]
    return [*faults, *(fault for digest, blob in blobs.items() if (fault := _fault(names[digest], blob)))]


def _files(dossier: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for item in dossier["evidence"]:
        for file in item["files"]:
            yield file["sha256"], f"{item['code']} · {file['name']}"


def _fault(name: str, blob: Blob) -> str:
    try:
        read_blob(blob)
    except Problem as problem:
        return f"{name}: {problem.message}"
    return ""

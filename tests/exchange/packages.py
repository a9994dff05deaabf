"""Packages with something changed in them, their manifest made anew so that only the change is wrong."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from minhdinh.exchange.package import MANIFEST, write_file, write_json, write_manifest

Parts = dict[str, Any]


def parts_of(path: Path) -> Parts:
    """Return every member of a package: JSON parsed, files as bytes."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: json.loads(archive.read(name)) if name.endswith(".json") else archive.read(name)
            for name in archive.namelist()
            if name != MANIFEST
        }


def write_parts(path: Path, parts: Parts) -> Path:
    """Write members with a manifest that fits them."""
    with zipfile.ZipFile(path, "w") as archive:
        members = [
            write_file(archive, name, io.BytesIO(content))
            if isinstance(content, bytes)
            else write_json(archive, name, content)
            for name, content in parts.items()
        ]
        write_manifest(
            archive,
            version="1.0",
            created_at="2026-11-20T08:00:00.000000+07:00",
            school="th-sao-mai-1",
            members=members,
        )
    return path


def rewritten(path: Path, target: Path, change: Callable[[Parts], None]) -> Path:
    """Return a copy of a package after ``change``."""
    parts = parts_of(path)
    change(parts)
    return write_parts(target, parts)

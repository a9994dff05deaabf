"""A folder as storage in which a file appears whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

PARTIAL = ".partial"


class WholeFileStorage(FileSystemStorage):
    """Writes to a temporary name, flushes to disk, then renames: a killed server leaves no half-file."""

    def _save(self, name: str, content: File[Any]) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.{secrets.token_hex(6)}{PARTIAL}")
        try:
            with partial.open("xb") as stream:
                for chunk in content.chunks():
                    stream.write(chunk)
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return name

    def sweep(self) -> int:
        """Remove temporary files that a killed process left; return how many (called when the server starts)."""
        leftovers = list(Path(self.location).rglob(f".*{PARTIAL}")) if Path(self.location).is_dir() else []
        for path in leftovers:
            path.unlink(missing_ok=True)
        return len(leftovers)

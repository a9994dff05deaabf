"""What a worker runs for this room."""

from __future__ import annotations

from typing import Any

from minhdinh.jobs.registry import Progress
from minhdinh.organisations.domain.import_writing import write_import
from minhdinh.organisations.models import ImportKind
from minhdinh.organisations.web.paths import import_url


def run_import(progress: Progress, *, draft_id: int) -> dict[str, Any]:
    """Write a confirmed import and say where its outcome is."""
    draft = write_import(draft_id=draft_id, progress=progress)
    return {
        "message": f"Đã ghi {draft.new_count} dòng từ tệp {draft.file_name}.",
        "result_url": import_url(draft.organisation, ImportKind(draft.kind), "draft", draft_id=draft.pk),
        "result_label": "Xem kết quả",
    }

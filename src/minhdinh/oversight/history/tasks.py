"""What a worker runs for an import of earlier years."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from minhdinh.jobs.registry import Progress
from minhdinh.oversight.history.importing import write_draft


def run_history_import(progress: Progress, *, draft_id: int) -> dict[str, Any]:
    """Write a confirmed import and say where its outcome is."""
    draft = write_draft(draft_id=draft_id, progress=progress)
    return {
        "message": f"Đã ghi {draft.new_count} dòng từ tệp {draft.file_name}.",
        "result_url": reverse("oversight:history-draft", args=[draft.organisation.code, draft.pk]),
        "result_label": "Xem kết quả",
    }

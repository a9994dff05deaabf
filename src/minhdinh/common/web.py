"""Small answers that several rooms give."""

from __future__ import annotations

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_response(content: bytes, file_name: str) -> HttpResponse:
    """Answer an .xlsx file to be saved under ``file_name`` (ASCII)."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response

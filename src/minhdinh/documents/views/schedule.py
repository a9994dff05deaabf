"""The schedule of external evaluations to be saved as a Word file."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from minhdinh.access.permissions import Permission
from minhdinh.common.language import in_vietnamese
from minhdinh.documents.office.schedule import schedule_document
from minhdinh.documents.registry import MEDIA_TYPES
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.oversight.domain.schedule_queries import HEADER, chosen_rows, printed, schedule_of


@require_GET
@office_view(Permission.OFFICE_VIEW)
@in_vietnamese
def word(request: OfficeRequest, year: str) -> HttpResponse:
    """Answer the official table of now, or of a published version (``?lan=2``), as an annex in Word."""
    schedule = schedule_of(request.organisation, year)
    version, rows = chosen_rows(schedule, request.GET.get("lan", ""))
    content = schedule_document(
        office=request.organisation.name, year=year, header=HEADER, rows=printed(rows), version=version
    )
    response = HttpResponse(content, content_type=MEDIA_TYPES["docx"])
    response["Content-Disposition"] = f'attachment; filename="lich-danh-gia-ngoai-{year}.docx"'
    return response

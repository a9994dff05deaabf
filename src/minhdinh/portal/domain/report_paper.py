"""The published part of a sealed report as PDF: made once from the seal by a job, the same bytes ever after."""

from __future__ import annotations

import io
from typing import Any

from django.db import transaction
from docx.document import Document as WordDocument
from markupsafe import Markup

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.seal_contents import sealed_dossier
from minhdinh.assessments.models import Seal
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotHere
from minhdinh.documents import qr
from minhdinh.documents.authoring.blocks import rich, statement, text
from minhdinh.documents.authoring.case_blocks import heading
from minhdinh.documents.authoring.margins import footer
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.domain.keeping import asker
from minhdinh.documents.domain.sealed import printed_seal
from minhdinh.documents.form import QR_MILLIMETRES
from minhdinh.documents.options import seal_values
from minhdinh.documents.pdf import require_pdf, to_pdf
from minhdinh.documents.templating import WordTemplate, docx_bytes
from minhdinh.evidence.domain.blobs import store_bytes
from minhdinh.evidence.models import Blob
from minhdinh.evidence.validators import FileKind
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.models import Job
from minhdinh.lib.richtext import is_empty
from minhdinh.portal import actions
from minhdinh.portal.domain.public_report import PublicReport, codes_of, public_part, style_of
from minhdinh.portal.models import PublishedReport

MAKE_PAPER = "portal.make_paper"
LEFT_OUT = (
    "Đây là phần công bố của báo cáo tự đánh giá, do nhà trường tự đánh giá, chưa phải kết luận của cơ quan quản lý. "
    "Không công bố: tên người, hội đồng, biên bản, thông tin liên hệ, bảng số liệu, danh mục và tệp minh chứng."
)


def kept_paper(seal: Seal) -> Blob | None:
    """Return the PDF that was made of a seal at an earlier publication (needs its scope)."""
    row = PublishedReport.objects.filter(seal=seal, paper__isnull=False).select_related("paper").first()
    return row.paper if row else None


def request_paper(*, actor: Actor, report: PublishedReport) -> Job:
    """Queue the making of a publication's PDF.

    Raises NotAllowed for anybody but the head, PdfUnavailable where LibreOffice is missing.
    """
    require(actor, Permission.ASSESSMENT_CONFIRM, organisation_id=report.school_id)
    require_pdf()
    return start_job(
        actor=actor,
        kind=MAKE_PAPER,
        title="Lập bản PDF để công bố",
        school_id=report.school_id,
        report_id=report.pk,
        asker=asker(actor),
    )


def make_paper(*, actor: Actor, school_id: int, report_id: int) -> Blob:
    """Return the PDF of a publication, making it where there is none yet; two at once keep the first one's.

    Raises NotHere where it was taken back, Problem for a damaged seal, PdfUnavailable where none can be made.
    """
    with school_scope(school_id):
        row = _standing(report_id)
        paper = row.paper or kept_paper(row.seal) or _made(row.seal)
        with transaction.atomic():
            held = PublishedReport.objects.select_for_update(of=("self",)).get(pk=report_id)
            if held.paper_id is None:
                held.paper = paper
                held.save(update_fields=["paper", "updated_at"])
                target = f"portal.PublishedReport:{report_id}"
                record(actor=actor, code=actions.PAPER_MADE, target=target, year=row.seal.assessment.year)
                return paper
        return _standing(report_id).paper or paper


def paper_as_word(seal: Seal) -> bytes:
    """Return the published part of a seal as a Word file; raises Problem where its bytes do not match its hash."""
    dossier = sealed_dossier(seal)
    template = WordTemplate(docx_bytes(_template()))
    writer = template.writer(codes_of(dossier), style_of(dossier))
    printed = printed_seal(seal)
    context: dict[str, Any] = {
        "report": _values(
            public_part(dossier, lambda body: Markup() if is_empty(body) else writer.rich(body))
        ),
        "left_out": LEFT_OUT,
        "seal": seal_values(printed) | {"qr": template.picture(qr.png(printed.verify_url), QR_MILLIMETRES)},
    }
    document = template.fill(context, title=f"Báo cáo tự đánh giá – {dossier['school']['name']}")
    return docx_bytes(document)


def _standing(report_id: int) -> PublishedReport:
    rows = PublishedReport.objects.filter(pk=report_id, withdrawn_at__isnull=True)
    found = rows.select_related("seal__assessment__standard_set", "seal__blob", "paper").first()
    if found is None:
        raise NotHere("Báo cáo này không còn được công bố.")
    return found


def _made(seal: Seal) -> Blob:
    content = to_pdf(paper_as_word(seal))
    kind = FileKind("pdf", "application/pdf")
    blob, _is_new = store_bytes(school_id=seal.school_id, stream=io.BytesIO(content), kind=kind)
    return blob


def _values(report: PublicReport) -> dict[str, Any]:
    """Return the report as a template walks it."""
    return {
        "school": report.school,
        "year": report.year,
        "set_title": report.set_title,
        "result": report.result,
        "tracks": [
            {
                "head": f"{track.label}: {track.result}" if track.label else "",
                "standards": [
                    {
                        "head": f"Tiêu chuẩn {standard.code}. {standard.title}",
                        "criteria": [
                            {"head": f"{one.code}. {one.title}", "level": one.level, "texts": list(one.texts)}
                            for one in standard.criteria
                        ],
                        "remarks": [{"label": label, "body": body} for label, body in standard.remarks],
                    }
                    for standard in track.standards
                ],
            }
            for track in report.tracks
        ],
    }


def _template() -> WordDocument:
    """Return the template: title, result, what is left out, standards with their criteria; the seal in the footer."""
    document = new_document()
    footer(document.sections[0])
    text(document, "BÁO CÁO TỰ ĐÁNH GIÁ", "MD Title")
    text(document, "**{{ report.school }}**", "MD Centre")
    text(document, "Năm học {{ report.year }}", "MD Centre")
    text(document, "{{ report.set_title }}", "MD Centre")
    text(document, "Kết quả tự đánh giá: **{{ report.result }}**")
    text(document, "{{ left_out }}", "MD Small")
    statement(document, "for track in report.tracks")
    statement(document, "if track.head")
    heading(document, "{{ track.head }}", 1)
    statement(document, "endif")
    statement(document, "for standard in track.standards")
    heading(document, "{{ standard.head }}", 2)
    statement(document, "for one in standard.criteria")
    heading(document, "{{ one.head }}", 3)
    text(document, "**{{ one.level }}**")
    _bodies(document, "for body in one.texts", "body")
    statement(document, "endfor")
    statement(document, "for remark in standard.remarks")
    text(document, "**{{ remark.label }}**").paragraph_format.keep_with_next = True
    rich(document, "remark.body")
    statement(document, "endfor")
    statement(document, "endfor")
    statement(document, "endfor")
    return document


def _bodies(document: WordDocument, loop: str, name: str) -> None:
    statement(document, loop)
    rich(document, name)
    statement(document, "endfor")

"""A department's yearly report on quality assurance and the national standard (Mẫu số 7 of TT57); its content is proposed."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import Dossier
from minhdinh.documents.options import Options
from minhdinh.documents.reading.office_report import report_values
from minhdinh.documents.report_form import ReportForm
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import Writer


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the report prints."""
    return report_values(dossier)


FORM = ReportForm(
    id="mau-so-7",
    code="Mẫu số 7",
    title="Báo cáo bảo đảm chất lượng giáo dục và công nhận đạt chuẩn quốc gia",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Phụ lục V, Mẫu số 7 (nội dung mẫu chưa tra được)",
    folder=Path(__file__).parent,
    context=context,
    file_name="mau-so-7-{school}-{year}",
    needs=("office_report",),
    sealed=False,
    proposed=True,
)

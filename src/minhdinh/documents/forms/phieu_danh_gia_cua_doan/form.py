"""A member's criterion slips, one or all of them, each on a page of its own (content proposed)."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.case import case_of, common, member_asked, member_line
from minhdinh.documents.reading.case_results import slips_of
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import MISSING, Writer


def context(dossier: Dossier, options: Options, _writer: Writer) -> Context:
    """Return everything the slips print; with a criterion chosen only those of it. Private notes are not among it."""
    member = member_asked(dossier) or {}
    return common(dossier) | {
        "member": member_line(case_of(dossier), member) | ({} if member else {"name": MISSING}),
        "slips": slips_of(dossier, member, options.criterion),
    }


FORM = Form(
    id="phieu-danh-gia-cua-doan",
    code="Phiếu đánh giá",
    title="Phiếu đánh giá tiêu chí của thành viên đoàn đánh giá ngoài, hội đồng thẩm định",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Điều 17, Điều 18",
    basis_2018="Điều 28 các Thông tư 17, 18, 19/2018/TT-BGDĐT",
    folder=Path(__file__).parent,
    context=context,
    file_name="phieu-danh-gia-cua-doan{criterion}-{school}-{year}",
    needs=("case",),
    about=CASE,
    sealed=False,
    by_criterion=True,
    proposed=True,
)

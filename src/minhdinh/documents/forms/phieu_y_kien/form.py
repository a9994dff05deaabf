"""The opinion slip of a member of an appraisal council; without words it is a form to fill by hand."""

from __future__ import annotations

from pathlib import Path

from minhdinh.documents.form import CASE, Dossier, Form
from minhdinh.documents.options import Options
from minhdinh.documents.reading.case import case_of, common, member_asked, member_line, worth
from minhdinh.documents.reading.case_results import member_texts
from minhdinh.documents.templating import Context
from minhdinh.documents.wordml import Writer

CROSS = "×"


def context(dossier: Dossier, _options: Options, _writer: Writer) -> Context:
    """Return everything the slip prints: the cross stands where the member put it, nowhere before."""
    case = case_of(dossier)
    member = member_asked(dossier) or {}
    opinion = member.get("opinion") or {}
    verdict = opinion.get("verdict")
    return common(dossier) | {
        "member": member_line(case, member),
        "declared": worth(dossier, case.get("declared")),
        "crosses": {name: CROSS if verdict == name else "" for name in ("agree", "disagree", "abstain")},
        "texts": member_texts(opinion.get("texts") or {}),
    }


FORM = Form(
    id="phieu-y-kien-tham-dinh",
    code="Phiếu ý kiến",
    title="Phiếu ý kiến của thành viên hội đồng thẩm định",
    legal_basis="Thông tư 57/2026/TT-BGDĐT, Phụ lục V (số mẫu chưa tra được)",
    folder=Path(__file__).parent,
    context=context,
    file_name="phieu-y-kien-tham-dinh-{school}-{year}",
    needs=("case",),
    sets=("tt57-2026-",),
    about=CASE,
    sealed=False,
    proposed=True,
)
